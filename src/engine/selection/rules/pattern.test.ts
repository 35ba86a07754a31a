import { describe, expect, it } from 'vitest';
import { compilePattern } from './pattern';

function matches(pattern: string, text: string): boolean {
  const compiled = compilePattern(pattern);
  if (!compiled.ok) throw new Error(compiled.message);
  return compiled.pattern.matches(text);
}

describe('a pattern', () => {
  it('is anchored at the left only, as re.match is', () => {
    expect(matches('rc', '1.0rc1')).toBe(false);
    expect(matches('.+rc', '1.0rc1')).toBe(true);
    expect(matches('1.0', '1.0.1')).toBe(true);
    expect(matches('a|sand', 'sandgrouse')).toBe(true);
  });

  it.each([
    ['1\\.0\\Z', '1.0', '1.0.1'],
    ['a{,2}b', 'aab', 'aaab'],
    ['\\w+!', 'über!', 'ü-!'],
    ['[\\w.]+!', 'ö.ö!', 'ö-ö!'],
    ['\\W', '-', 'ö'],
    ['[]\\]x]+!', ']x]!', '[!'],
    ['[^]]!', 'a!', ']!'],
    ['(?P<year>\\d{4})\\.', '2024.1', '24.1'],
    ['(?i)django', 'Django', 'flask'],
    ['[\\s\\S]+x', 'a\nx', 'a\n'],
    ['\\\\w', '\\w', 'w'],
  ])('reads %s as Python does', (pattern, matching, other) => {
    expect(matches(pattern, matching)).toBe(true);
    expect(matches(pattern, other)).toBe(false);
  });

  it.each([
    ['^(?!.*beta)', 'looks ahead'],
    ['(a)\\1', 'refers back'],
    ['(?P<a>x)(?P=a)', 'refers back'],
    ['(unclosed', 'missing closing )'],
  ])('says why %s cannot be used', (pattern, message) => {
    const compiled = compilePattern(pattern);
    expect(compiled.ok ? 'compiled' : compiled.message).toContain(message);
  });

  it('ends on texts that keep other engines busy for ever', () => {
    expect(matches('(a+)+$', `${'a'.repeat(50_000)}!`)).toBe(false);
  });
});

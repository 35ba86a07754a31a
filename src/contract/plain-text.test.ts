import { expect, it } from 'vitest';
import { describeProblem, describeReason } from './describe';
import { shortenNames, toPlainText } from './plain-text';
import { problem } from './problem';
import { ENGLISH } from './texts/english';

it('keeps words of every language and makes commands to a terminal visible', () => {
  expect(toPlainText('sand-1.0 沙鸡 é 🐦')).toBe('sand-1.0 沙鸡 é 🐦');
  expect(toPlainText('a\u001b[2J\u0007b\nc\u009bd\u202ee')).toBe('a�[2J�b�c�d�e');
});

it('shows the beginning of a name that would fill the screen, and hashes and paths whole', () => {
  const unknown = problem('project-unknown', {
    project: 'a'.repeat(10_000),
    upstreamUrl: `https://index.example/${'deep/'.repeat(100)}simple/`,
  });
  const { what } = describeProblem(ENGLISH, unknown);
  expect(what).toContain(`has no project "${'a'.repeat(100)}…".`);
  expect(what).toContain('deep/'.repeat(100));
  expect(shortenNames(`sha512 ${'f'.repeat(128)}`)).toBe(`sha512 ${'f'.repeat(128)}`);
});

it('holds for everything that a problem or a reason quotes', () => {
  const quarantined = problem('project-quarantined', { project: 'sand', reason: 'bad\u001b]0;owned\u0007' });
  expect(describeProblem(ENGLISH, quarantined).what).toBe(
    'The project "sand" is quarantined upstream: bad�]0;owned�.',
  );
  expect(describeReason(ENGLISH, { kind: 'name-refused', reason: 'odd\u001b[1m' })).not.toContain('\u001b');
});

it.each([...'\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'])(
  'lets nothing turn the direction of writing: %j',
  (control) => {
    expect(toPlainText(`a${control}b`)).toBe('a\ufffdb');
  },
);

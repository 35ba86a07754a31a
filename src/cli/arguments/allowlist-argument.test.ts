import { expect, it } from 'vitest';
import { UsageError } from '../usage-error';
import { composeAllowlist, requireLines } from './allowlist-argument';

it('puts the lines one below the other, as they were written', () => {
  const file = { text: '# from a file', origin: '"r.txt", line 1' };
  expect(composeAllowlist([...requireLines(['requests >=2', 'six'])].concat(file))).toBe(
    'requests >=2\nsix\n# from a file\n',
  );
});

it('names every line that cannot be read and where it came from', () => {
  const lines = [...requireLines(['six', 'flask >> 1']), { text: '!!', origin: '"r.txt", line 7' }];
  expect(() => composeAllowlist(lines)).toThrow(UsageError);
  expect(() => composeAllowlist(lines)).toThrow(/--require, "flask >> 1": .*; "r\.txt", line 7, "!!": /);
});

it('keeps one argument one line', () => {
  expect(requireLines(['six\nflask']).map((line) => line.text)).toEqual(['six flask']);
});

import { expect, it } from 'vitest';
import { splitShellWords } from './shell-words';

it.each([
  ['', []],
  ['  --a=b\t-c  ', ['--a=b', '-c']],
  [`'a b'"c d"e ''`, ['a bc de', '']],
  ['a\\ b "\\"x\\y\\\\" \'\\\'', ['a b', '"x\\y\\', '\\']],
  ['--x=\u00a0y', ['--x=\u00a0y']],
])('splits %j as a shell does', (text, words) => {
  expect(splitShellWords(text)).toEqual({ ok: true, words });
});

it.each([
  [`a "b`, 'the quotation mark " is not closed'],
  [`'`, "the quotation mark ' is not closed"],
  ['a\\', 'the backslash at the end escapes nothing'],
])('says what is open in %j', (text, message) => {
  expect(splitShellWords(text)).toEqual({ ok: false, message });
});

it('splits a million words, and a word of a million quoted characters, in one pass', () => {
  const words = splitShellWords(`${'a '.repeat(1_000_000)}"${'\\"'.repeat(1_000_000)}"`);
  expect(words.ok && words.words.length).toBe(1_000_001);
});

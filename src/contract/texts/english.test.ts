import { expect, it } from 'vitest';
import { ENGLISH } from './english';

it.each([
  ['line 3', 'Line 3: '],
  ['package "attrs"', 'Package "attrs": '],
  ['the mirror’s folder', 'The mirror’s folder: '],
  ['sub/dev.txt, line 3', 'sub/dev.txt, line 3: '],
  ['dev.txt', 'dev.txt: '],
  ['[project] name', '[project] name: '],
  ['c:\\work', 'c:\\work: '],
])('begins a sentence with a place, and leaves paths as they are written: %s', (place, expected) => {
  const { what } = ENGLISH.problems['input-invalid']({ name: 'x', place, reason: 'it is wrong' });
  expect(what).toBe(`"x" cannot be imported. ${expected}it is wrong.`);
});

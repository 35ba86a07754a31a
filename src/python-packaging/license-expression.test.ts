import { expect, it } from 'vitest';
import { isEveryLicenseAllowed, isLicenseAllowed, parseLicenseExpression } from './license-expression';

const PERMISSIVE = new Set(['MIT', 'Apache-2.0', 'BSD-3-Clause']);

it.each([
  ['MIT', true],
  ['mit', true],
  ['MIT OR GPL-3.0-only', true],
  ['MIT AND GPL-3.0-only', false],
  ['MIT AND (GPL-3.0-only OR apache-2.0)', true],
  // AND binds closer.
  ['GPL-3.0-only OR MIT AND Apache-2.0', true],
  ['MIT AND GPL-3.0-only OR Apache-2.0 AND GPL-3.0-only', false],
  ['Apache-2.0 WITH LLVM-exception', true],
  ['LicenseRef-Proprietary', false],
  ['Apache-2.0+', true],
])('judges %j by what its user may choose', (text, expected) => {
  expect(isLicenseAllowed(text, PERMISSIVE)).toBe(expected);
});

it('knows the names that the GNU licenses had and have', () => {
  const allows = (text: string, id: string) => isLicenseAllowed(text, new Set([id]));
  expect(allows('GPL-2.0', 'GPL-2.0-only')).toBe(true);
  expect(allows('GPL-2.0-or-later', 'GPL-2.0+')).toBe(true);
  expect(allows('GPL-2.0+', 'GPL-2.0-only')).toBe(true);
  expect(allows('GPL-2.0-only', 'GPL-2.0-or-later')).toBe(false);
  expect(allows('GPL-2.0-only WITH Classpath-exception-2.0', 'GPL-2.0 with classpath-exception-2.0')).toBe(
    true,
  );
  expect(allows('GPL-2.0-only', 'GPL-2.0-only WITH Classpath-exception-2.0')).toBe(false);
});

it('judges whether it matters what anybody chooses', () => {
  expect(isEveryLicenseAllowed('MIT OR Apache-2.0', PERMISSIVE)).toBe(true);
  expect(isEveryLicenseAllowed('MIT OR GPL-3.0-only', PERMISSIVE)).toBe(false);
  expect(isEveryLicenseAllowed('see LICENSE', PERMISSIVE)).toBeNull();
});

it.each([
  ['', 'expected the id of a license, such as "MIT"', 0, 0],
  ['MIT Apache-2.0', 'expected "AND", "OR" or the end', 4, 14],
  ['MIT AND', 'expected the id of a license, such as "MIT"', 7, 7],
  ['(MIT', 'the parenthesis that opens here is not closed', 0, 4],
  ['MIT)', 'expected "AND", "OR" or the end', 3, 4],
  ['MIT WITH OR', 'expected the id of an exception', 9, 11],
  ['MIT/Apache', '"MIT/Apache" is no id of a license', 0, 10],
  ['LicenseRef-x+', '"LicenseRef-x+" is no id of a license', 0, 13],
])('says what is wrong with %j, and where', (text, message, start, end) => {
  expect(parseLicenseExpression(text)).toEqual({ ok: false, error: { message, start, end } });
  expect(isLicenseAllowed(text, PERMISSIVE)).toBeNull();
});

it('refuses parentheses that would exhaust the stack', () => {
  expect(parseLicenseExpression('('.repeat(1_000_000)).ok).toBe(false);
});

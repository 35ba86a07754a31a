import { expect, it } from 'vitest';
import { parseDistributionFilename, parseWheelFilename } from './filename';
import { type NormalizedName, normalizeName } from './name';
import { expandTags, formatTag } from './tag';

function describe(filename: string, project: string): string {
  const parsed = parseDistributionFilename(filename, normalizeName(project));
  if (parsed.kind === 'wheel' || parsed.kind === 'sdist') return `${parsed.kind} ${parsed.version.canonical}`;
  return parsed.kind === 'other' ? parsed.format : parsed.message;
}

it.each([
  ['foo-1.0-py3-none-any.whl', 'foo', 'wheel 1.0'],
  ['Foo_Bar-1.0.tar.gz', 'foo-bar', 'sdist 1.0'],
  ['foo-bar-1.0-1.tar.gz', 'foo-bar', 'sdist 1.0.post1'],
  ['foo-bar-1.0.tar.gz', 'foo', '"bar-1.0" is not a version'],
  ['foo-1.0.tar.bz2', 'foo', 'sdist 1.0'],
  ['foo-1!2.0.zip', 'foo', 'sdist 1!2.0'],
  ['bar-1.0-py3-none-any.whl', 'foo', 'the wheel is of "bar", not of "foo"'],
  ['bar-1.0.tar.gz', 'foo', 'the name does not begin with "foo" and a dash'],
  ['foo-1.0.linux-x86_64.tar.gz', 'foo', 'dumb'],
  ['foo-1.0-py2.7.egg', 'foo', 'egg'],
  ['foo-1.0.win32-py2.7.exe', 'foo', 'exe'],
  ['foo-1.0.tar.gz.asc', 'foo', 'companion'],
  ['foo-1.0.constructor', 'foo', 'unknown'],
  ['foo-1.0-py3-none.whl', 'foo', 'a wheel has five or six parts between dashes'],
  ['foo-x-py3-none-any.whl', 'foo', '"x" is not a version'],
  ['foo-1.0-b-py3-none-any.whl', 'foo', 'the build tag "b" does not begin with a digit'],
  ['foo-1.0-py3..py2-none-any.whl', 'foo', '"py3..py2-none-any" is no set of compatibility tags'],
])('tells what %j on the page of %j is', (filename, project, expected) => {
  expect(describe(filename, project)).toBe(expected);
});

it.each([
  ['', 'the filename is empty'],
  ['../foo-1.0.tar.gz', 'the filename holds a path separator'],
  ['foo\\bar-1.0.tar.gz', 'the filename holds a path separator'],
  ['foo-1.0\0.tar.gz', 'the filename holds the invisible character U+0000'],
  ['foo-1.0\u202e.tar.gz', 'the filename holds the invisible character U+202E'],
  ['foo-1.0:x.tar.gz', 'the filename holds the character ":"'],
  ['föö-1.0.tar.gz', 'the filename holds the character "ö"'],
  ['.foo-1.0.tar.gz', 'the filename begins with a dot'],
  ['foo-1.0.tar.gz.', 'the filename ends with a dot'],
  [`foo-${'1'.repeat(300)}.tar.gz`, 'the filename is longer than 246 characters'],
  ['AUX.tar.gz', 'the filename is reserved by Windows'],
  ['com1.0-py3-none-any.whl', 'the filename is reserved by Windows'],
])('refuses %j as a name on a file system', (filename, message) => {
  expect(describe(filename, 'foo')).toBe(message);
});

it('expands a compressed set of tags', () => {
  const wheel = parseWheelFilename('foo-1.0-2x-py2.py3-none-any.whl');
  if (wheel.kind === 'invalid') throw new Error(wheel.message);
  expect(expandTags(wheel.tags).map(formatTag)).toEqual(['py2-none-any', 'py3-none-any']);
  expect(wheel.build).toEqual({ number: 2, suffix: 'x' });
  expect(wheel.name satisfies NormalizedName).toBe('foo');
});

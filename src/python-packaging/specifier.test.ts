import { expect, it } from 'vitest';
import {
  contains,
  filterBySpecifiers,
  parseSpecifierSet,
  type SpecifierSet,
  specifierSetOf,
} from './specifier';

function setOf(text: string): SpecifierSet {
  const parsed = parseSpecifierSet(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.specifiers;
}

it.each([
  ['>=1.0, =2.0', '=2.0', '"=" is no operator; write "==", ">=" or "<="'],
  ['>=1.0,  2.0', '2.0', '"2.0" has no operator; write "==2.0" for exactly this version'],
  ['latest', 'latest', '"latest" is no version specifier; write an operator and a version, such as ">=1.0"'],
  ['>=', '>=', 'after ">=" a version is missing'],
  ['>=1.*', '>=1.*', '".*" can only be used with "==" and "!="'],
  [
    '==1.0rc1.*',
    '==1.0rc1.*',
    '".*" can only follow a release such as "1.2", without prerelease, post-release or local parts',
  ],
  ['<one', '<one', '"one" is not a version'],
  ['>=1+cpu', '>=1+cpu', 'a local version ("+…") can only be used with "==" and "!="'],
  ['~=1', '~=1', '"~=" needs a version of at least two numbers, such as "~=1.0"'],
])('explains what is wrong in %j, and where', (text, part, message) => {
  const start = text.indexOf(part);
  expect(parseSpecifierSet(text, 10)).toEqual({
    ok: false,
    error: { message, start: start + 10, end: start + 10 + part.length },
  });
});

it('writes a set sorted and without clauses that mean the same', () => {
  expect(setOf('>=1.0, ==1.0.0,==1.0 , !=2').text).toBe('!=2,==1.0,>=1.0');
  expect(specifierSetOf([...setOf('>=1').specifiers, ...setOf('<2').specifiers]).text).toBe('<2,>=1');
});

it('lets a local version of a candidate count only where the specifier has one', () => {
  expect(contains(setOf('==2.0'), '2.0+cu118', { prereleases: false })).toBe(true);
  expect(contains(setOf('==2.0+cu121'), '2.0+cu118', { prereleases: false })).toBe(false);
});

it('takes finals by default, prereleases where nothing else is left or a clause mentions one', () => {
  const filter = (text: string, items: readonly string[]) =>
    filterBySpecifiers(setOf(text), items, (item) => item, 'default');
  expect(filter('>=1', ['1.0', '2.0a1'])).toEqual(['1.0']);
  expect(filter('>=1', ['0.9', '2.0a1'])).toEqual(['2.0a1']);
  expect(filter('>=1.0.dev0', ['1.0', '2.0a1'])).toEqual(['1.0', '2.0a1']);
});

it('takes duplicates apart by their places, not by their texts', () => {
  const items = [{ version: '1.0' }, { version: '1.0' }];
  expect(filterBySpecifiers(setOf(''), items, (item) => item.version, 'default')).toEqual(items);
});

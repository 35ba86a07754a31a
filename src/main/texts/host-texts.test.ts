import { expect, it } from 'vitest';
import type { Language } from '../../contract/language';
import { CHINESE_HOST_TEXTS } from './chinese';
import { ENGLISH_HOST_TEXTS, type HostTexts } from './english';
import { followLanguage } from './host-texts';

/** What each entry says by its key, with these put in where it takes names and numbers. */
function said(texts: object, given: readonly unknown[], prefix = ''): ReadonlyMap<string, string> {
  const found = Object.entries(texts).flatMap(
    ([key, value]: [string, unknown]): (readonly [string, string])[] => {
      const at = `${prefix}${key}`;
      if (typeof value === 'function')
        return [[at, String((value as (...given: unknown[]) => unknown)(...given))]];
      return typeof value === 'object' && value !== null
        ? [...said(value, given, `${at}.`)]
        : [[at, String(value)]];
    },
  );
  return new Map(found);
}

// A list of names also stands where one name is told: in words it reads as its names.
const MANY = [['lab', 'ship'], 7654];
const ONE = [['lab'], 0];

/** Names that are the same to everybody, and a title of figures. */
const SAME_IN_BOTH = ['application', 'menu.languages.en', 'menu.languages.zh-Hans', 'title.syncing'];

it('the words of main are whole in both languages, and differ', () => {
  const english = said(ENGLISH_HOST_TEXTS, MANY);
  const chinese = said(CHINESE_HOST_TEXTS, MANY);
  expect([...chinese.keys()]).toEqual([...english.keys()]);
  const same = [...chinese].filter(([key, text]) => text === english.get(key)).map(([key]) => key);
  expect(same).toEqual(SAME_IN_BOTH);
});

it.each([[MANY], [ONE]])('they say the same names and figures in both languages, given %j', (given) => {
  const told = ['lab', 'ship', '7654', '7,654', 'Sandgrouse', '%'];
  const namesIn = (texts: HostTexts) =>
    [...said(texts, given)].map(([key, text]) => [key, told.filter((name) => text.includes(name))]);
  expect(namesIn(CHINESE_HOST_TEXTS)).toEqual(namesIn(ENGLISH_HOST_TEXTS));
});

it('they follow the language that is chosen now', () => {
  let language: Language = 'en';
  const texts = followLanguage(() => language);
  const keys = Object.keys(texts);
  expect(keys).toEqual(Object.keys(ENGLISH_HOST_TEXTS));
  expect(texts.menu).toBe(ENGLISH_HOST_TEXTS.menu);
  language = 'zh-Hans';
  expect({ ...texts }).toEqual(CHINESE_HOST_TEXTS);
});

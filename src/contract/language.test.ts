import { describe, expect, it } from 'vitest';
import { languageFor } from './language';

describe('the language for a locale', () => {
  it.each([
    ['zh', 'zh-Hans'],
    ['zh-CN', 'zh-Hans'],
    ['zh-SG', 'zh-Hans'],
    ['zh-Hans', 'zh-Hans'],
    ['zh-Hans-HK', 'zh-Hans'],
    ['zh-TW', 'en'],
    ['zh-Hant', 'en'],
    ['en-GB', 'en'],
    ['de', 'en'],
    ['', 'en'],
    ['no locale', 'en'],
  ])('"%s" reads %s', (locale, language) => {
    expect(languageFor(locale)).toBe(language);
  });
});

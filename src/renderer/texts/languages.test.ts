import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../contract/language';
import { chinese } from './chinese';
import { english } from './english';
import { startWords } from './words';

type Entries = ReadonlyMap<string, string>;

/** Every entry by its key: `plan.totals.free`. */
function entriesOf(words: object, prefix = ''): Entries {
  const found = Object.entries(words).flatMap(
    ([key, value]: [string, unknown]): (readonly [string, string])[] =>
      typeof value === 'object' && value !== null
        ? [...entriesOf(value, `${prefix}${key}.`)]
        : [[`${prefix}${key}`, String(value)]],
  );
  return new Map(found);
}

const ENGLISH = entriesOf(english);
const CHINESE = entriesOf(chinese);
const namesIn = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name ?? ''))].sort();

/** Names, addresses and signs that are the same to everybody. */
const SAME_IN_BOTH = new Set([
  'application',
  'language.en',
  'language.zh-Hans',
  'title.syncing',
  'title.mirror',
  'create.namePlaceholder',
  'create.pypi',
  'create.addressPlaceholder',
  'create.allowlistPlaceholder',
  'choose.constraints.placeholder',
  'plan.changes.came',
  'plan.changes.from',
  'sync.facts.unknown',
  'carry.drives.connections.usb',
  'carry.sinceHint.chosen',
  'carry.unknown',
  'transfer.unknown',
  'serve.shared.firewalls.macos',
  'serve.snippets.package',
  'verify.unknown',
]);

describe('the words of the window in both languages', () => {
  it('are the same entries, but for the plurals that Chinese does not have', () => {
    const withoutSingular = [...ENGLISH.keys()].filter((key) => !key.endsWith('_one'));
    expect([...CHINESE.keys()].sort()).toEqual(withoutSingular.sort());
  });

  it('name in Chinese what they name in English', () => {
    const named = (entries: Entries) =>
      [...CHINESE.keys()].map((key) => [key, namesIn(entries.get(key) ?? '')]);
    expect(named(CHINESE)).toEqual(named(ENGLISH));
    expect([...CHINESE.values()].filter((text) => text.trim() === '')).toEqual([]);
  });

  it('differ, but for names, addresses and signs', () => {
    const same = [...CHINESE.keys()].filter((key) => CHINESE.get(key) === ENGLISH.get(key));
    expect(new Set(same)).toEqual(SAME_IN_BOTH);
  });

  it('put a space between Chinese and Latin words, and Chinese stops after Chinese words', () => {
    const crowded = [...CHINESE].filter(([, text]) =>
      /\p{Script=Han}[A-Za-z]|[A-Za-z]\p{Script=Han}|\p{Script=Han}[,;:?!]/u.test(text),
    );
    expect(crowded).toEqual([]);
  });
});

describe('the word tables', () => {
  it.each(LANGUAGES)('tell one from many in %s, with numbers as they are written there', (language) => {
    const { t } = startWords(language);
    const shown = [0, 1, 1234].map((count) => t('units.files', { count }));
    expect(shown).toEqual(
      language === 'en' ? ['0 files', '1 file', '1,234 files'] : ['0 个文件', '1 个文件', '1,234 个文件'],
    );
  });

  it('change at once', async () => {
    const words = startWords('en');
    await words.changeLanguage('zh-Hans');
    expect(words.t('trip.serve')).toBe('服务');
    await words.changeLanguage('en');
    expect(words.t('trip.serve')).toBe('Serve');
  });
});

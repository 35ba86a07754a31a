/** The languages that are whole, as BCP 47 tags. */
export const LANGUAGES = ['en', 'zh-Hans'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What a person can ask for: one of the languages, or the one that their system speaks. */
export const LANGUAGE_CHOICES = ['system', ...LANGUAGES] as const;
export type LanguageChoice = (typeof LANGUAGE_CHOICES)[number];

/** The language that serves a reader of `locale`, a BCP 47 tag; English where none of the others does. */
export function languageFor(locale: string): Language {
  const { language, script } = maximised(locale);
  return language === 'zh' && script === 'Hans' ? 'zh-Hans' : 'en';
}

/** With the script that the tag leaves out: zh is written in Hans, zh-TW in Hant. */
function maximised(locale: string): { readonly language: string; readonly script?: string | undefined } {
  try {
    return new Intl.Locale(locale).maximize();
  } catch {
    return { language: 'en' };
  }
}

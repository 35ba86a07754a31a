import type { english } from './english';

/**
 * The words of another language: every entry of English and no other. Where English tells one from many, a language
 * that does not has the entry for many alone.
 */
type WordsLike<Entries> = {
  readonly [Key in keyof Entries as Key extends `${string}_one` ? never : Key]: Entries[Key] extends string
    ? string
    : WordsLike<Entries[Key]>;
};

export type Words = WordsLike<typeof english>;

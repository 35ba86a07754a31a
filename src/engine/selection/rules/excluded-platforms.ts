import { expandTags, type Tag } from '../../../python-packaging/tag';
import type { Rule } from '../candidate';
import { fileRule } from '../rule-context';
import { type PythonWord, parsePythonWord, servesOnly } from './served-pythons';

/** Words for systems, each with how the platforms in the names of its wheels begin. */
const SYSTEMS: Readonly<Record<string, RegExp>> = {
  windows: /^(?:win32$|win_|mingw)/,
  win: /^(?:win32$|win_|mingw)/,
  macos: /^macosx_/,
  macosx: /^macosx_/,
  freebsd: /^freebsd/,
  linux: /^(?:many|musl)?linux/,
};

/** What to say of a word that stands for nothing; `null` for a good one. */
export function findPlatformFault(word: string): string | null {
  const lower = word.toLowerCase();
  const isKnown = Object.hasOwn(SYSTEMS, lower) || parsePythonWord(lower) !== null;
  if (isKnown || /^(?:many|musl)linux$|[0-9_-]/.test(lower)) return null;
  return `"${word}" is neither a system (windows, macos, freebsd, linux) nor a Python (py3.9) nor a tag of wheels (win32)`;
}

/**
 * Drops wheels that serve nothing but what is excluded: each of their tags has to be for an excluded system or Python,
 * or be excluded by itself. What serves anything else besides stays, and source distributions always do.
 */
export function excludedPlatformRule(words: readonly string[]): Rule {
  const exclusions = words.map((word) => ({ word, excludes: createExclusion(word.toLowerCase()) }));
  const pythons = words.flatMap((word) => parsePythonWord(word.toLowerCase()) ?? []);
  return fileRule(({ tags }) => {
    if (tags === null || exclusions.length === 0) return null;
    const excluding = new Set<string>();
    for (const tag of expandTags(tags)) {
      const words = whyExcluded(tag, exclusions, pythons);
      if (words.length === 0) return null;
      for (const word of words) excluding.add(word);
    }
    return { kind: 'platform-excluded', platforms: [...excluding] };
  });
}

interface Exclusion {
  readonly word: string;
  readonly excludes: (tag: Tag) => boolean;
}

function whyExcluded(
  tag: Tag,
  exclusions: readonly Exclusion[],
  pythons: readonly PythonWord[],
): readonly string[] {
  const exclusion = exclusions.find(({ excludes }) => excludes(tag));
  if (exclusion !== undefined) return [exclusion.word];
  return servesOnly(tag, pythons).map(({ word }) => word);
}

function createExclusion(word: string): (tag: Tag) => boolean {
  const system = Object.hasOwn(SYSTEMS, word) ? SYSTEMS[word] : undefined;
  if (system !== undefined) return ({ platform }) => system.test(platform);
  if (parsePythonWord(word) !== null) return () => false;
  // bandersnatch's files have them as parts of filenames too: "-manylinux_", ".win32", "linux-x86_64".
  const literal = word.replace(/[-.]/g, '_').replace(/^_+|_+$/g, '');
  return ({ interpreter, abi, platform }) =>
    [interpreter, abi, platform].includes(literal) || platform.startsWith(`${literal}_`);
}

import { platformTags, type TargetPlatform } from './platform-tags';
import { formatTag, type Tag, type TagSet } from './tag';

/** A Python as far as wheels care. */
export type TargetPython =
  | {
      readonly implementation: 'cpython';
      readonly major: number;
      readonly minor: number;
      /** Built without the global lock (PEP 703), from 3.13 on. */
      readonly freeThreaded: boolean;
    }
  /** `abi` as in the names of its wheels: `pypy311_pp73`. */
  | { readonly implementation: 'pypy'; readonly major: number; readonly minor: number; readonly abi: string };

/** The tags of all wheels that a Python on a computer accepts, the best first, as `packaging` 26.3 orders them. */
export function supportedTags(python: TargetPython, platform: TargetPlatform): readonly Tag[] {
  return tagsOf(python, platformTags(platform));
}

/** The same for platform tags that are known already. */
export function tagsOf(python: TargetPython, platforms: readonly string[]): readonly Tag[] {
  const own =
    python.implementation === 'cpython' ? cpythonTags(python, platforms) : pypyTags(python, platforms);
  return [...own, ...pureTags(python, platforms)];
}

/** How well wheels fit: 0 for the best tag, more for a worse one, `null` when none fits. */
export function createTagRanking(tags: readonly Tag[]): (wheel: TagSet) => number | null {
  const ranks = new Map<string, number>();
  tags.forEach((tag, rank) => {
    if (!ranks.has(formatTag(tag))) ranks.set(formatTag(tag), rank);
  });
  return ({ interpreters, abis, platforms }) => {
    let best = Number.POSITIVE_INFINITY;
    for (const interpreter of interpreters) {
      for (const abi of abis) {
        for (const platform of platforms) {
          best = Math.min(best, ranks.get(formatTag({ interpreter, abi, platform })) ?? best);
        }
      }
    }
    return best === Number.POSITIVE_INFINITY ? null : best;
  };
}

type Cpython = Extract<TargetPython, { implementation: 'cpython' }>;
type Pypy = Extract<TargetPython, { implementation: 'pypy' }>;

/** Its own ABI, the stable ABI, no ABI; then the stable ABI of every older Python 3. */
function cpythonTags({ major, minor, freeThreaded }: Cpython, platforms: readonly string[]): readonly Tag[] {
  const interpreter = `cp${major}${minor}`;
  // Until 3.8, the ABI tag said that Python's own allocator was built in, as it always was.
  const abi = interpreter + (freeThreaded ? 't' : '') + (minor < 8 ? 'm' : '');
  // PEP 803: free-threaded Pythons have a stable ABI of their own.
  const stableAbi = freeThreaded ? 'abi3t' : 'abi3';
  return [
    ...[abi, stableAbi, 'none'].flatMap((name) => combine(interpreter, name, platforms)),
    ...minorsBelow(minor, 2).flatMap((older) => combine(`cp${major}${older}`, stableAbi, platforms)),
  ];
}

function pypyTags({ major, minor, abi }: Pypy, platforms: readonly string[]): readonly Tag[] {
  return [abi, 'none'].flatMap((name) => combine(`pp${major}${minor}`, name, platforms));
}

/** Wheels without compiled Python extensions: for this Python, for its major version, for any older one. */
function pureTags(python: TargetPython, platforms: readonly string[]): readonly Tag[] {
  const { major, minor, implementation } = python;
  const versions = [
    `py${major}${minor}`,
    `py${major}`,
    ...minorsBelow(minor, 0).map((older) => `py${major}${older}`),
  ];
  const interpreter = implementation === 'cpython' ? `cp${major}${minor}` : `pp${major}`;
  return [
    ...versions.flatMap((version) => combine(version, 'none', platforms)),
    ...[interpreter, ...versions].flatMap((version) => combine(version, 'none', ['any'])),
  ];
}

function combine(interpreter: string, abi: string, platforms: readonly string[]): readonly Tag[] {
  return platforms.map((platform) => ({ interpreter, abi, platform }));
}

function minorsBelow(minor: number, oldest: number): readonly number[] {
  return Array.from({ length: Math.max(0, minor - oldest) }, (_, index) => minor - 1 - index);
}

import { createHash } from 'node:crypto';
import { findBundlePathFault, foldPath, isCarried } from './bundle-paths';

/** SHA-256 in hexadecimal by path. */
export type Sums = ReadonlyMap<string, string>;

const LINE = /^([0-9a-f]{64}) {2}(.+)$/;

/** The text that `sha256sum -c` reads, by path. */
export function writeSums(sums: Sums): string {
  return sortedPaths(sums)
    .map((path) => `${sums.get(path) ?? ''}  ${path}\n`)
    .join('');
}

/** Reads such a text from anywhere. Throws an `Error` that says what is wrong. */
export function readSums(text: string): Sums {
  const sums = new Map<string, string>();
  const folded = new Set<string>();
  // Line by line: a text of nothing but ends of lines would else become more pieces than there is memory for.
  for (let begin = 0, end = 0; begin < text.length; begin = end + 1) {
    end = text.indexOf('\n', begin);
    if (end < 0) throw new Error('its last line is cut off');
    const line = text.slice(begin, end);
    const [, sha256 = '', path = ''] = LINE.exec(line) ?? [];
    if (path === '') throw new Error('a line is no hash and no path');
    const fault = findBundlePathFault(path);
    if (fault !== null) throw new Error(`"${path}" is listed, and ${fault}`);
    if (folded.has(foldPath(path))) throw new Error(`"${path}" is listed twice`);
    folded.add(foldPath(path));
    sums.set(path, sha256);
  }
  return sums;
}

/** Only what becomes part of a mirror. */
export function carriedSums(sums: Sums): Sums {
  return new Map([...sums].filter(([path]) => isCarried(path)));
}

/** Stands for a whole state: the SHA-256 of its text. */
export function digestOfSums(sums: Sums): string {
  return createHash('sha256').update(writeSums(sums)).digest('hex');
}

/** What a state becomes by a delta. */
export function applyDelta(base: Sums, changed: Sums, removals: readonly string[]): Sums {
  const state = new Map([...base, ...changed]);
  for (const path of removals) state.delete(path);
  return state;
}

/** From one state to another: what is new or different, and what is gone. */
export function compareSums(
  base: Sums,
  state: Sums,
): { readonly changed: Sums; readonly removals: readonly string[] } {
  return {
    changed: new Map([...state].filter(([path, sha256]) => base.get(path) !== sha256)),
    removals: sortedPaths(base).filter((path) => !state.has(path)),
  };
}

function sortedPaths(sums: Sums): readonly string[] {
  return [...sums.keys()].sort((left, right) => (left < right ? -1 : 1));
}

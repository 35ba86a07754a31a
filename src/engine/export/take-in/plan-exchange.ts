import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BundleManifest } from '../../../contract/bundle';
import { refuse } from '../../../contract/problem';
import { PROFILE_FILENAME } from '../../../contract/profile';
import { hashFile } from '../../files/read-file';
import type { Exchange } from '../../mirror/exchange-record';
import type { MirrorPaths } from '../../mirror/mirror-paths';
import { applyDelta, compareSums, digestOfSums, type Sums } from '../format/sums';
import { findReplaced } from './take-in-files';

export interface ExchangeOptions {
  readonly mirror: MirrorPaths;
  readonly manifest: BundleManifest;
  /** What the last import left; empty where there was none. */
  readonly before: Sums;
  /** What all parts carry. */
  readonly changed: Sums;
  readonly acceptsRemovals: boolean;
  readonly signal: AbortSignal;
}

export interface PlannedExchange {
  readonly state: Sums;
  /** Every page of the new state. */
  readonly pages: readonly string[];
  readonly exchange: Omit<Exchange, 'applied'>;
  readonly kept: readonly string[];
}

/** More than this share of a mirror does not go unseen. */
const MOST_REMOVED = 0.5;

/**
 * What has to change for a mirror to be in the bundle's state. Throws `bundle-unreadable` where the bundle does not lead to
 * the state that it tells of, and `import-removes-much`.
 */
export async function planExchange(options: ExchangeOptions): Promise<PlannedExchange> {
  const { mirror, manifest, before, changed, acceptsRemovals } = options;
  const base = manifest.base === null ? new Map<string, string>() : before;
  const state = applyDelta(base, changed, manifest.removals);
  if (digestOfSums(state) !== manifest.state.digest) {
    const reason = 'its files do not lead to the state that its manifest tells of';
    refuse('bundle-unreadable', { directory: mirror.directory, reason });
  }
  const gone = compareSums(before, state).removals;
  const packages = (paths: Iterable<string>) => [...paths].filter((path) => path.startsWith('packages/'));
  const [removedFiles, presentFiles] = [packages(gone).length, packages(before.keys()).length];
  if (!acceptsRemovals && removedFiles > presentFiles * MOST_REMOVED) {
    refuse('import-removes-much', { removedFiles, presentFiles });
  }
  const kept = await findEdited(options);
  const isKept = (path: string): boolean => kept.includes(path);
  const mirrorFiles = [...changed.keys()].filter((path) => path.startsWith('mirror/') && !isKept(path));
  for (const path of mirrorFiles) await refuseObstacle(mirror, path);
  return {
    state,
    pages: [...state.keys()].filter((path) => path.startsWith('simple/')),
    exchange: {
      replaced: await findReplaced(mirror, packages(changed.keys())),
      mirrorFiles,
      removed: gone.filter((path) => !path.startsWith('simple/') && !isKept(path)),
    },
    kept,
  };
}

/** Before anything is decided: what has no place would hold the mirror up for ever. Throws `bundle-unreadable`. */
async function refuseObstacle({ directory }: MirrorPaths, path: string): Promise<void> {
  const names = path.split('/').slice(1);
  for (const [depth] of names.entries()) {
    const place = join(directory, ...names.slice(0, depth + 1));
    const entry = await lstat(place).catch(() => null);
    if (entry === null) return;
    const isLast = depth === names.length - 1;
    if (isLast ? entry.isDirectory() : !entry.isDirectory()) {
      const reason = `"${place}" stands where its "${path}" has to go`;
      refuse('bundle-unreadable', { directory, reason });
    }
  }
}

/** A profile that somebody on the far side has changed since the last import is theirs. */
async function findEdited({ mirror, before, signal }: ExchangeOptions): Promise<readonly string[]> {
  const path = `mirror/${PROFILE_FILENAME}`;
  const place = join(mirror.directory, PROFILE_FILENAME);
  const entry = await lstat(place).catch(() => null);
  if (entry?.isFile() !== true) return [];
  return (await hashFile(place, { signal })) === before.get(path) ? [] : [path];
}

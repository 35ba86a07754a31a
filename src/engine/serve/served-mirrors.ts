import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { refuse } from '../../contract/problem';
import { mirrorPaths } from '../mirror/mirror-paths';

/** A mirror that is served: the tree that clients read, and what people call it. */
export interface ServedMirror {
  readonly web: string;
  readonly name: string;
}

/** The mirrors under one address: at least one. */
export type ServedMirrors = readonly [ServedMirror, ...ServedMirror[]];

/** Throws `nothing-to-serve` before a mirror's first sync. */
export async function findServedMirror(directory: string): Promise<ServedMirror> {
  const paths = mirrorPaths(directory);
  const isThere = await stat(paths.simple).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (!isThere) refuse('nothing-to-serve', { directory });
  return { web: paths.web, name: basename(paths.directory) };
}

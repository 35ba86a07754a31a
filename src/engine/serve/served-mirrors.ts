import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { refuse } from '../../contract/problem';
import { mirrorPaths } from '../mirror/mirror-paths';
import { PageMemory } from './page-memory';

/** A mirror that is served: the tree that clients read, and what people call it. */
export interface ServedMirror {
  readonly web: string;
  readonly name: string;
}

/** The mirrors under one address, and what is remembered of them between requests. */
export interface ServedMirrors {
  readonly mirrors: readonly [ServedMirror, ...ServedMirror[]];
  readonly pages: PageMemory;
}

/** Throws `nothing-to-serve` before a mirror's first sync. */
export async function openServedMirrors(directory: string): Promise<ServedMirrors> {
  return { mirrors: [await findServedMirror(directory)], pages: new PageMemory() };
}

async function findServedMirror(directory: string): Promise<ServedMirror> {
  const paths = mirrorPaths(directory);
  const isThere = await stat(paths.simple).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (!isThere) refuse('nothing-to-serve', { directory });
  return { web: paths.web, name: basename(paths.directory) };
}

import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { refuse } from '../../contract/problem';
import { mirrorPaths } from '../mirror/mirror-paths';
import { lookLater, openTreeView, type TreeView } from '../mirror/tree-view';
import { PageMemory } from './page-memory';

/** A mirror that is served: the tree that clients read, and what people call it. */
export interface ServedMirror {
  readonly directory: string;
  readonly tree: TreeView;
  readonly name: string;
  /** Its name in addresses. */
  readonly urlName: string;
  /** Whether the folder has records that can be believed: of the last sync, and of the proof. */
  readonly hasRecords: boolean;
}

/** A mirror by its folder, or a tree of another kind that is read where it lies. */
export type ServedPlace = string | { readonly directory: string; readonly tree: TreeView };

/** The mirrors under one address, and what is remembered of them between requests. */
export interface ServedMirrors {
  readonly mirrors: readonly [ServedMirror, ...ServedMirror[]];
  readonly pages: PageMemory;
}

/** Throws `nothing-to-serve` before a mirror's first sync. */
export async function openServedMirrors(
  places: readonly [ServedPlace, ...ServedPlace[]],
  options: { readonly looksAtOnce: boolean },
): Promise<ServedMirrors> {
  const [first, ...others] = places;
  const taken = new Set(RESERVED);
  const mirrors: [ServedMirror, ...ServedMirror[]] = [await findServedMirror(first, taken)];
  for (const place of others) mirrors.push(await findServedMirror(place, taken));
  return { mirrors, pages: new PageMemory(options) };
}

/** What stands behind the first slash where one mirror is served alone. */
const RESERVED = ['simple', 'packages', 'pypi', 'project'];

async function findServedMirror(place: ServedPlace, taken: Set<string>): Promise<ServedMirror> {
  const isMirror = typeof place === 'string';
  const { directory, tree } = isMirror ? await openMirrorTree(place) : place;
  const name = basename(directory);
  const urlName = findUrlName(name, taken);
  taken.add(urlName.toLowerCase());
  return { directory, tree, name, urlName, hasRecords: isMirror };
}

async function openMirrorTree(
  directory: string,
): Promise<{ readonly directory: string; readonly tree: TreeView }> {
  const paths = mirrorPaths(directory);
  const tree = openTreeView(paths);
  const pages = await tree.read('simple', {
    lookAt: lookLater,
    readIn: (top) => findFolder(join(top, 'simple')),
  });
  if (pages === null) refuse('nothing-to-serve', { directory });
  return { directory: paths.directory, tree: whileThere(paths.web, tree) };
}

/**
 * What is not found while the whole tree is away, with the drive that it lies on, is not missing: an installer that is told so
 * gives up, and one that is told of a fault tries again.
 */
function whileThere(web: string, tree: TreeView): TreeView {
  return {
    read: async (path, reading) => {
      const value = await tree.read(path, reading);
      if (value === null && (await findFolder(web)) === null) refuse('disk-gone', { path: web });
      return value;
    },
  };
}

async function findFolder(place: string): Promise<string | null> {
  return stat(place).then(
    (entry) => (entry.isDirectory() ? place : null),
    () => null,
  );
}

/** A name that stands in an address as it is, and that no other mirror has, in whatever case. */
export function findUrlName(name: string, taken: ReadonlySet<string>): string {
  const plain = name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+|[.-]+$/g, '') || 'mirror';
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? plain : `${plain}-${number}`;
    if (!taken.has(candidate.toLowerCase())) return candidate;
  }
}

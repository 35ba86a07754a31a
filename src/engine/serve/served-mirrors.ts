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
}

/** The mirrors under one address, and what is remembered of them between requests. */
export interface ServedMirrors {
  readonly mirrors: readonly [ServedMirror, ...ServedMirror[]];
  readonly pages: PageMemory;
}

/** Throws `nothing-to-serve` before a mirror's first sync. */
export async function openServedMirrors(
  directories: readonly [string, ...string[]],
  options: { readonly looksAtOnce: boolean },
): Promise<ServedMirrors> {
  const [first, ...others] = directories;
  const taken = new Set(RESERVED);
  const mirrors: [ServedMirror, ...ServedMirror[]] = [await findServedMirror(first, taken)];
  for (const directory of others) mirrors.push(await findServedMirror(directory, taken));
  return { mirrors, pages: new PageMemory(options) };
}

/** What stands behind the first slash where one mirror is served alone. */
const RESERVED = ['simple', 'packages', 'pypi', 'project'];

async function findServedMirror(directory: string, taken: Set<string>): Promise<ServedMirror> {
  const paths = mirrorPaths(directory);
  const tree = openTreeView(paths);
  const pages = await tree.read('simple', {
    lookAt: lookLater,
    readIn: (top) => findFolder(join(top, 'simple')),
  });
  if (pages === null) refuse('nothing-to-serve', { directory });
  const name = basename(paths.directory);
  const urlName = findUrlName(name, taken);
  taken.add(urlName.toLowerCase());
  return { directory: paths.directory, tree, name, urlName };
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

import { lstat, mkdir, realpath, rmdir } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import { refuse } from '../../contract/problem';
import { codeOf, isMissing } from '../files/disk-problems';

/**
 * The folders of a tree as one writer knows them. What it made or looked at is not looked at again: while it has the
 * mirror's lock, nobody else changes them.
 */
export interface TreeFolders {
  /**
   * Makes `folder` and what is missing between it and the top, never the top itself: where that is gone, so is the
   * drive. Refuses folders that lead out of the top through a symbolic link. Tells whether this very call made it.
   */
  readonly ensure: (folder: string) => Promise<boolean>;
  /** Has to be called when folders were removed. */
  readonly forget: () => void;
}

/** Far more than a tree has beside the folders of single files. */
const MOST_KNOWN = 100_000;

export function openTreeFolders(top: string): TreeFolders {
  const known = new Map<string, Promise<boolean>>();
  const make = async (folder: string): Promise<boolean> => {
    const parent = dirname(folder);
    if (folder !== top && (known.has(parent) || (await isMissingFolder(folder)))) {
      await lookUp(parent);
      // Of a folder that was made just now in one that is inside, nothing has to be looked at.
      if (await makeFolder(folder)) return true;
    }
    await assertInside(top, folder);
    return false;
  };
  const lookUp = (folder: string): Promise<boolean> => {
    const before = known.get(folder);
    if (before !== undefined) return before;
    if (known.size >= MOST_KNOWN) known.clear();
    const made = make(folder);
    known.set(folder, made);
    made.catch(() => known.delete(folder));
    return made;
  };
  return {
    ensure: async (folder) => {
      const isKnown = known.has(folder);
      const isNew = await lookUp(folder);
      return isNew && !isKnown;
    },
    forget: () => known.clear(),
  };
}

/** The same for one folder, where nobody remembers any. */
export async function ensureFoldersBelow(top: string, folder: string): Promise<void> {
  await openTreeFolders(top).ensure(folder);
}

async function isMissingFolder(path: string): Promise<boolean> {
  return lstat(path).then(
    () => false,
    (error: unknown) => {
      if (isMissing(error)) return true;
      throw error;
    },
  );
}

async function makeFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return false;
  }
}

/** Throws a disk problem when `path`, with symbolic links followed, is not below `top`. Both have to exist. */
export async function assertInside(top: string, path: string): Promise<void> {
  const [realTop, realPath] = await Promise.all([realpath(top), realpath(path)]);
  if (realPath === realTop || realPath.startsWith(realTop + sep)) return;
  refuse('disk-failed', { path, operation: 'write', cause: `a symbolic link leads to "${realPath}"` });
}

/** Removes `folder` and the folders above it, up to `top`, as long as they are empty. */
export async function removeEmptyFolders(top: string, folder: string): Promise<void> {
  for (let current = folder; current.startsWith(top + sep); current = dirname(current)) {
    try {
      await rmdir(current);
    } catch (error) {
      // Somebody else's file keeps the folder, or it was gone already and the ones above may still be empty.
      if (codeOf(error) !== 'ENOENT') return;
    }
  }
}

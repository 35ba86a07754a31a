import { lstat, realpath, rmdir } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import { refuse } from '../../contract/problem';
import { ensureFolder } from '../files/atomic-write';
import { codeOf, isMissing } from '../files/disk-problems';

/**
 * Makes `folder` and what is missing between it and `top`, never `top` itself: where that is gone, so is the drive.
 * Refuses, before anything is made, folders that lead out of `top` through a symbolic link.
 */
export async function ensureFoldersBelow(top: string, folder: string): Promise<void> {
  if (folder !== top && (await isMissingFolder(folder))) {
    await ensureFoldersBelow(top, dirname(folder));
    await ensureFolder(folder);
  } else {
    await assertInside(top, folder);
  }
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

import { realpath, rmdir } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import { refuse } from '../../contract/problem';
import { ensureFolder } from '../files/atomic-write';
import { codeOf, isMissing } from '../files/disk-problems';
import { type MirrorPaths, resolveInside } from './mirror-paths';

/**
 * Makes the folders of `path` below `web`, never `web` itself: where that is gone, so is the drive. Refuses folders that
 * lead out of the mirror through a symbolic link.
 */
export async function ensurePackageFolder({ web }: MirrorPaths, path: string): Promise<void> {
  const folder = dirname(resolveInside(web, path));
  await ensureFoldersBelow(web, folder);
  await assertInside(web, folder);
}

/** Makes `folder` and what is missing between it and `top`, which has to exist. */
export async function ensureFoldersBelow(top: string, folder: string): Promise<void> {
  if (folder === top) return;
  try {
    await ensureFolder(folder);
  } catch (error) {
    if (!isMissing(error) || dirname(folder) === top) throw error;
    await ensureFoldersBelow(top, dirname(folder));
    await ensureFolder(folder);
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

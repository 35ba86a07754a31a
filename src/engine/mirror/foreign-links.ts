import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse } from '../../contract/problem';
import { isMissing } from '../files/disk-problems';
import type { MirrorPaths } from './mirror-paths';

/**
 * Throws a disk problem where a symbolic link (or anything else but a file or a folder) stands in a place of ours. A
 * mirror may come from a stranger on a stick: writing, emptying and deleting must not lead anywhere else. Folders deeper
 * in `web` are looked at when something is put there.
 */
export async function refuseForeignLinks({ records, web }: MirrorPaths): Promise<void> {
  for (const folder of [records, web]) {
    if (await isStranger(folder)) refuseStranger(folder);
  }
  for (const folder of await listPlainFolder(records)) await listPlainFolder(join(records, folder));
}

/** The folders in `folder`; throws where something is in it that we never put there. */
async function listPlainFolder(folder: string): Promise<readonly string[]> {
  const folders: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) folders.push(entry.name);
    else if (!entry.isFile()) refuseStranger(join(folder, entry.name));
  }
  return folders;
}

async function isStranger(folder: string): Promise<boolean> {
  return lstat(folder).then(
    (entry) => !entry.isDirectory(),
    (error: unknown) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );
}

function refuseStranger(path: string): never {
  const cause = 'it leads elsewhere, and a mirror has only files and folders of its own. Remove it';
  return refuse('disk-failed', { path, operation: 'use', cause });
}

import { constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { isMissing } from '../files/disk-problems';
import { lookLater, type TreeView } from '../mirror/tree-view';

/** A file of the tree that may be given out, open: what replaces it in the meantime does not mix with it. */
export interface ServedFile {
  readonly handle: FileHandle;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  /** A strong entity tag: changes with the file, also where time and size stay the same, as in a repair. */
  readonly etag: string;
}

/**
 * Opens a file of the tree; `null` where there is none, or where a symbolic link leads out of the tree. `path` has been
 * checked; the caller closes the handle. Throws what else the disk says.
 */
export async function openServedFile(tree: TreeView, path: string): Promise<ServedFile | null> {
  return tree.read(path, {
    lookAt: lookLater,
    readIn: (top) => openFileBelow(top, path),
    discard: ({ handle }) => handle.close(),
  });
}

/** Neither waits at a pipe, which keeps a thread for ever, nor goes through a link that came since; Windows has neither flag. */
const OPEN_PLAIN = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** The same below one folder. */
export async function openFileBelow(top: string, path: string): Promise<ServedFile | null> {
  try {
    const [realTop, realPath] = await Promise.all([realpath(top), realpath(join(top, ...path.split('/')))]);
    if (!realPath.startsWith(realTop + sep)) return null;
    return await describe(await open(realPath, OPEN_PLAIN));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function describe(handle: FileHandle): Promise<ServedFile | null> {
  const entry = await handle.stat({ bigint: true });
  if (!entry.isFile()) {
    await handle.close();
    return null;
  }
  const facts = [entry.size, entry.mtimeNs, entry.ino].map((fact) => fact.toString(36));
  return {
    handle,
    sizeBytes: Number(entry.size),
    modifiedAtMs: Number(entry.mtimeMs),
    etag: `"${facts.join('-')}"`,
  };
}

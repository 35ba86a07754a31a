import { syncFolder } from '../files/atomic-write';
import { diskProblem } from '../files/disk-problems';

/**
 * Folders into which files were moved. A page may only list what would still be there after a power cut, so they are
 * synced before it is written: each once, however many files came into it.
 */
export interface UnsyncedFolders {
  readonly add: (folder: string) => void;
  /** Syncs those of `folders` that were added, and waits for those that are being synced. Throws a disk problem. */
  readonly settle: (folders: ReadonlySet<string>) => Promise<void>;
}

export function collectUnsyncedFolders(): UnsyncedFolders {
  const waiting = new Set<string>();
  const syncing = new Map<string, Promise<void>>();
  const begin = (folder: string): void => {
    waiting.delete(folder);
    const before = syncing.get(folder) ?? Promise.resolve();
    const synced = before.then(() => sync(folder));
    syncing.set(folder, synced);
    const forget = (): void => {
      if (syncing.get(folder) === synced) syncing.delete(folder);
    };
    synced.then(forget, () => {
      forget();
      waiting.add(folder);
    });
  };
  return {
    add: (folder) => {
      waiting.add(folder);
    },
    settle: async (folders) => {
      for (const folder of folders) if (waiting.has(folder)) begin(folder);
      await Promise.all([...folders].flatMap((folder) => syncing.get(folder) ?? []));
    },
  };
}

async function sync(path: string): Promise<void> {
  try {
    await syncFolder(path);
  } catch (error) {
    throw diskProblem(error, { path, operation: 'write' });
  }
}

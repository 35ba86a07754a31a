import { dirname } from 'node:path';
import { ensureFolder, writeFilesAtomically } from './atomic-write';
import { diskProblem } from './disk-problems';

/**
 * Writes the files of a cache, which can be had again and need not outlast a power cut. Each folder is made once: a cache
 * writes thousands of files into a few. `folders` are made before the file's own, in their order. Throws a disk problem.
 */
export function createCacheWriter(folders: readonly string[], temporaryDirectory: string) {
  const made = new Map<string, Promise<void>>();
  const ensureOnce = async (path: string): Promise<void> => {
    const known = made.get(path) ?? ensureFolder(path);
    made.set(path, known);
    try {
      await known;
    } catch (error) {
      made.delete(path);
      throw diskProblem(error, { path, operation: 'write' });
    }
  };
  return async (path: string, data: string): Promise<void> => {
    for (const folder of [...folders, dirname(path), temporaryDirectory]) await ensureOnce(folder);
    await writeFilesAtomically([{ path, data }], { temporaryDirectory, durable: false });
  };
}

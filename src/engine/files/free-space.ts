import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { isMissing } from './disk-problems';

/** Free bytes for this user on the disk that holds `directory` (which need not exist yet); `null` where unknown. */
export async function readFreeBytes(directory: string): Promise<number | null> {
  let path = resolve(directory);
  for (;;) {
    try {
      const { bavail, bsize } = await statfs(path);
      return bavail * bsize;
    } catch (error) {
      const parent = dirname(path);
      if (!isMissing(error) || parent === path) return null;
      path = parent;
    }
  }
}

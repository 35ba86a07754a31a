import { randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { mirrorPaths } from './mirror-paths';

/**
 * Whether files can be written in the mirror now. Makes no folder: where a drive is away, nothing is left in the empty
 * folder that it was mounted on.
 */
export async function canWriteMirror(directory: string): Promise<boolean> {
  // A name that the next writer sweeps, where this process ends in between.
  const path = join(mirrorPaths(directory).records, `.probe.${randomUUID()}.tmp`);
  try {
    const file = await open(path, 'wx');
    try {
      await file.write('probe');
      await file.sync();
    } finally {
      await file.close();
    }
    return true;
  } catch {
    return false;
  } finally {
    await rm(path, { force: true }).catch(() => undefined);
  }
}

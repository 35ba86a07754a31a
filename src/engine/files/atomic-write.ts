import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, diskProblem } from './disk-problems';

export interface AtomicWriteOptions {
  /** Where the unfinished file stands, on the same file system; the target's own folder where it is left out. */
  readonly temporaryDirectory?: string;
  readonly signal?: AbortSignal;
}

/**
 * Writes a whole file so that a reader sees the old one or the new one and never half of it, also after a power cut:
 * written beside, synced, renamed. Makes the folder where it is missing. Throws a disk problem.
 */
export async function writeFileAtomically(
  path: string,
  data: string | Uint8Array,
  { temporaryDirectory = dirname(path), signal }: AtomicWriteOptions = {},
): Promise<void> {
  const temporaryPath = join(temporaryDirectory, `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    signal?.throwIfAborted();
    await mkdir(dirname(path), { recursive: true });
    await mkdir(temporaryDirectory, { recursive: true });
    const file = await open(temporaryPath, 'wx');
    try {
      await file.writeFile(data);
      await file.sync();
    } finally {
      await file.close();
    }
    await renameWithPatience(temporaryPath, path);
  } catch (error) {
    await rm(temporaryPath, { force: true }).catch(() => undefined);
    throw diskProblem(error, { path, operation: 'write' });
  }
}

const RENAME_TRIES = 8;

/** On Windows a virus scanner may hold a new file for a moment; everywhere else the first try decides. */
export async function renameWithPatience(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const isHeld =
        process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(error) ?? '');
      if (!isHeld || attempt >= RENAME_TRIES) throw error;
      await sleep(25 * 2 ** attempt);
    }
  }
}

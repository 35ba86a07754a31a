import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { diskProblem, isMissing } from './disk-problems';

export interface BoundedRead {
  /** A file that is longer counts as unreadable: nothing of ours grows past it. */
  readonly limitBytes: number;
}

/**
 * Opens a file for reading; `null` where there is something else, such as a pipe or a device, which might keep a reader
 * waiting or never end. The caller closes it. Throws what the system says.
 */
export async function openRegularFile(path: string): Promise<FileHandle | null> {
  // Without it, opening a pipe waits for somebody to write; Windows has neither.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  if ((await file.stat()).isFile()) return file;
  await file.close();
  return null;
}

/**
 * The whole content of a file, read through one handle, so that a rename in between cannot mix two versions. `null`
 * where there is none, or where it is longer than the limit. Throws a disk problem.
 */
export async function readBoundedFile(path: string, { limitBytes }: BoundedRead): Promise<Buffer | null> {
  try {
    const file = await openRegularFile(path);
    if (file === null) return null;
    try {
      const { size } = await file.stat();
      return size > limitBytes ? null : await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (isMissing(error)) return null;
    throw diskProblem(error, { path, operation: 'read' });
  }
}

/** The value of a JSON file, or `undefined` where there is none that can be read. Throws a disk problem. */
export async function readJsonFile(path: string, options: BoundedRead): Promise<unknown> {
  const content = await readBoundedFile(path, options);
  if (content === null) return undefined;
  try {
    return JSON.parse(content.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** SHA-256 of a file, in hexadecimal. Throws a disk problem. */
export async function hashFile(path: string, { signal }: { readonly signal: AbortSignal }): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash, { signal });
  } catch (error) {
    throw diskProblem(error, { path, operation: 'read' });
  }
  return hash.digest('hex');
}

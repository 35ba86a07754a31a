import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { diskProblem, isMissing } from '../files/disk-problems';
import { openRegularFile } from '../files/read-file';

/** The projects of a plan as lines of JSON: there may be more of them than a text can hold. */
export interface PlanBody {
  readonly add: (entry: unknown) => Promise<void>;
  /** Everything is on the disk for good; how many bytes that are. */
  readonly finish: () => Promise<number>;
  /** Removes what was not finished. */
  readonly close: () => Promise<void>;
}

const BUFFER_CHARACTERS = 1 << 20;

/** Begins the file `name` in `folder`, which has to exist; another of this name goes. Throws a disk problem. */
export async function openPlanBody(folder: string, name: string): Promise<PlanBody> {
  const path = join(folder, name);
  let [waiting, waitingCharacters, bytes] = [[] as string[], 0, 0];
  let file: FileHandle | null = null;
  const guard = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    try {
      return await work();
    } catch (error) {
      throw diskProblem(error, { path, operation: 'write' });
    }
  };
  let writing: Promise<void> = Promise.resolve();
  const append = async (): Promise<void> => {
    const data = Buffer.from(waiting.join(''));
    waiting = [];
    waitingCharacters = 0;
    bytes += data.byteLength;
    await file?.appendFile(data);
  };
  /** One after the other: projects may be added side by side. */
  const flush = (): Promise<void> => {
    writing = writing.then(append);
    return writing;
  };
  await guard(async () => {
    file = await open(path, 'w');
  });
  return {
    add: async (entry) => {
      const line = `${JSON.stringify(entry)}\n`;
      waiting.push(line);
      waitingCharacters += line.length;
      if (waitingCharacters > BUFFER_CHARACTERS) await guard(flush);
    },
    finish: () =>
      guard(async () => {
        await flush();
        await file?.sync();
        await file?.close();
        file = null;
        return bytes;
      }),
    close: async () => {
      if (file === null) return;
      await file.close().catch(() => undefined);
      file = null;
      await rm(path, { force: true }).catch(() => undefined);
    },
  };
}

/**
 * The lines of a body that has so many bytes, one by one; calls `damaged`, which throws, where it has not. Throws a disk
 * problem, or the signal's reason.
 */
export async function* readPlanLines(
  path: string,
  {
    bodyBytes,
    damaged,
    signal,
  }: { readonly bodyBytes: number; readonly damaged: () => never; readonly signal: AbortSignal },
): AsyncGenerator<string> {
  signal.throwIfAborted();
  const file = await openBody(path);
  if (file === null) return damaged();
  try {
    if ((await file.stat()).size !== bodyBytes) return damaged();
    // The stream has to be kept open for `finally`, which closes the handle by itself.
    for await (const line of file.readLines({ autoClose: false })) {
      signal.throwIfAborted();
      yield line;
    }
  } finally {
    await file.close();
  }
}

async function openBody(path: string): Promise<FileHandle | null> {
  try {
    return await openRegularFile(path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw diskProblem(error, { path, operation: 'read' });
  }
}

import { type FileHandle, open } from 'node:fs/promises';
import { diskProblem, isMissing } from '../files/disk-problems';
import { openRegularFile } from '../files/read-file';
import { LONGEST_LINE_BYTES, readLines } from '../files/read-lines';

/** A file of JSON lines that grows: a value a line, gathered, and on the disk after each `flush`. */
export interface LineFile {
  readonly add: (value: unknown) => Promise<void>;
  readonly flush: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const MOST_WAITING = 256;

/** `anew`: what stood there before goes. Throws a disk problem, as all of it does. */
export async function openLineFile(path: string, { anew }: { readonly anew: boolean }): Promise<LineFile> {
  const guard = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    try {
      return await work();
    } catch (error) {
      throw diskProblem(error, { path, operation: 'write' });
    }
  };
  const file = await guard<FileHandle>(() => open(path, anew ? 'w' : 'a'));
  let waiting: string[] = [];
  let writing: Promise<void> = Promise.resolve();
  const flush = (): Promise<void> => {
    // The leading newline ends a line that a power cut may have torn.
    const text = waiting.map((line) => `\n${line}`).join('');
    waiting = [];
    if (text !== '') writing = writing.then(() => file.appendFile(text));
    return guard(() => writing);
  };
  return {
    add: async (value) => {
      waiting.push(JSON.stringify(value));
      if (waiting.length >= MOST_WAITING) await flush();
    },
    flush,
    close: async () => {
      try {
        await flush();
      } finally {
        await file.close();
      }
    },
  };
}

/** The values of such a file one by one; a line that was torn is passed over, and no file is an empty one. */
export async function* readLineFile(path: string): AsyncGenerator<unknown> {
  let file: FileHandle | null = null;
  try {
    file = await openRegularFile(path);
    if (file === null) return;
    for await (const line of readLines(file, { longestBytes: LONGEST_LINE_BYTES })) {
      const value = parse(line);
      if (value !== undefined) yield value;
    }
  } catch (error) {
    if (!isMissing(error)) throw diskProblem(error, { path, operation: 'read' });
  } finally {
    await file?.close();
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

import { createHash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { lstat, open, realpath } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { ProblemError, refuse } from '../../contract/problem';
import { diskProblem, isMissing } from '../files/disk-problems';

/** What stands at a place of the tree. A link is never followed, neither at the place nor above it. */
export type Standing =
  | {
      readonly kind: 'file';
      readonly sizeBytes: number;
      readonly modifiedAtMs: number;
      /** Equal as long as nothing was put in its place nor written into it, as far as the system keeps account of that. */
      readonly mark: string;
    }
  | { readonly kind: 'missing' }
  | { readonly kind: 'not-a-file' }
  | { readonly kind: 'unreadable'; readonly reason: string };

export interface FileContent {
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** The tree of a mirror, for a reader that trusts nothing in it. Paths are relative to `web`, with `/`. */
export interface PlainTree {
  readonly lookAt: (path: string) => Promise<Standing>;
  /** Calls `progressed` with the bytes of each part. Throws what the system says, or the signal's reason. */
  readonly hash: (
    path: string,
    options: { readonly progressed: (bytes: number) => void; readonly signal: AbortSignal },
  ) => Promise<FileContent>;
  /** `null` where it is longer than the limit. Throws what the system says. */
  readonly read: (path: string, limitBytes: number) => Promise<Buffer | null>;
  /** What the system said, in words; throws `disk-gone` where the whole tree went meanwhile. */
  readonly reasonOf: (error: unknown) => Promise<string>;
  /** Whether a folder stands there, and no link to one. */
  readonly isFolder: (path: string) => Promise<boolean>;
  readonly placeOf: (path: string) => string;
}

/** Small enough that a window's process stays calm between two of them. */
const CHUNK_BYTES = 256 * 1024;

/** Opens the tree in `web`. Throws a disk problem. */
export async function openPlainTree(web: string): Promise<PlainTree> {
  const top = await orDiskProblem(web, async () => ({ path: await realpath(web), entry: await lstat(web) }));
  const placeOf = (path: string): string => join(top.path, ...path.split('/'));
  const assertThere = async (): Promise<void> => {
    const now = await lstat(web).catch(() => null);
    // A drive that was pulled away leaves an empty folder: without its files, and not without their faults.
    if (now === null || now.ino !== top.entry.ino || now.dev !== top.entry.dev) {
      refuse('disk-gone', { path: web });
    }
  };
  const reasonOf = async (error: unknown): Promise<string> => {
    await assertThere();
    return error instanceof Error ? error.message.replace(/, [a-z]+ '.*$/, '') : String(error);
  };
  return {
    placeOf,
    reasonOf,
    lookAt: async (path) => {
      try {
        const standing = await lookAtPlain(top.path, placeOf(path));
        if (standing.kind === 'missing') await assertThere();
        return standing;
      } catch (error) {
        if (error instanceof ProblemError) throw error;
        return { kind: 'unreadable', reason: await reasonOf(error) };
      }
    },
    isFolder: async (path) => (await lstat(placeOf(path)).catch(() => null))?.isDirectory() === true,
    hash: (path, options) => hashPlain(placeOf(path), options),
    read: (path, limitBytes) => readPlain(placeOf(path), limitBytes),
  };
}

async function orDiskProblem<Value>(path: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw diskProblem(error, { path, operation: 'read' });
  }
}

async function lookAtPlain(top: string, place: string): Promise<Standing> {
  let entry: Stats;
  let folder: string;
  try {
    entry = await lstat(place);
    folder = await realpath(dirname(place));
  } catch (error) {
    if (isMissing(error)) return { kind: 'missing' };
    throw error;
  }
  const isDirect = sameName(relative(top, folder), relative(top, dirname(place)));
  if (!isDirect || !entry.isFile()) return { kind: 'not-a-file' };
  const { dev, ino, size, mtimeMs, ctimeMs } = entry;
  // Whoever changes a file may set its time back as it was, and not the time of that.
  const mark = [dev, ino, size, mtimeMs, ctimeMs].join(' ');
  return { kind: 'file', sizeBytes: size, modifiedAtMs: Math.trunc(mtimeMs), mark };
}

/** Some systems answer with the case and the form of letters that a folder was made with. */
function sameName(left: string, right: string): boolean {
  return left === right || left.normalize().toLowerCase() === right.normalize().toLowerCase();
}

/** Neither waits at a pipe nor goes through a link that came after `lookAt`; Windows has neither flag. */
const OPEN_PLAIN = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

async function hashPlain(
  place: string,
  { progressed, signal }: { readonly progressed: (bytes: number) => void; readonly signal: AbortSignal },
): Promise<FileContent> {
  const file = await open(place, OPEN_PLAIN);
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    let sizeBytes = 0;
    for (;;) {
      signal.throwIfAborted();
      const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES);
      if (bytesRead === 0) return { sha256: hash.digest('hex'), sizeBytes };
      hash.update(buffer.subarray(0, bytesRead));
      sizeBytes += bytesRead;
      progressed(bytesRead);
    }
  } finally {
    await file.close();
  }
}

async function readPlain(place: string, limitBytes: number): Promise<Buffer | null> {
  const file = await open(place, OPEN_PLAIN);
  try {
    const { size } = await file.stat();
    return size > limitBytes ? null : await file.readFile();
  } finally {
    await file.close();
  }
}

import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, statfs } from 'node:fs/promises';
import { codeOf } from '../../files/disk-problems';

export interface DiskContent {
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Whether the bytes came from the drive and not from the system's memory of what was written to it. */
  readonly isPastCache: boolean;
}

export interface DiskReading {
  readonly progressed: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/** Half of it is read into while the other half is hashed. */
const BUFFER_BYTES = 1 << 20;
const WASM_PAGE_BYTES = 65_536;

/** Never follows a link, never waits at a pipe; Windows has neither flag. */
const OPEN_PLAIN = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** The part of it that is used; the types of Node do not tell of it. */
declare const WebAssembly: {
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
};

/** How Linux knows file systems that a program of its own serves (FUSE). */
const FUSE_MAGIC = 0x65735546;

/** Hashes files of one drive, each read from the drive itself where system and file system allow it. */
export interface DiskReader {
  /** Several may be read at once, each in memory of its own. Throws what the system says, or the signal's reason. */
  readonly hash: (place: string, reading: DiskReading) => Promise<DiskContent>;
}

/**
 * Reading past the cache (`O_DIRECT`, Linux) needs memory that begins at a page; WebAssembly's is the only one in
 * JavaScript that always does.
 */
export function createDiskReader(): DiskReader {
  const free: Halves[] = [];
  let mayBeDirect = true;
  let servedByProgram: boolean | null = null;
  // Such a program is asked past the cache, and then reads the drive through the system's memory itself.
  const isServedByProgram = async (place: string): Promise<boolean> => {
    servedByProgram ??= (await statfs(place)).type === FUSE_MAGIC;
    return servedByProgram;
  };
  const read = async (
    place: string,
    flags: number,
    reading: DiskReading,
  ): Promise<Omit<DiskContent, 'isPastCache'>> => {
    const file = await open(place, flags);
    const halves = free.pop() ?? makeHalves();
    try {
      return await hashHandle(file, halves, reading);
    } finally {
      // Only then is nothing written into them any more.
      await file.close();
      free.push(halves);
    }
  };
  return {
    hash: async (place, reading) => {
      const direct = directFlag();
      if (mayBeDirect && direct !== null) {
        try {
          const content = await read(place, OPEN_PLAIN | direct, reading);
          return { ...content, isPastCache: !(await isServedByProgram(place)) };
        } catch (error) {
          if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'].includes(codeOf(error) ?? '')) throw error;
          mayBeDirect = false;
        }
      }
      return { ...(await read(place, OPEN_PLAIN, reading)), isPastCache: false };
    },
  };
}

type Halves = readonly [Uint8Array, Uint8Array];

function makeHalves(): Halves {
  const { buffer } = new WebAssembly.Memory({ initial: (2 * BUFFER_BYTES) / WASM_PAGE_BYTES });
  return [new Uint8Array(buffer, 0, BUFFER_BYTES), new Uint8Array(buffer, BUFFER_BYTES, BUFFER_BYTES)];
}

function directFlag(): number | null {
  return process.platform === 'linux' ? (constants.O_DIRECT ?? null) : null;
}

async function hashHandle(
  file: FileHandle,
  halves: Halves,
  { progressed, signal }: DiskReading,
): Promise<Omit<DiskContent, 'isPastCache'>> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  let [current, other] = halves;
  let { bytesRead } = await file.read(current, 0, BUFFER_BYTES, 0);
  while (bytesRead > 0) {
    signal.throwIfAborted();
    const got = bytesRead;
    sizeBytes += got;
    // A short answer is the end of a file: what follows would not begin where the drive can be read directly.
    const following = got < BUFFER_BYTES ? null : file.read(other, 0, BUFFER_BYTES, sizeBytes);
    // Whoever is thrown out of this loop has nobody waiting for the answer.
    following?.catch(() => undefined);
    hash.update(current.subarray(0, got));
    progressed(got);
    bytesRead = following === null ? 0 : (await following).bytesRead;
    [current, other] = [other, current];
  }
  return { sha256: hash.digest('hex'), sizeBytes };
}

import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { renameWithPatience, syncFolder } from '../files/atomic-write';
import { diskProblem, isMissing } from '../files/disk-problems';
import type { StoredFile } from './mirror-contents';
import { type MirrorPaths, partialFilePaths, resolveInside } from './mirror-paths';
import type { PartialFile } from './mirror-writer';
import {
  findUsablePartial,
  type RecordedPartials,
  removePartial,
  type UsablePartial,
  writePartialRecord,
} from './partial-records';
import type { TreeFolders } from './tree-folders';

/**
 * Chunks come in pieces of some 16 KB; a write each would cost more than the hashing. At most this much of a file is
 * lost with the process.
 */
const BUFFER_BYTES = 1024 * 1024;
/** On a slow line, where so much was hard to come by, it is less. */
const SLOW_BUFFER_BYTES = 256 * 1024;
const SLOW_MS = 250;
/** At most this much of a file is lost in a power cut. */
const CHECKPOINT_BYTES = 64 * 1024 * 1024;

export interface PartialFileParts {
  readonly paths: MirrorPaths;
  /** The final path. */
  readonly path: string;
  readonly folders: TreeFolders;
  readonly recorded: RecordedPartials;
  readonly nowMs: () => number;
  /** Called when the file has reached its final path; `content`: all of it where it is small, else `null`. */
  readonly onCommit: (stored: StoredFile, content: Buffer | null) => Promise<void>;
}

/** Goes on with what is there of `path`, or begins. The hash of old bytes is made again from the disk. */
export async function openPartialFile(parts: PartialFileParts): Promise<PartialFile> {
  const { paths, path } = parts;
  const finalPath = resolveInside(paths.web, path);
  try {
    const usable = await findUsablePartial(paths, path, parts.recorded);
    const hash = createHash('sha256');
    if (usable.bytes > 0) {
      const { data } = partialFilePaths(paths, path);
      const stream = createReadStream(data, { end: usable.bytes - 1, highWaterMark: BUFFER_BYTES });
      for await (const chunk of stream as AsyncIterable<Buffer>) hash.update(chunk);
    }
    return new OpenPartialFile(parts, finalPath, usable, hash);
  } catch (error) {
    throw diskProblem(error, { path: finalPath, operation: 'read' });
  }
}

/** Writes lazily: a small file is opened, written, synced and renamed once, at its commit, and never has a record. */
class OpenPartialFile implements PartialFile {
  readonly #parts: PartialFileParts;
  readonly #finalPath: string;
  #hash: Hash;
  #digest: string | null = null;
  #validator: string | null;
  #receivedBytes: number;
  #writtenBytes: number;
  #syncedBytes: number;
  #buffer: Uint8Array[] = [];
  #waitingSinceMs = 0;
  #handle: FileHandle | null = null;
  #hasRecord: boolean;
  #state: 'open' | 'failed' | 'closed' = 'open';

  constructor(parts: PartialFileParts, finalPath: string, usable: UsablePartial, hash: Hash) {
    this.#parts = parts;
    this.#finalPath = finalPath;
    this.#hash = hash;
    this.#validator = usable.validator;
    this.#receivedBytes = usable.bytes;
    this.#writtenBytes = usable.bytes;
    this.#syncedBytes = usable.bytes;
    this.#hasRecord = usable.bytes > 0;
  }

  get receivedBytes(): number {
    return this.#receivedBytes;
  }

  get validator(): string | null {
    return this.#validator;
  }

  async setValidator(validator: string | null): Promise<void> {
    if (validator === this.#validator) return;
    this.#validator = validator;
    if (this.#hasRecord) await this.#guard('write', () => this.#writeRecord());
  }

  async append(chunk: Uint8Array): Promise<void> {
    if (this.#digest !== null) throw new Error('append after digest');
    this.#hash.update(chunk);
    this.#receivedBytes += chunk.byteLength;
    if (this.#buffer.length === 0) this.#waitingSinceMs = this.#parts.nowMs();
    this.#buffer.push(chunk);
    if (!this.#isWorthWriting(this.#receivedBytes - this.#writtenBytes)) return;
    await this.#guard('write', async () => {
      if (!this.#hasRecord) await this.#writeRecord();
      await this.#flush();
      if (this.#writtenBytes - this.#syncedBytes >= CHECKPOINT_BYTES) await this.#checkpoint();
    });
  }

  async restart(): Promise<void> {
    this.#buffer = [];
    this.#hash = createHash('sha256');
    this.#digest = null;
    this.#validator = null;
    this.#receivedBytes = 0;
    await this.#guard('write', async () => {
      await this.#closeHandle();
      await removePartial(this.#parts.paths, this.#parts.path);
    });
    this.#writtenBytes = 0;
    this.#syncedBytes = 0;
    this.#hasRecord = false;
  }

  digest(): Promise<string> {
    this.#digest ??= this.#hash.digest('hex');
    return Promise.resolve(this.#digest);
  }

  async commit(facts: {
    readonly sha256: string;
    readonly modifiedAtMs: number | null;
  }): Promise<StoredFile> {
    const { paths, path, folders, onCommit } = this.#parts;
    const stored: StoredFile = { path, sizeBytes: this.#receivedBytes, sha256: facts.sha256 };
    return this.#guard('write', async () => {
      const last = await this.#flush();
      const content = last.byteLength === stored.sizeBytes ? last : null;
      const handle = await this.#openHandle();
      if (facts.modifiedAtMs !== null) {
        await handle.utimes(facts.modifiedAtMs / 1000, facts.modifiedAtMs / 1000);
      }
      await handle.sync();
      await this.#closeHandle();
      const folder = dirname(this.#finalPath);
      const isReplaced = !(await folders.ensure(folder)) && (await isThere(this.#finalPath));
      await renameWithPatience(partialFilePaths(paths, path).data, this.#finalPath);
      // After a power cut a file that is missing is seen to be; the one before it would be taken for this one.
      if (isReplaced) await syncFolder(folder);
      this.#state = 'closed';
      if (this.#hasRecord) await removePartial(paths, path);
      await onCommit(stored, content);
      return stored;
    });
  }

  async discard(): Promise<void> {
    this.#state = 'closed';
    await this.#guard('delete', async () => {
      await this.#closeHandle();
      await removePartial(this.#parts.paths, this.#parts.path);
    });
  }

  async close(): Promise<void> {
    if (this.#state === 'open' && this.#receivedBytes > this.#syncedBytes) {
      await this.#guard('write', async () => {
        await this.#flush();
        await this.#checkpoint();
      });
    }
    this.#state = 'closed';
    await this.#closeHandle();
  }

  #isWorthWriting(waitingBytes: number): boolean {
    if (waitingBytes < SLOW_BUFFER_BYTES) return false;
    return waitingBytes >= BUFFER_BYTES || this.#parts.nowMs() - this.#waitingSinceMs >= SLOW_MS;
  }

  /** Returns what was written now. */
  async #flush(): Promise<Buffer> {
    const handle = await this.#openHandle();
    const bytes = Buffer.concat(this.#buffer);
    this.#buffer = [];
    await writeAll(handle, bytes, this.#writtenBytes);
    this.#writtenBytes = this.#receivedBytes;
    return bytes;
  }

  async #checkpoint(): Promise<void> {
    const handle = await this.#openHandle();
    await handle.datasync();
    this.#syncedBytes = this.#writtenBytes;
    await this.#writeRecord();
  }

  async #writeRecord(): Promise<void> {
    this.#hasRecord = true;
    const { paths, path, recorded } = this.#parts;
    await writePartialRecord(paths, recorded, {
      path,
      validator: this.#validator,
      syncedBytes: this.#syncedBytes,
    });
  }

  async #openHandle(): Promise<FileHandle> {
    if (this.#handle !== null) return this.#handle;
    const { data } = partialFilePaths(this.#parts.paths, this.#parts.path);
    const handle = await open(data, this.#writtenBytes > 0 ? 'r+' : 'w');
    this.#handle = handle;
    // Bytes beyond what can be trusted would otherwise stay behind a shorter end.
    if (this.#writtenBytes > 0) await handle.truncate(this.#writtenBytes);
    return handle;
  }

  async #closeHandle(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close();
  }

  /** After a failed write the bytes in memory and on the disk no longer agree: nothing more is written. */
  async #guard<Value>(operation: string, work: () => Promise<Value>): Promise<Value> {
    try {
      return await work();
    } catch (error) {
      if (this.#state === 'open') this.#state = 'failed';
      throw diskProblem(error, { path: this.#finalPath, operation });
    }
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );
}

/** A disk that is nearly full takes a part; the next write then says so. */
async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let offset = 0; offset < bytes.byteLength; ) {
    const { bytesWritten } = await handle.write(bytes, offset, bytes.byteLength - offset, position + offset);
    offset += bytesWritten;
  }
}

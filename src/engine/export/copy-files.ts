import { createHash } from 'node:crypto';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import { join } from 'node:path';
import { diskProblem } from '../files/disk-problems';
import type { BundleFolder } from './bundle-folder';
import { type CarriedFile, type FileSource, refuseChanged } from './carried-file';
import { createDiskReader } from './direct-read';
import { flushFiles } from './flush-drive';
import type { TransferMeter } from './transfer-meter';

export interface CopyContext {
  readonly folder: BundleFolder;
  readonly meter: TransferMeter;
  readonly signal: AbortSignal;
}

/** So much is written before it is synced and noted: what a kill or a pulled drive can cost. */
const BATCH_BYTES = 256 * 1024 * 1024;
const BATCH_FILES = 1024;
const BUFFER_BYTES = 1 << 20;
/** Small files wait for the system rather than for the drive. */
const AT_ONCE = 8;

/** The files that are not there yet as they should be. What is noted and has its size is not read again here. */
export async function findMissing(
  files: readonly CarriedFile[],
  { folder, meter, signal }: CopyContext,
): Promise<readonly CarriedFile[]> {
  const journal = await folder.readJournal();
  const reader = createDiskReader();
  const missing: CarriedFile[] = [];
  for (const file of files) {
    signal.throwIfAborted();
    const place = join(folder.directory, ...file.path.split('/'));
    const entry = await lstat(place).catch(() => null);
    const hasSize = entry?.isFile() === true && entry.size === file.sizeBytes;
    const noted = journal.get(file.path);
    if (!hasSize) missing.push(file);
    else if (noted !== file.sha256 && !(await isRight(place, file))) missing.push(file);
    meter.itemDone();
  }
  return missing;

  async function isRight(place: string, { sha256 }: CarriedFile): Promise<boolean> {
    try {
      return (await reader.hash(place, { progressed: meter.moved, signal })).sha256 === sha256;
    } catch (error) {
      signal.throwIfAborted();
      throw diskProblem(error, { path: place, operation: 'read' });
    }
  }
}

/** Copies, batch by batch; each is synced and noted before the next one begins. */
export async function copyFiles(
  files: readonly CarriedFile[],
  context: CopyContext,
  batchDone: () => void,
): Promise<void> {
  const { folder, signal } = context;
  for (const batch of batchesOf(files)) {
    signal.throwIfAborted();
    await folder.note(batch.map(({ path }) => ({ path, sha256: null })));
    const waiting = [...batch];
    const work = async (): Promise<void> => {
      for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
        await copyFile(file, context);
      }
    };
    const results = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    await flushFiles(
      folder,
      batch.map(({ path }) => path),
      { signal },
    );
    await folder.note(batch.map(({ path, sha256 }) => ({ path, sha256 })));
    batchDone();
  }
}

function* batchesOf(files: readonly CarriedFile[]): Generator<readonly CarriedFile[]> {
  let batch: CarriedFile[] = [];
  let bytes = 0;
  for (const file of files) {
    batch.push(file);
    bytes += file.sizeBytes;
    if (bytes < BATCH_BYTES && batch.length < BATCH_FILES) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

async function copyFile(file: CarriedFile, { folder, meter, signal }: CopyContext): Promise<void> {
  signal.throwIfAborted();
  const target = await folder.openFile(file.path);
  try {
    if (file.source.kind === 'bytes') {
      await toDrive(folder, file.path, () =>
        target.writeFile(file.source.kind === 'bytes' ? file.source.bytes : ''),
      );
      meter.moved(file.sizeBytes);
    } else {
      await copyFrom(file.source, file, { target, folder, meter, signal });
    }
  } finally {
    await target.close().catch(() => undefined);
  }
  meter.itemDone();
}

interface OpenTarget extends CopyContext {
  readonly target: FileHandle;
}

async function copyFrom(
  from: Extract<FileSource, { kind: 'file' }>,
  { path, sizeBytes, sha256 }: CarriedFile,
  { target, folder, meter, signal }: OpenTarget,
): Promise<void> {
  const { place } = from;
  const source = await fromMirror(place, () => open(place, 'r'));
  try {
    const hash = createHash('sha256');
    // No larger than the file: thousands of small ones would otherwise keep the collector busy.
    const length = Math.min(BUFFER_BYTES, sizeBytes + 1);
    let [current, other] = [Buffer.allocUnsafe(length), Buffer.allocUnsafe(length)];
    let copied = 0;
    let { bytesRead } = await fromMirror(place, () => source.read(current, 0, length, 0));
    while (bytesRead > 0) {
      signal.throwIfAborted();
      const chunk = current.subarray(0, bytesRead);
      const position = copied;
      copied += bytesRead;
      const [next] = await Promise.all([
        fromMirror(place, () => source.read(other, 0, length, copied)),
        toDrive(folder, path, () => writeAll(target, chunk, position)),
        Promise.resolve(hash.update(chunk)),
      ]);
      meter.moved(chunk.byteLength);
      bytesRead = next.bytesRead;
      [current, other] = [other, current];
    }
    if (copied !== sizeBytes || hash.digest('hex') !== sha256) {
      refuseChanged(from);
    }
  } finally {
    await source.close();
  }
}

/** A drive that is nearly full takes a part; the next write then says so. */
async function writeAll(target: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  for (let offset = 0; offset < chunk.byteLength; ) {
    const { bytesWritten } = await target.write(chunk, offset, chunk.byteLength - offset, position + offset);
    offset += bytesWritten;
  }
}

async function fromMirror<Value>(path: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw diskProblem(error, { path, operation: 'read' });
  }
}

async function toDrive<Value>(
  folder: BundleFolder,
  path: string,
  work: () => Promise<Value>,
): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw diskProblem(error, { path: join(folder.directory, path), operation: 'write' });
  }
}

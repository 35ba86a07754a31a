import { createHash } from 'node:crypto';
import { type FileHandle, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { eachAtOnce } from '../../files/at-once';
import { diskProblem } from '../../files/disk-problems';
import { openRegularFile } from '../../files/read-file';
import type { BundleFolder } from '../drive/bundle-folder';
import { flushFiles } from '../drive/flush-drive';
import type { TransferMeter } from '../drive/transfer-meter';
import { type CarriedFile, type FileSource, refuseChanged } from '../plan/carried-file';

export interface CopyContext {
  readonly folder: BundleFolder;
  readonly meter: TransferMeter;
  /** Whether what is copied is held against its hash on its way; it need not be where all is read back afterwards. */
  readonly hashes: boolean;
  readonly signal: AbortSignal;
}

/** So much is written before it is synced and noted: what a kill or a pulled drive can cost. */
const BATCH_BYTES = 256 * 1024 * 1024;
const BATCH_FILES = 1024;
const BUFFER_BYTES = 1 << 20;
/** Small files wait for the system rather than for the drive. */
const AT_ONCE = 8;
/** Up to here a file is copied by the system in one step, which nothing can interrupt. */
const WHOLE_BYTES = 1 << 20;

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
    await eachAtOnce(batch, AT_ONCE, (file) => copyFile(file, context));
    await flushFiles(
      folder,
      batch.map(({ path }) => path),
      { signal },
    );
    await folder.note(batch.map(({ path, sha256 }) => ({ path, sha256, isUnread: !context.hashes })));
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

async function copyFile(file: CarriedFile, context: CopyContext): Promise<void> {
  const { folder, meter, hashes, signal } = context;
  const { path, sizeBytes, source } = file;
  signal.throwIfAborted();
  const mayCopyWhole = !hashes && source.kind === 'file' && sizeBytes <= WHOLE_BYTES;
  if (mayCopyWhole && (await folder.copyInto(path, source.place, sizeBytes))) meter.moved(sizeBytes);
  else await writeFile(file, context);
  meter.itemDone();
}

async function writeFile(file: CarriedFile, context: CopyContext): Promise<void> {
  const { path, sizeBytes, source } = file;
  const { folder, meter } = context;
  const target = await folder.openFile(path);
  try {
    if (source.kind === 'bytes') {
      await toDrive(folder, path, () => target.writeFile(source.bytes));
      meter.moved(sizeBytes);
    } else {
      await copyFrom(source, file, { target, ...context });
      if (source.owner === null) await keepExecutable(source.place, target);
    }
  } finally {
    await target.close().catch(() => undefined);
  }
}

/** A program that could be run here can be run there, where the drive keeps such a right at all. */
async function keepExecutable(place: string, target: FileHandle): Promise<void> {
  const entry = await stat(place).catch(() => null);
  if (entry !== null && (entry.mode & 0o111) !== 0) await target.chmod(0o755).catch(() => undefined);
}

interface OpenTarget extends CopyContext {
  readonly target: FileHandle;
}

async function copyFrom(
  from: Extract<FileSource, { kind: 'file' }>,
  { path, sizeBytes, sha256 }: CarriedFile,
  { target, folder, meter, hashes, signal }: OpenTarget,
): Promise<void> {
  const { place } = from;
  // What is no file any more might keep the copying waiting for ever, and what has grown, for as long.
  const source = (await fromMirror(place, () => openRegularFile(place))) ?? refuseChanged(from);
  try {
    const hash = hashes ? createHash('sha256') : null;
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
      if (copied > sizeBytes) refuseChanged(from);
      const [next] = await Promise.all([
        fromMirror(place, () => source.read(other, 0, length, copied)),
        toDrive(folder, path, () => writeAll(target, chunk, position)),
        Promise.resolve(hash?.update(chunk)),
      ]);
      meter.moved(chunk.byteLength);
      bytesRead = next.bytesRead;
      [current, other] = [other, current];
    }
    if (copied !== sizeBytes || (hash !== null && hash.digest('hex') !== sha256)) {
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

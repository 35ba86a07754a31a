import type { FileHandle } from 'node:fs/promises';
import { PassThrough, type Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';

/** Of most wheels the directory and METADATA, which tools write at the end, fit into one. */
const WINDOW_BYTES = 256 * 1024;

/**
 * A file as a zip reader wants it. The directory of an archive is read in pieces of some fifty bytes, thousands of them:
 * they are cut out of one large piece that is read at once. Closes nothing.
 */
export class WindowedFile extends RandomAccessReader {
  private window: { readonly start: number; readonly bytes: Buffer } = { start: 0, bytes: Buffer.alloc(0) };

  constructor(
    private readonly file: FileHandle,
    private readonly sizeBytes: number,
  ) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const stream = new PassThrough();
    this.readBytes(start, end).then(
      (bytes) => stream.end(bytes),
      (error: unknown) => stream.destroy(error instanceof Error ? error : new Error(String(error))),
    );
    return stream;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    const known = this.known(position, position + length);
    if (known !== null) {
      known.copy(buffer, offset);
      process.nextTick(callback, null);
      return;
    }
    this.readBytes(position, position + length).then(
      (bytes) => {
        bytes.copy(buffer, offset);
        process.nextTick(callback, null);
      },
      (error: Error) => process.nextTick(callback, error),
    );
  }

  private known(start: number, end: number): Buffer | null {
    const { start: from, bytes } = this.window;
    return from <= start && end <= from + bytes.byteLength ? bytes.subarray(start - from, end - from) : null;
  }

  private async readBytes(start: number, end: number): Promise<Buffer> {
    const known = this.known(start, end);
    if (known !== null) return known;
    if (end > this.sizeBytes) throw new Error('it leads to something behind its end');
    // What is asked for last stands at the end: then what stands before it is likely to be asked for next.
    const reachesEnd = end + WINDOW_BYTES >= this.sizeBytes;
    const from = reachesEnd ? Math.max(0, Math.min(start, this.sizeBytes - WINDOW_BYTES)) : start;
    const bytes = Buffer.alloc(Math.min(this.sizeBytes, Math.max(end, from + WINDOW_BYTES)) - from);
    await readWhole(this.file, bytes, from);
    this.window = { start: from, bytes };
    return bytes.subarray(start - from, end - from);
  }
}

async function readWhole(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let offset = 0; offset < bytes.byteLength; ) {
    const { bytesRead } = await file.read(bytes, offset, bytes.byteLength - offset, position + offset);
    if (bytesRead === 0) throw new Error('it ends before its end');
    offset += bytesRead;
  }
}

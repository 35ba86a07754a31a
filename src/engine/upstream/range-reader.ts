import { PassThrough, type Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';
import { ProblemError, problem, refuse } from '../../contract/problem';
import type { HttpClient } from './http-client';
import { failure } from './http-errors';

/**
 * A zip reader looks for the end of the directory in the last 65,577 bytes. Of most wheels these hold all of it, and
 * METADATA too, which tools write at the end.
 */
const TAIL_BYTES = 72 * 1024;
/** A request costs more than what it brings: with an entry's head its content comes along. */
const LEAST_BYTES = 64 * 1024;
/** All that is ever fetched of one archive by ranges; a directory of 200,000 files has less. */
const MOST_BYTES = 32 * 1024 * 1024;

interface Piece {
  readonly start: number;
  readonly bytes: Buffer;
}

export interface RangeOptions {
  readonly client: HttpClient;
  readonly url: string;
  readonly nowMs: () => number;
  readonly signal: AbortSignal;
}

/** A file of an index as a zip reader wants it: parts of it are fetched when they are looked at. */
export class RangeReader extends RandomAccessReader {
  private readonly pieces: Piece[];
  private fetchedBytes: number;

  private constructor(
    private readonly options: RangeOptions,
    readonly sizeBytes: number,
    private readonly validator: string | null,
    tail: Piece,
  ) {
    super();
    this.pieces = [tail];
    this.fetchedBytes = tail.bytes.byteLength;
  }

  /** Fetches the end of the file, and the directory of its content at once. `null` where the server knows no ranges. */
  static async open(options: RangeOptions): Promise<RangeReader | null> {
    const tail = await fetchRange(options, `-${TAIL_BYTES}`, null);
    if (tail === null) return null;
    const reader = new RangeReader(options, tail.total, tail.validator, tail);
    const directoryStart = findDirectory(tail.bytes);
    if (directoryStart !== null && directoryStart < tail.start) {
      const bytes = await reader.fetch(directoryStart, tail.start);
      reader.pieces.push({ start: directoryStart, bytes: Buffer.concat([bytes, tail.bytes]) });
    }
    return reader;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const stream = new PassThrough();
    this.readBytes(start, end).then(
      (bytes) => stream.end(bytes),
      (error: unknown) => stream.destroy(error instanceof Error ? error : new Error(String(error))),
    );
    return stream;
  }

  /** What is here already needs no stream: a directory is read in pieces of some fifty bytes. */
  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.readBytes(position, position + length).then(
      (bytes) => {
        bytes.copy(buffer, offset);
        process.nextTick(callback, null);
      },
      (error: Error) => process.nextTick(callback, error),
    );
  }

  private async readBytes(start: number, end: number): Promise<Buffer> {
    const known = this.pieces.find(
      (piece) => piece.start <= start && end <= piece.start + piece.bytes.byteLength,
    );
    if (known !== undefined) return known.bytes.subarray(start - known.start, end - known.start);
    if (end > this.sizeBytes) throw new Error('it leads to something behind its end');
    const bytes = await this.fetch(start, Math.min(this.sizeBytes, Math.max(end, start + LEAST_BYTES)));
    this.pieces.push({ start, bytes });
    return bytes.subarray(0, end - start);
  }

  private async fetch(start: number, end: number): Promise<Buffer> {
    this.fetchedBytes += end - start;
    if (this.fetchedBytes > MOST_BYTES) throw new Error('its directory is too large');
    const part = await fetchRange(this.options, `${start}-${end - 1}`, this.validator);
    const isSame =
      part !== null &&
      part.total === this.sizeBytes &&
      (this.validator === null || part.validator === null || part.validator === this.validator);
    if (!isSame || part.start !== start || part.bytes.byteLength !== end - start) {
      const reason = 'the file changed while it was read, or another part came than was asked for';
      throw new ProblemError(problem('upstream-page-invalid', { url: this.options.url, reason }));
    }
    return part.bytes;
  }
}

const END_RECORD = Buffer.from([0x50, 0x4b, 5, 6]);
const END_RECORD_BYTES = 22;
const ZIP64_END_RECORD = Buffer.from([0x50, 0x4b, 6, 6]);
const ZIP64_END_RECORD_BYTES = 56;

/** Where an archive's directory begins (PKWARE APPNOTE 4.3.16 and 4.3.14); `null` where its end does not tell. */
function findDirectory(tail: Buffer): number | null {
  const end = tail.lastIndexOf(END_RECORD);
  if (end === -1 || end + END_RECORD_BYTES > tail.length) return null;
  const start = tail.readUInt32LE(end + 16);
  if (start !== 0xffffffff) return start;
  const record = tail.lastIndexOf(ZIP64_END_RECORD, end);
  if (record === -1 || record + ZIP64_END_RECORD_BYTES > tail.length) return null;
  return Number(tail.readBigUInt64LE(record + 48));
}

interface Part extends Piece {
  readonly total: number;
  readonly validator: string | null;
}

/** One part of a file (RFC 9110, 14.2); `null` where the server sends something else. */
async function fetchRange(
  { client, url, nowMs, signal }: RangeOptions,
  range: string,
  validator: string | null,
): Promise<Part | null> {
  const headers = {
    'accept-encoding': 'identity',
    range: `bytes=${range}`,
    ...(validator === null ? {} : { 'if-range': validator }),
  };
  const response = await client.send(url, { method: 'GET', headers, decompress: false, signal });
  const place = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(response.header('content-range') ?? '');
  if (response.status !== 206 || place === null) {
    response.body.destroy();
    if (response.status === 200 || response.status === 206 || response.status === 416) return null;
    throw failure(response, nowMs());
  }
  const [start, last, total] = place.slice(1).map(Number) as [number, number, number];
  const expectedBytes = last - start + 1;
  if (expectedBytes < 0 || expectedBytes > MOST_BYTES || last >= total) {
    response.body.destroy();
    return null;
  }
  const chunks: Uint8Array[] = [];
  let receivedBytes = 0;
  for await (const chunk of response.body) {
    receivedBytes += chunk.byteLength;
    if (receivedBytes > expectedBytes) refuse('upstream-body-long', { url, expectedBytes });
    chunks.push(chunk);
  }
  if (receivedBytes < expectedBytes) refuse('upstream-body-short', { url, expectedBytes, receivedBytes });
  const etag = response.header('etag');
  return {
    start,
    total,
    bytes: Buffer.concat(chunks),
    validator: etag?.startsWith('W/') === true ? null : etag,
  };
}

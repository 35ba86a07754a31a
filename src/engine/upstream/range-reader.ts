import { PassThrough, type Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';
import { refuse } from '../../contract/problem';
import type { HttpClient } from './http-client';
import { failure } from './http-errors';

/** Holds the directory of most wheels, and with it METADATA, which tools write at the end. */
const TAIL_BYTES = 32 * 1024;
/** A request costs more than what it brings: what lies behind is likely to be needed next. */
const LEAST_BYTES = 16 * 1024;
/** All that is ever fetched of one archive by ranges; a directory of 200,000 files has less. */
const MOST_BYTES = 64 * 1024 * 1024;

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
  private fetchedBytes = 0;

  private constructor(
    private readonly options: RangeOptions,
    readonly sizeBytes: number,
    private readonly validator: string | null,
    tail: Piece,
  ) {
    super();
    this.pieces = [tail];
  }

  /** Fetches the end of the file. `null` where the server knows no ranges. */
  static async open(options: RangeOptions): Promise<RangeReader | null> {
    const { start, total, bytes, validator } = (await fetchRange(options, `-${TAIL_BYTES}`, null)) ?? {};
    if (start === undefined || total === undefined || bytes === undefined) return null;
    return new RangeReader(options, total, validator ?? null, { start, bytes });
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const stream = new PassThrough();
    this.read_(start, end).then(
      (bytes) => stream.end(bytes),
      (error: unknown) => stream.destroy(error instanceof Error ? error : new Error(String(error))),
    );
    return stream;
  }

  private async read_(start: number, end: number): Promise<Buffer> {
    const known = this.pieces.find(
      (piece) => piece.start <= start && end <= piece.start + piece.bytes.byteLength,
    );
    if (known !== undefined) return known.bytes.subarray(start - known.start, end - known.start);
    const last = Math.min(this.sizeBytes, Math.max(end, start + LEAST_BYTES)) - 1;
    this.fetchedBytes += last - start + 1;
    if (this.fetchedBytes > MOST_BYTES) throw new Error('its directory is too large');
    const part = await fetchRange(this.options, `${start}-${last}`, this.validator);
    if (part === null || part.start !== start || part.bytes.byteLength < end - start) {
      throw new Error('the server sent another part than it was asked for');
    }
    this.pieces.push({ start, bytes: part.bytes });
    return part.bytes.subarray(0, end - start);
  }
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

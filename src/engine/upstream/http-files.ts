import { ProblemError, problem, refuse } from '../../contract/problem';
import type { HttpClient, HttpResponse } from './http-client';
import { failure } from './http-errors';
import type { FileStream } from './upstream';

/** Files are taken as they are: a compressed answer could be neither counted nor gone on with. */
const AS_IT_IS = { headers: { 'accept-encoding': 'identity' }, decompress: false } as const;

interface Asking {
  readonly nowMs: () => number;
  readonly signal: AbortSignal;
}

/** The size that a HEAD request tells; `null` where it tells none. Makes one try. */
export async function readHttpSize(
  client: HttpClient,
  url: string,
  { nowMs, signal }: Asking,
): Promise<number | null> {
  const response = await client.send(url, { method: 'HEAD', ...AS_IT_IS, signal });
  response.body.destroy();
  if (response.status !== 200) throw failure(response, nowMs());
  return byteCount(response.header('content-length'));
}

interface FileReading extends Asking {
  readonly fromByte: number;
  readonly validator: string | null;
}

/**
 * Opens a file from a byte on (RFC 9110, 14). Where the answer is not the rest of what is there already, the whole file
 * is asked for instead, in the same try. Throws `ProblemError` of the family upstream.
 */
export async function openHttpFile(
  client: HttpClient,
  url: string,
  { fromByte, validator, nowMs, signal }: FileReading,
): Promise<FileStream> {
  const range: Readonly<Record<string, string>> = fromByte === 0 ? {} : { range: `bytes=${fromByte}-` };
  // RFC 9110, 13.1.5.
  const condition: Readonly<Record<string, string>> =
    fromByte === 0 || validator === null ? {} : { 'if-range': validator };
  const headers = { ...AS_IT_IS.headers, ...range, ...condition };
  const response = await client.send(url, { method: 'GET', ...AS_IT_IS, headers, signal });
  const place = placeOf(response, fromByte, validator);
  if (place !== null) {
    return {
      ...place,
      validator: strongValidator(response),
      chunks: counted(url, response, place),
      close: response.body.destroy,
    };
  }
  response.body.destroy();
  if (response.status !== 206 && response.status !== 416) throw failure(response, nowMs());
  if (fromByte > 0) return openHttpFile(client, url, { fromByte: 0, validator: null, nowMs, signal });
  const reason = `the whole file was asked for, and the answer was the part "${contentRange(response)}"`;
  throw new ProblemError(problem('upstream-page-invalid', { url: response.url, reason }));
}

interface Place {
  readonly offset: number;
  readonly totalBytes: number | null;
}

/** Where the answer's bytes belong; `null` where they are of no use. */
function placeOf(response: HttpResponse, fromByte: number, validator: string | null): Place | null {
  if (response.status === 200) {
    return { offset: 0, totalBytes: byteCount(response.header('content-length')) };
  }
  if (response.status !== 206) return null;
  const match = /^bytes (\d{1,15})-\d{1,15}\/(\d{1,15}|\*)$/.exec(contentRange(response));
  if (match === null || Number(match[1]) !== fromByte) return null;
  // A server that does not know If-Range sends the rest of another version, and says so in the validator.
  const current = strongValidator(response);
  if (validator !== null && current !== null && current !== validator) return null;
  return { offset: fromByte, totalBytes: match[2] === '*' ? null : Number(match[2]) };
}

function contentRange(response: HttpResponse): string {
  return response.header('content-range') ?? '';
}

/** If-Range admits a strong ETag, or a date. */
function strongValidator(response: HttpResponse): string | null {
  const etag = response.header('etag');
  if (etag !== null) return etag.startsWith('W/') ? null : etag;
  return response.header('last-modified');
}

/** The body's bytes; throws when they end before or go on behind what was announced. */
async function* counted(
  url: string,
  response: HttpResponse,
  { offset, totalBytes }: Place,
): AsyncGenerator<Uint8Array> {
  let receivedBytes = offset;
  try {
    for await (const chunk of response.body) {
      receivedBytes += chunk.byteLength;
      if (totalBytes !== null && receivedBytes > totalBytes) {
        refuse('upstream-body-long', { url, expectedBytes: totalBytes });
      }
      yield chunk;
    }
  } catch (error) {
    // How far it came says more than how it ended.
    if (totalBytes === null || !isBrokenOff(error)) throw error;
    refuse('upstream-body-short', { url, expectedBytes: totalBytes, receivedBytes });
  } finally {
    response.body.destroy();
  }
  if (totalBytes !== null && receivedBytes < totalBytes) {
    refuse('upstream-body-short', { url, expectedBytes: totalBytes, receivedBytes });
  }
}

function isBrokenOff(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === 'upstream-unreachable';
}

function byteCount(value: string | null): number | null {
  return value !== null && /^\d{1,15}$/.test(value) ? Number(value) : null;
}

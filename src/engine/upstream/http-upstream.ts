import { ProblemError, problem, refuse } from '../../contract/problem';
import type { NormalizedName } from '../../python-packaging/name';
import type { HttpClient, HttpResponse } from './http-client';
import { statusProblem } from './http-errors';
import { type RetryContext, withRetries } from './retry';
import { ACCEPT, LARGEST_PAGE_BYTES, parsePageBody, readBodyText } from './simple-page-body';
import type { CachedPage, FileStream, PageCache, ProjectAnswer, Upstream } from './upstream';

export interface HttpUpstreamOptions {
  /** With a slash at its end. */
  readonly url: string;
  readonly client: HttpClient;
  readonly pageCache: PageCache;
  readonly retry: Omit<RetryContext, 'signal'>;
}

/** An index over http or https. */
export function openHttpUpstream({ url, client, pageCache, retry }: HttpUpstreamOptions): Upstream {
  const nowMs = retry.clock.now;
  return {
    url,
    readProject: async (name, { signal }) => {
      const pageUrl = `${url}${name}/`;
      return withRetries(
        pageUrl,
        () => readProjectPage(pageUrl, name, { client, pageCache, nowMs, signal }),
        {
          ...retry,
          signal,
        },
      );
    },
    readSize: async (fileUrl, { signal }) => {
      const response = await client.send(fileUrl, { method: 'HEAD', headers: IDENTITY, signal });
      response.body.destroy();
      if (response.status !== 200) throw failure(response, nowMs());
      return byteCount(response.header('content-length'));
    },
    openFile: (fileUrl, { fromByte, validator, signal }) =>
      openHttpFile(client, fileUrl, { fromByte, validator, signal, nowMs }),
    close: client.close,
  };
}

/** Files are taken as they are: a compressed answer could be neither counted nor gone on with. */
const IDENTITY = { 'accept-encoding': 'identity' };

interface PageReading {
  readonly client: HttpClient;
  readonly pageCache: PageCache;
  readonly nowMs: () => number;
  readonly signal: AbortSignal;
}

async function readProjectPage(
  pageUrl: string,
  name: NormalizedName,
  { client, pageCache, nowMs, signal }: PageReading,
): Promise<ProjectAnswer> {
  const cached = await pageCache.read(name);
  const known = cached !== null && isFrom(cached, pageUrl) ? cached : null;
  const headers = { accept: ACCEPT, 'accept-encoding': 'gzip', ...conditions(known) };
  const response = await client.send(pageUrl, { method: 'GET', headers, signal });
  if (response.status === 304 && known !== null) {
    response.body.destroy();
    return { kind: 'found', page: parsePageBody(name, known), source: 'unchanged' };
  }
  if (response.status === 404 || response.status === 410) {
    response.body.destroy();
    return { kind: 'unknown' };
  }
  if (response.status !== 200) {
    response.body.destroy();
    throw failure(response, nowMs());
  }
  const page: CachedPage = {
    url: response.url,
    etag: response.header('etag'),
    lastModified: response.header('last-modified'),
    contentType: response.header('content-type') ?? '',
    body: await readWholePage(response),
  };
  const parsed = parsePageBody(name, page);
  await pageCache.write(name, page);
  return { kind: 'found', page: parsed, source: 'upstream' };
}

async function readWholePage(response: HttpResponse): Promise<string> {
  try {
    return await readBodyText(response.url, response.body, LARGEST_PAGE_BYTES);
  } catch (error) {
    response.body.destroy();
    throw error;
  }
}

/** A cache that another upstream filled, before the profile was changed, is of no use. */
function isFrom(cached: CachedPage, pageUrl: string): boolean {
  return URL.canParse(cached.url) && new URL(cached.url).origin === new URL(pageUrl).origin;
}

function conditions(known: CachedPage | null): Readonly<Record<string, string>> {
  if (known?.etag != null) return { 'if-none-match': known.etag };
  return known?.lastModified == null ? {} : { 'if-modified-since': known.lastModified };
}

interface FileReading {
  readonly fromByte: number;
  readonly validator: string | null;
  readonly signal: AbortSignal;
  readonly nowMs: () => number;
}

async function openHttpFile(client: HttpClient, url: string, reading: FileReading): Promise<FileStream> {
  const { fromByte, validator, signal, nowMs } = reading;
  const range = fromByte === 0 ? {} : { range: `bytes=${fromByte}-`, ...ifRange(validator) };
  const response = await client.send(url, { method: 'GET', headers: { ...IDENTITY, ...range }, signal });
  if (response.status === 416 && fromByte > 0) {
    response.body.destroy();
    return openHttpFile(client, url, { ...reading, fromByte: 0, validator: null });
  }
  if (response.status !== 200 && response.status !== 206) {
    response.body.destroy();
    throw failure(response, nowMs());
  }
  const place = response.status === 206 ? contentRange(response, fromByte) : wholeFile(response);
  return { ...place, validator: strongValidator(response), chunks: counted(url, response, place) };
}

/** RFC 9110, 13.1.5: only a strong ETag, or a date. */
function ifRange(validator: string | null): Readonly<Record<string, string>> {
  return validator === null ? {} : { 'if-range': validator };
}

interface Place {
  readonly offset: number;
  readonly totalBytes: number | null;
}

function wholeFile(response: HttpResponse): Place {
  return { offset: 0, totalBytes: byteCount(response.header('content-length')) };
}

/** An answer at another offset than the one that was asked for is not believed at all. */
function contentRange(response: HttpResponse, fromByte: number): Place {
  const value = response.header('content-range') ?? '';
  const match = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(value);
  if (match === null || Number(match[1]) !== fromByte) {
    response.body.destroy();
    throw new ProblemError(
      problem('upstream-page-invalid', {
        url: response.url,
        reason: `it was asked for the bytes from ${fromByte} on and answered with "${value}"`,
      }),
    );
  }
  return { offset: fromByte, totalBytes: match[3] === '*' ? null : Number(match[3]) };
}

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
  } finally {
    response.body.destroy();
  }
  if (totalBytes !== null && receivedBytes < totalBytes) {
    refuse('upstream-body-short', { url, expectedBytes: totalBytes, receivedBytes });
  }
}

function failure(response: HttpResponse, nowMs: number): ProblemError {
  return statusProblem(response.url, response.status, response.header('retry-after'), nowMs);
}

function byteCount(value: string | null): number | null {
  return value !== null && /^\d{1,15}$/.test(value) ? Number(value) : null;
}

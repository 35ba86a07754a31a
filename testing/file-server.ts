import type { IncomingMessage, ServerResponse } from 'node:http';
import { type PlainServer, startPlainServer } from './plain-server';

/** Files over HTTP with all the ranges of RFC 9110, for tests that count requests or change single answers. */
export interface FileServer extends PlainServer {
  readonly requests: readonly { readonly path: string; readonly range: string | null }[];
  /** Asked before each answer; gives `true` where it has answered itself. */
  intercept: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export interface ServedContent {
  readonly content: Buffer;
  readonly contentType?: string;
  readonly etag?: string;
}

export async function startFileServer(
  filesOf: (path: string) => ServedContent | Buffer | undefined,
): Promise<FileServer> {
  const requests: { path: string; range: string | null }[] = [];
  const server = await startPlainServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '/');
    requests.push({ path, range: request.headers.range ?? null });
    if (served.intercept(request, response)) return;
    const found = filesOf(path);
    if (found === undefined) response.writeHead(404).end();
    else sendFile(request, response, Buffer.isBuffer(found) ? { content: found } : found);
  });
  const served: FileServer = { ...server, requests, intercept: () => false };
  return served;
}

function sendFile(
  { headers: asked }: IncomingMessage,
  response: ServerResponse,
  { content, contentType = 'application/octet-stream', etag = '"one"' }: ServedContent,
): void {
  const headers = { 'content-type': contentType, etag };
  const isCurrent = asked['if-range'] === undefined || asked['if-range'] === etag;
  const range = isCurrent ? rangeOf(asked.range, content.length) : null;
  if (range === null) {
    response.writeHead(200, { ...headers, 'content-length': content.length }).end(content);
    return;
  }
  const [start, last] = range;
  if (start > last) {
    response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
    return;
  }
  const place = `bytes ${start}-${last}/${content.length}`;
  response
    .writeHead(206, { ...headers, 'content-range': place, 'content-length': last - start + 1 })
    .end(content.subarray(start, last + 1));
}

function rangeOf(header: string | undefined, sizeBytes: number): readonly [number, number] | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return null;
  if (from === '') return [Math.max(0, sizeBytes - Number(to)), sizeBytes - 1];
  return [Number(from), to === '' ? sizeBytes - 1 : Math.min(sizeBytes - 1, Number(to))];
}

import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Resource } from './content';
import type { Fault } from './faults';

export interface SendOptions {
  readonly bytesPerSecond: number | null;
  readonly ignoreRange?: boolean;
  readonly wrongContentRange?: boolean;
  readonly etag?: string;
  /** The body ends, or falls silent, after so many bytes. */
  readonly cutAfterBytes?: number;
  readonly thenStall?: boolean;
  readonly appended?: Buffer;
  readonly halfLength?: boolean;
}

/** Answers as an honest server does, but for what `options` ask. */
export async function sendResource(
  request: IncomingMessage,
  response: ServerResponse,
  resource: Resource,
  options: SendOptions,
): Promise<void> {
  const { content, contentType } = resource;
  const etag = options.etag ?? resource.etag;
  const headers: Record<string, string> = { 'content-type': contentType, etag, 'accept-ranges': 'bytes' };
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end();
    return;
  }
  const part = options.ignoreRange === true ? null : partOf(request, etag, content.length);
  if (part !== null && part.start >= content.length) {
    response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
    return;
  }
  const body = part === null ? content : content.subarray(part.start, part.end);
  if (part !== null) {
    const shown = options.wrongContentRange === true ? part.start - 1 : part.start;
    headers['content-range'] = `bytes ${shown}-${part.end - 1}/${content.length}`;
  }
  // Without a length a body may go on behind its end; the length of a cut one is the whole one's.
  const announced = options.halfLength === true ? Math.floor(body.length / 2) : body.length;
  if (options.appended === undefined) headers['content-length'] = String(announced);
  response.writeHead(part === null ? 200 : 206, headers);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  await sendBody(
    response,
    options.appended === undefined ? body : Buffer.concat([body, options.appended]),
    options,
  );
}

/** Which part is asked for (RFC 9110, 14.1.2): from a byte on, between two, or so many at the end. */
function partOf(
  { headers }: IncomingMessage,
  etag: string,
  size: number,
): { readonly start: number; readonly end: number } | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '') ?? [];
  const isCurrent = headers['if-range'] === undefined || headers['if-range'] === etag;
  if (!isCurrent || (first === '' && last === '')) return null;
  if (first === '') return { start: Math.max(0, size - Number(last)), end: size };
  return { start: Number(first), end: last === '' ? size : Math.min(size, Number(last) + 1) };
}

async function sendBody(response: ServerResponse, body: Buffer, options: SendOptions): Promise<void> {
  const { bytesPerSecond, cutAfterBytes, thenStall } = options;
  const sent = cutAfterBytes === undefined ? body : body.subarray(0, cutAfterBytes);
  const step = bytesPerSecond === null ? sent.length : Math.max(1, Math.floor(bytesPerSecond / 20));
  for (let offset = 0; offset < sent.length && !response.destroyed; offset += step) {
    response.write(sent.subarray(offset, offset + step));
    if (bytesPerSecond !== null) await sleep(50);
  }
  if (cutAfterBytes === undefined) response.end();
  else if (thenStall !== true) response.socket?.end();
}

/** Answers in the wrong way that `fault` says. */
export async function sendWrong(
  request: IncomingMessage,
  response: ServerResponse,
  found: Resource | null,
  fault: Fault,
  bytesPerSecond: number | null,
): Promise<void> {
  const resource = found ?? { content: Buffer.from('nothing'), contentType: 'text/plain', etag: '"nothing"' };
  const send = (options: Partial<SendOptions>, changed: Partial<Resource> = {}): Promise<void> =>
    sendResource(request, response, { ...resource, ...changed }, { bytesPerSecond, ...options });
  switch (fault.kind) {
    case 'reset':
      request.socket.destroy();
      return;
    case 'stall':
      return fault.afterBytes === undefined
        ? undefined
        : send({ cutAfterBytes: fault.afterBytes, thenStall: true });
    case 'status':
      response.writeHead(fault.status, fault.headers).end(`status ${fault.status}`);
      return;
    case 'short-body':
      return send({ cutAfterBytes: fault.bytes });
    case 'long-body':
      return send({ appended: Buffer.from('and more') });
    case 'wrong-length':
      return send({ halfLength: true });
    case 'flipped-byte':
      return send({}, { content: flipped(resource.content) });
    case 'ignore-range':
      return send({ ignoreRange: true, ...cutAfter(fault) });
    case 'wrong-content-range':
      return send({ wrongContentRange: true, ...cutAfter(fault) });
    case 'changed-etag':
      return send({ etag: `"${randomUUID()}"`, ...cutAfter(fault) });
    case 'redirect':
    case 'redirect-loop':
    case 'refused':
    case 'no-tls':
      response.writeHead(302, { location: locationOf(fault, request) }).end();
      return;
    case 'bad-gzip':
      response
        .writeHead(200, { 'content-type': resource.contentType, 'content-encoding': 'gzip' })
        .end('no gzip at all');
      return;
    case 'body':
      return send({}, { content: Buffer.from(fault.body), contentType: fault.contentType });
  }
}

function cutAfter({ bytes }: { readonly bytes?: number }): Partial<SendOptions> {
  return bytes === undefined ? {} : { cutAfterBytes: bytes };
}

function locationOf(
  fault: Extract<Fault, { kind: 'redirect' | 'redirect-loop' | 'refused' | 'no-tls' }>,
  { url = '/', headers }: IncomingMessage,
): string {
  switch (fault.kind) {
    case 'redirect':
      return fault.location;
    case 'redirect-loop':
      return url;
    case 'refused':
      return `http://127.0.0.1:1${url}`;
    case 'no-tls':
      return `https://${headers.host ?? ''}${url}`;
  }
}

function flipped(content: Buffer): Buffer {
  const copy = Buffer.from(content);
  const middle = Math.floor(copy.length / 2);
  copy[middle] = (copy[middle] ?? 0) ^ 0xff;
  return copy;
}

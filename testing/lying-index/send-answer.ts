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
  const range = options.ignoreRange === true ? null : /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const ifRange = request.headers['if-range'];
  const start = range !== null && (ifRange === undefined || ifRange === etag) ? Number(range[1]) : 0;
  if (start >= content.length && content.length > 0) {
    response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
    return;
  }
  if (start > 0) {
    const shown = options.wrongContentRange === true ? start - 1 : start;
    headers['content-range'] = `bytes ${shown}-${content.length - 1}/${content.length}`;
  }
  const body = content.subarray(start);
  // Without a length a body may go on behind its end; the length of a cut one is the whole one's.
  if (options.appended === undefined) headers['content-length'] = String(body.length);
  response.writeHead(start > 0 ? 206 : 200, headers);
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
    case 'flipped-byte':
      return send({}, { content: flipped(resource.content) });
    case 'ignore-range':
      return send({ ignoreRange: true });
    case 'wrong-content-range':
      return send({ wrongContentRange: true });
    case 'changed-etag':
      return send({ etag: '"changed"' });
    case 'redirect':
      response.writeHead(302, { location: fault.location }).end();
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

function flipped(content: Buffer): Buffer {
  const copy = Buffer.from(content);
  const middle = Math.floor(copy.length / 2);
  copy[middle] = (copy[middle] ?? 0) ^ 0xff;
  return copy;
}

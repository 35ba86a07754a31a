import type { RequestListener } from 'node:http';
import { createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { startPlainServer } from '../../../testing/plain-server';
import { openTestUpstream, problemFrom, type UpstreamFixture } from '../../../testing/upstream-fixture';
import type { FileStream } from './upstream';

const { signal } = new AbortController();
const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function serve(listener: RequestListener) {
  const server = await startPlainServer(listener);
  const upstream = openTestUpstream(server.url);
  closers.push(server.close, upstream.close);
  return { upstream, server, url: `${server.url}a.whl` };
}

const openAt = (upstream: UpstreamFixture, url: string, fromByte = 0, validator: string | null = null) =>
  upstream.openFile(url, { fromByte, validator, signal });

async function textOf({ chunks }: FileStream): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString();
}

/** A file is opened once; whoever fetches it tries again. */
async function retried<Value>(work: () => Promise<Value>): Promise<Value> {
  return work().catch(work);
}

const CONTENT = '0123456789';
/** Answers ranges as `rangeOf` says, everything else with the whole. */
const ranged =
  (rangeOf: (fromByte: number) => string, etag = '"1"'): RequestListener =>
  ({ headers }, response) => {
    const fromByte = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? '0');
    if (fromByte === 0) response.writeHead(200, { etag, 'content-length': CONTENT.length }).end(CONTENT);
    else response.writeHead(206, { etag, 'content-range': rangeOf(fromByte) }).end(CONTENT.slice(fromByte));
  };

describe('opening a file', () => {
  it('from its beginning tells its size and its version', async () => {
    const { upstream, url } = await serve(ranged(() => ''));
    const stream = await openAt(upstream, url);
    expect(stream).toMatchObject({ offset: 0, totalBytes: 10, validator: '"1"' });
    expect(await textOf(stream)).toBe(CONTENT);
  });

  it('from a byte on asks for the rest of the same version', async () => {
    let condition: string | undefined;
    const { upstream, url } = await serve((request, response) => {
      condition = request.headers['if-range'] as string | undefined;
      ranged((fromByte) => `bytes ${fromByte}-9/10`)(request, response);
    });
    const stream = await openAt(upstream, url, 4, '"1"');
    expect(stream).toMatchObject({ offset: 4, totalBytes: 10 });
    expect(await textOf(stream)).toBe('456789');
    expect(condition).toBe('"1"');
  });

  it.each<readonly [string, RequestListener]>([
    ['is from another byte on', ranged(() => 'bytes 3-9/10')],
    ['says no place', ranged(() => 'bytes')],
    ['is of another version', ranged((fromByte) => `bytes ${fromByte}-9/10`, '"2"')],
    [
      'says that there is no such part',
      ({ headers }, response) =>
        headers.range === undefined ? response.end(CONTENT) : response.writeHead(416).end(),
    ],
    ['ignores the range', (_request, response) => response.end(CONTENT)],
  ])('begins anew where the answer %s', async (_what, listener) => {
    const { upstream, url } = await serve(listener);
    const stream = await openAt(upstream, url, 4, '"1"');
    expect(stream.offset).toBe(0);
    expect(await textOf(stream)).toBe(CONTENT);
    expect(upstream.clock.sleeps).toEqual([]);
  });

  it('refuses a part where the whole was asked for', async () => {
    const { upstream, url } = await serve((_request, response) =>
      response.writeHead(206, { 'content-range': 'bytes 5-9/10' }).end('56789'),
    );
    expect(await problemFrom(openAt(upstream, url))).toMatchObject({ code: 'upstream-page-invalid' });
  });

  it('goes on from no weak ETag', async () => {
    const { upstream, url } = await serve(ranged(() => '', 'W/"1"'));
    expect(await openAt(upstream, url)).toMatchObject({ validator: null });
  });

  it('never unpacks it: an archive whose server calls it gzip-encoded stays an archive', async () => {
    const archive = gzipSync('a source distribution');
    const { upstream, url } = await serve((_request, response) => {
      response
        .writeHead(200, { 'content-encoding': 'x-gzip', 'content-length': archive.length })
        .end(archive);
    });
    const parts: Uint8Array[] = [];
    for await (const chunk of (await openAt(upstream, url)).chunks) parts.push(chunk);
    expect(Buffer.concat(parts).equals(archive)).toBe(true);
  });

  it('gives the connection back where nothing of it is read', async () => {
    const { upstream, server, url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 100_000_000 }).write('the beginning');
    });
    const stream = await openAt(upstream, url);
    expect(await server.countConnections()).toBe(1);
    stream.close();
    await expect.poll(() => server.countConnections()).toBe(0);
  });

  it('stops in the middle when asked to, with the reason given', async () => {
    const { upstream, url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('the beginning');
    });
    const controller = new AbortController();
    const stream = await upstream.openFile(url, { fromByte: 0, validator: null, signal: controller.signal });
    const reading = (async () => {
      for await (const chunk of stream.chunks) if (chunk.byteLength > 0) controller.abort('pause');
    })();
    await expect(reading).rejects.toBe('pause');
  });

  it('fails with the status', async () => {
    const { upstream, url } = await serve((_request, response) => response.writeHead(404).end());
    expect(await problemFrom(openAt(upstream, url))).toMatchObject({
      code: 'upstream-status',
      parameters: { url, status: 404 },
    });
  });
});

describe('the size of a file', () => {
  it('is asked for by its head, again where upstream is in trouble', async () => {
    const methods: (string | undefined)[] = [];
    const { upstream, url } = await serve(({ method }, response) => {
      methods.push(method);
      if (methods.length === 1) response.writeHead(503).end();
      else response.writeHead(200, { 'content-length': 1234 }).end();
    });
    expect(await upstream.readSize(url, { signal })).toBe(1234);
    expect(methods).toEqual(['HEAD', 'HEAD']);
  });

  it('is asked for of one file after the other over the same connections', async () => {
    const ports = new Set<number | undefined>();
    const { upstream, url } = await serve(({ socket }, response) => {
      ports.add(socket.remotePort);
      response.writeHead(200, { 'content-length': 7 }).end();
    });
    for (let round = 0; round < 5; round += 1) expect(await upstream.readSize(url, { signal })).toBe(7);
    // The second one may come before the first is done with.
    expect(ports.size).toBeLessThan(3);
  });

  it('is believed no further where a body comes that belongs to no such answer', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (request) => {
        const isHead = request.toString().startsWith('HEAD');
        socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${CONTENT.length}\r\n\r\n`);
        socket.write(isHead ? 'xxxxxxxxxx' : CONTENT);
      });
    });
    await new Promise<void>((fulfil) => server.listen(0, '127.0.0.1', fulfil));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const upstream = openTestUpstream(`http://127.0.0.1:${port}/`);
    closers.push(async () => void server.close(), upstream.close);
    const url = `http://127.0.0.1:${port}/a.whl`;
    for (let round = 0; round < 3; round += 1) {
      expect(await upstream.readSize(url, { signal })).toBe(CONTENT.length);
      expect(await textOf(await retried(() => openAt(upstream, url)))).toBe(CONTENT);
    }
  });

  it('may stay unknown', async () => {
    const { upstream, url } = await serve((_request, response) => response.writeHead(200).end());
    expect(await upstream.readSize(url, { signal })).toBeNull();
  });
});

import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openTestAccess } from '../../../testing/network-access';
import { problemFrom } from '../../../testing/upstream-fixture';
import { type HttpClient, openHttpClient } from './http-client';

/** Answers that no HTTP library would send: written to the connection by hand. */

const { signal } = new AbortController();
const STALL_TIMEOUT_MS = 500;
const MOST_MS = 10_000;

let server: Server | null = null;
let client: HttpClient | null = null;
const sockets = new Set<Socket>();

afterEach(async () => {
  await client?.close();
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  const closing = server;
  await new Promise((fulfil) => (closing === null ? fulfil(null) : closing.close(fulfil)));
});

/** Sends the beginning, then the same piece again and again: as fast as it goes, or so many milliseconds apart. */
async function problemOfAnswer(start: string, piece: string, pauseMs: number | null): Promise<unknown> {
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(start);
      const again = (): void => {
        if (socket.destroyed) return;
        if (pauseMs === null) socket.write(piece, again);
        else socket.write(piece, () => setTimeout(again, pauseMs));
      };
      again();
    });
  });
  const listening = server;
  await new Promise<void>((fulfil) => listening.listen(0, '127.0.0.1', fulfil));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  client = openHttpClient({
    version: '1',
    stallTimeoutMs: STALL_TIMEOUT_MS,
    access: openTestAccess(),
    home: 'http://127.0.0.1/',
  });
  const sent = client.send(url, { method: 'GET', headers: {}, decompress: true, signal });
  const found = await problemFrom(
    sent.then(async ({ body }) => {
      for await (const _ of body) void _;
    }),
  );
  expect(found).toMatchObject({ parameters: { url } });
  return found;
}

const OK = 'HTTP/1.1 200 OK\r\n';
const HINTS = 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n';
const CHUNKED = `${OK}content-type: text/html\r\ntransfer-encoding: chunked\r\n\r\n`;

describe('an answer with', () => {
  it.each<readonly [string, string, string, number | null, string]>([
    ['interim answers without end', '', HINTS, null, 'upstream-unreachable'],
    ['interim answers without end, now and then', '', HINTS, 50, 'upstream-unreachable'],
    ['"100 Continue" without end', '', 'HTTP/1.1 100 Continue\r\n\r\n', null, 'upstream-unreachable'],
    ['headers without end', OK, `x: ${'y'.repeat(100)}\r\n`, null, 'upstream-unreachable'],
    ['headers that drip', OK, 'x: y\r\n', 50, 'upstream-stalled'],
    ['one header without end', `${OK}x: `, 'y'.repeat(1000), null, 'upstream-unreachable'],
    ['a status line that drips', 'HTTP/1.1 200 ', 'O', 50, 'upstream-stalled'],
    ['a body that drips', CHUNKED, '1\r\nx\r\n', 50, 'upstream-stalled'],
    ['no HTTP at all', '', 'SSH-2.0-OpenSSH_9.2\r\n', null, 'upstream-unreachable'],
  ])('%s is given up in bounded time and memory', async (_, start, piece, pauseMs, code) => {
    const [startedMs, rss] = [performance.now(), process.memoryUsage.rss()];
    expect(await problemOfAnswer(start, piece, pauseMs)).toMatchObject({ code });
    expect(performance.now() - startedMs).toBeLessThan(MOST_MS);
    expect(process.memoryUsage.rss() - rss).toBeLessThan(100 * 1024 * 1024);
  });
});

import { afterEach, expect, it } from 'vitest';
import { openTestAccess } from '../../../testing/network-access';
import { type PlainServer, startPlainServer } from '../../../testing/plain-server';
import { problemFrom } from '../../../testing/upstream-fixture';
import { type HttpClient, openHttpClient } from './http-client';

const { signal } = new AbortController();
const STALL_TIMEOUT_MS = 250;

let server: PlainServer;
let client: HttpClient;

afterEach(async () => {
  await client.close();
  await server.close();
});

/** Serves a body of so many pieces, 25 milliseconds apart, and reads it. */
async function readSlowBody(piece: string, pieces: number): Promise<number> {
  server = await startPlainServer((_request, response) => {
    let sent = 0;
    const timer = setInterval(() => {
      sent += 1;
      if (sent < pieces) response.write(piece);
      else response.end(piece);
      if (sent >= pieces || response.destroyed) clearInterval(timer);
    }, 25);
  });
  client = openHttpClient({
    version: '1',
    stallTimeoutMs: STALL_TIMEOUT_MS,
    access: openTestAccess(),
    home: 'http://127.0.0.1/',
  });
  const response = await client.send(server.url, { method: 'GET', headers: {}, decompress: false, signal });
  let bytes = 0;
  for await (const chunk of response.body) bytes += chunk.byteLength;
  return bytes;
}

it('takes a trickle that would never end for silence', async () => {
  expect(await problemFrom(readSlowBody('x', Number.POSITIVE_INFINITY))).toEqual({
    code: 'upstream-stalled',
    parameters: { url: server.url, timeoutMs: 3 * STALL_TIMEOUT_MS },
  });
});

it('waits for a slow body as long as it brings something', async () => {
  expect(await readSlowBody('x'.repeat(600), 40)).toBe(24_000);
});

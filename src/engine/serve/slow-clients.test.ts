import { mkdir, mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildWheel } from '../../../testing/wheel-builder';
import { NOT_SHARED, type ServedRequest } from '../../contract/sharing';
import { SYSTEM_CLOCK } from '../files/clock';
import { type MirrorServer, startMirrorServer } from './mirror-server';
import { readAnswer, request } from './testing/raw-request';
import { pathOfWheel, writeMirror } from './testing/write-mirror';
import { endSlowReaders, TIME_LIMITS, type TimeLimits } from './time-limits';

/** More than the systems on both ends hold for a client that does not read. */
const LARGE = buildWheel({ name: 'rock', version: '1.0', paddingBytes: 24_000_000 });
const SMALL = buildWheel({ name: 'sand', version: '1.0' });
const FILE = `/${pathOfWheel(LARGE)}`;
const GET_FILE = `GET ${FILE} HTTP/1.1\r\nHost: localhost\r\n\r\n`;

/** So long that nothing but the limit under test ends a connection. */
const LONG = 60_000;
const SHORT = 300;
const PATIENT: TimeLimits = {
  headMs: LONG,
  requestMs: LONG,
  silenceMs: LONG,
  keepAliveMs: LONG,
  checkingMs: 20,
  leastBytesPerSecond: 1,
};

let folder: string;
let server: MirrorServer | undefined;
let requests: ServedRequest[];
const sockets: Socket[] = [];
const timers: NodeJS.Timeout[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandgrouse-slow-'));
  await mkdir(join(folder, 'mirror'));
  await writeMirror(join(folder, 'mirror'), [
    { name: 'rock', files: [{ wheel: LARGE }] },
    { name: 'sand', files: [{ wheel: SMALL }] },
  ]);
});

afterEach(async () => {
  for (const timer of timers.splice(0)) clearInterval(timer);
  for (const socket of sockets.splice(0)) socket.destroy();
  await server?.close();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function serve(limits: Partial<TimeLimits>, encrypted = false): Promise<MirrorServer> {
  requests = [];
  server = await startMirrorServer({
    directories: [join(folder, 'mirror')],
    port: null,
    timeLimits: { ...PATIENT, ...limits },
    network: {
      sharing: { ...NOT_SHARED, encryption: { kind: encrypted ? 'made' : 'none' } },
      dataDirectory: join(folder, 'data'),
      clock: SYSTEM_CLOCK,
      signal: new AbortController().signal,
    },
    onRequest: (one) => requests.push(one),
  });
  return server;
}

interface Client {
  readonly socket: Socket;
  /** All that came, once the server has ended it. */
  readonly ended: Promise<Buffer>;
}

async function open({ port }: Pick<MirrorServer, 'port'>, bytes: string): Promise<Client> {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => undefined);
  const parts: Buffer[] = [];
  const ended = new Promise<Buffer>((fulfil) => {
    socket.on('close', () => fulfil(Buffer.concat(parts)));
  });
  await new Promise((fulfil) => socket.once('connect', fulfil));
  socket.on('data', (part: Buffer) => parts.push(part));
  socket.write(bytes);
  return { socket, ended };
}

/** A byte every few milliseconds, for ever. */
function drip({ socket }: Client, text: string): void {
  let at = 0;
  timers.push(
    setInterval(() => {
      if (socket.writable) socket.write(text[at % text.length] ?? '');
      at += 1;
    }, 5),
  );
}

async function expectOthersServed({ port }: MirrorServer): Promise<void> {
  const { status, body } = await request(port, 'GET', `/${pathOfWheel(SMALL)}`);
  expect([status, body.equals(SMALL.content)]).toEqual([200, true]);
}

describe('a client that is slow to ask', () => {
  it.each([
    ['says nothing', ''],
    ['sends half a line and falls silent', 'GET /simple/ HT'],
    ['sends half a head and falls silent', 'GET /simple/ HTTP/1.1\r\nHost: localhost\r\nX-'],
  ])('and %s is let go after the time for a head', async (_title, bytes) => {
    const served = await serve({ headMs: SHORT });
    const startedAt = performance.now();
    const client = await open(served, bytes);
    await expectOthersServed(served);
    const answer = await client.ended;
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(SHORT - 50);
    if (answer.length > 0) expect(readAnswer(answer).status).toBe(408);
    await expectOthersServed(served);
  });

  it('and sends its head byte by byte gains no time by that', async () => {
    const served = await serve({ headMs: SHORT });
    const client = await open(served, 'GET /simple/ HTTP/1.1\r\nHost: localhost\r\n');
    drip(client, 'X-Slow: yes\r\n');
    await expectOthersServed(served);
    expect(readAnswer(await client.ended).status).toBe(408);
  });

  it('and sends a body byte by byte is answered, and not listened to', async () => {
    const served = await serve({});
    const client = await open(served, 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n');
    drip(client, 'body');
    expect(readAnswer(await client.ended).status).toBe(405);
    await expectOthersServed(served);
  });

  it('and sends a body with a request for a page gets the page, and then nothing', async () => {
    const served = await serve({});
    const client = await open(
      served,
      'GET /simple/sand/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n',
    );
    drip(client, 'body');
    expect(readAnswer(await client.ended).status).toBe(200);
  });

  it('for another time keeps its connection no longer than is said', async () => {
    const served = await serve({ keepAliveMs: SHORT });
    const client = await open(served, 'GET /simple/sand/ HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect(readAnswer(await client.ended).status).toBe(200);
  });

  it('for anything at all, where it has to begin with TLS, is let go too', async () => {
    const served = await serve({ headMs: SHORT }, true);
    expect((await (await open(served, '')).ended).length).toBe(0);
    expect((await (await open(served, '\x16\x03\x01')).ended).length).toBe(0);
  });
});

describe('a client that is slow to take its answer', () => {
  it('and takes nothing is let go after the time of silence, and its file is closed', async () => {
    const served = await serve({ silenceMs: SHORT });
    const client = await open(served, '');
    client.socket.pause();
    client.socket.write(GET_FILE);
    await expectOthersServed(served);
    await expect.poll(() => requests.map(({ target }) => target), { timeout: 10_000 }).toContain(FILE);
    client.socket.resume();
    expect((await client.ended).length).toBeLessThan(LARGE.content.length);
    await expect.poll(countOpenFiles).toBe(0);
    await expectOthersServed(served);
  });

  it.each([
    ['slower than the least is let go, however steady it is', 1_000_000, false],
    ['at the least is served on', 1, true],
  ])('and goes at a pace %s', async (_title, leastBytesPerSecond, isServed) => {
    const steady = createServer((_request, response) => {
      const writing = setInterval(() => response.write('a few bytes'), 10);
      response.on('close', () => clearInterval(writing));
    });
    endSlowReaders(steady, { ...PATIENT, silenceMs: SHORT, leastBytesPerSecond });
    await new Promise<void>((fulfil) => steady.listen(0, '127.0.0.1', fulfil));
    const { port } = steady.address() as AddressInfo;
    const client = await open({ port }, GET_FILE);
    const [outcome] = await Promise.race([
      client.ended.then(() => ['ended']),
      new Promise<readonly string[]>((fulfil) => {
        let parts = 0;
        client.socket.on('data', () => {
          parts += 1;
          if (parts === (SHORT / 10) * 2) fulfil(['served']);
        });
      }),
    ]);
    expect(outcome).toBe(isServed ? 'served' : 'ended');
    client.socket.destroy();
    steady.closeAllConnections();
    await new Promise((fulfil) => steady.close(fulfil));
  });

  it('but not too slow gets all of it', async () => {
    const served = await serve({ leastBytesPerSecond: TIME_LIMITS.leastBytesPerSecond });
    const client = await open(served, GET_FILE.replace('Host', 'Connection: close\r\nHost'));
    client.socket.pause();
    timers.push(
      setInterval(() => {
        client.socket.resume();
        setImmediate(() => client.socket.pause());
      }, 1),
    );
    expect(readAnswer(await client.ended).body.equals(LARGE.content)).toBe(true);
  });
});

/** Handles of the large file that this process has; none are seen where the system does not tell. */
async function countOpenFiles(): Promise<number> {
  if (process.platform !== 'linux') return 0;
  const links = (await readdir('/proc/self/fd')).map((name) =>
    readlink(`/proc/self/fd/${name}`).catch(() => ''),
  );
  return (await Promise.all(links)).filter((path) => path.endsWith(LARGE.filename)).length;
}

import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildWheel } from '../../../testing/wheel-builder';
import { readByteRange } from './byte-range';
import { limitConnections } from './connection-limits';
import { type MirrorServer, startMirrorServer } from './mirror-server';
import { readAnswer, request, sendRaw } from './testing/raw-request';
import { pathOfWheel, writeMirror } from './testing/write-mirror';

const WHEEL = buildWheel({ name: 'six', version: '1.0', paddingBytes: 2_000_000 });
const FILE = `/${pathOfWheel(WHEEL)}`;
const SECRET = 'nobody may see this';

let parent: string;
let server: MirrorServer;
const sockets: Socket[] = [];

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'sandgrouse-hostile-'));
  const directory = join(parent, 'mirror');
  await mkdir(directory);
  await writeMirror(directory, [{ name: 'six', files: [{ wheel: WHEEL }] }]);
  for (const folder of ['', 'mirror', 'mirror/.sandgrouse', 'mirror/web/packages/.hidden', 'mirror/web']) {
    await mkdir(join(parent, folder), { recursive: true });
    for (const name of ['secret', 'index.html', 'json']) await writeFile(join(parent, folder, name), SECRET);
  }
  server = await startMirrorServer({ directories: [directory], port: null, onRequest: () => undefined });
});

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

afterAll(async () => {
  await server.close();
  await rm(parent, { recursive: true, force: true });
});

async function open(port: number, bytes: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => undefined);
  await new Promise((fulfil) => socket.once('connect', fulfil));
  socket.resume();
  socket.write(bytes);
  return socket;
}

/** Somebody else, who wants nothing but a page and a file. */
async function expectOthersServed(): Promise<void> {
  const page = await request(server.port, 'GET', '/simple/six/');
  expect([page.status, page.body.includes(WHEEL.filename)]).toEqual([200, true]);
  const file = await request(server.port, 'GET', FILE);
  expect(file.body.equals(WHEEL.content)).toBe(true);
}

const DOTS = [
  '..',
  '%2e%2e',
  '.%2e',
  '%252e%252e',
  '%c0%ae%c0%ae',
  '%e0%80%ae%e0%80%ae',
  '..%00',
  '%uff0e%uff0e',
  '%ef%bc%8e%ef%bc%8e',
  '..;',
  '...',
  '.. ',
  '\u002e\u002e\\..',
];
const SLASHES = [
  '/',
  '//',
  '%2f',
  '%252f',
  '\\',
  '%5c',
  '%255c',
  '%c0%af',
  '%e0%80%af',
  '%c1%9c',
  '%00/',
  '/./',
  '%u2215',
];
const STARTS = [
  '/',
  '/packages/',
  '/packages/aa/',
  '/simple/',
  '/simple/six/',
  '/pypi/',
  '/pypi/six/',
  '/project/',
  '/mirror/',
  '/mirror/packages/',
];

describe('a path that climbs', () => {
  it.each(STARTS)(
    'out of %s leads nowhere, however it is written',
    async (start) => {
      const targets = DOTS.flatMap((dots) =>
        SLASHES.flatMap((slash) => [
          `${start + (dots + slash).repeat(3)}secret`,
          `${start + (dots + slash).repeat(8)}etc${slash}passwd`,
          `${start + dots + slash}index.html`,
        ]),
      );
      for (const target of targets) {
        const { status, headers, body } = await request(server.port, 'GET', target);
        expect([target, body.includes(SECRET), body.includes('root:')]).toEqual([target, false, false]);
        expect([301, 400, 404]).toContain(status);
        expect(headers.get('location') ?? '/').toMatch(/^\/(?:[a-z]|$)/);
      }
    },
    60_000,
  );

  it.each([
    '/packages/.hidden/secret',
    '/packages/aa\0/../secret',
    '/packages/aa%00',
    '/packages/\xff\xfe',
    '/packages/\xc0\xae\xc0\xae/secret',
    `/packages/${'a/'.repeat(4000)}`,
    `/simple/${'a'.repeat(10_000)}/`,
    `/${'%2e'.repeat(4000)}`,
    '/packages/CON',
    '/packages/secret::$DATA',
    'http://127.0.0.1/../secret',
    '/simple/six/?../../secret',
    '/../secret HTTP/1.1\r\nX: y',
  ])('or is no path at all is refused: %j', async (target) => {
    const { status, body } = await request(server.port, 'GET', target);
    expect(body.includes(SECRET)).toBe(false);
    expect([200, 400, 404, 431]).toContain(status);
    await expectOthersServed();
  });
});

describe.skipIf(process.platform === 'win32')('a pipe in the mirror', () => {
  it('is no file, and keeps nobody waiting', async () => {
    const pipes = ['packages/pipe.whl', 'simple/pipe/index.html', 'simple/pipe/index.v1_json'];
    await mkdir(join(parent, 'mirror/web/simple/pipe'));
    for (const pipe of pipes) spawnSync('mkfifo', [join(parent, 'mirror/web', pipe)]);
    const targets = ['/packages/pipe.whl', '/simple/pipe/', '/project/pipe/', '/pypi/pipe/json'];
    const asked = [...targets, ...targets].map((target) => request(server.port, 'GET', target));
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(Array(8).fill(404));
    await expectOthersServed();
  });
});

describe('absurd requests', () => {
  it('for a range full of spaces cost no time', { timeout: 10_000 }, () => {
    expect(readByteRange(`bytes=${' '.repeat(300_000)}x`, 10)).toBe(null);
    expect(readByteRange(`bytes=1${' '.repeat(300_000)}-`, 10)).toEqual({ first: 1, last: 9 });
  });

  it.each([
    `bytes=${'0-0,'.repeat(3500)}0-0`,
    `bytes=${'0-,'.repeat(4000)}`,
    `bytes=${'9'.repeat(10_000)}-`,
    `bytes=-${'9'.repeat(10_000)}`,
    'bytes=--1',
    'bytes=-1-2',
    'bytes=0x10-0x20',
    'bytes=1e3-2e3',
    'bytes=\x01-\x02',
    'bytes=18446744073709551615-18446744073709551616',
    `bytes=0-${2 ** 53}`,
    `${'bytes='.repeat(100)}0-1`,
    `bytes=${' '.repeat(8000)}0 - 1x`,
  ])('for a range get the file, a part of it, or none: %#', async (range) => {
    const { status, body } = await request(server.port, 'GET', FILE, { Range: range });
    expect([200, 206, 400, 416]).toContain(status);
    expect(body.length).toBeLessThanOrEqual(WHEEL.content.length);
    await expectOthersServed();
  });

  it.each([
    ['many headers', `GET / HTTP/1.1\r\nHost: localhost\r\n${'X: y\r\n'.repeat(100_000)}\r\n`],
    ['one header without an end', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'y'.repeat(2_000_000)}`],
    ['a target without an end', `GET /${'a'.repeat(2_000_000)}`],
    [
      'many conditions',
      `GET ${FILE} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nIf-None-Match: ${'"a",'.repeat(3500)}\r\n\r\n`,
    ],
    [
      'many wishes',
      `GET /simple/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept: ${'a/b;q=0.1,'.repeat(1500)}\r\n\r\n`,
    ],
    ['two lengths', 'GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx'],
    [
      'a length and pieces',
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    [
      'a body behind a GET',
      `GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n${'x'.repeat(100_000)}`,
    ],
    [
      'two hosts',
      'GET /simple/ HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
    ],
    ['another protocol', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['the wish for a tunnel', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    [
      'noise',
      Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256)).toString('latin1'),
    ],
  ])('with %s are answered or broken off, and others served', async (_, bytes) => {
    const answer = await sendRaw(server.port, Buffer.from(bytes, 'latin1'));
    if (answer.length > 0) expect([200, 400, 404, 405, 406, 421, 431]).toContain(readAnswer(answer).status);
    await expectOthersServed();
  });
});

describe('a host from elsewhere', () => {
  it('is refused also where the target names it, or one of two headers', async () => {
    const asked = (target: string, host: string) => request(server.port, 'GET', target, { Host: host });
    expect((await asked('http://rebound.example/simple/', 'localhost')).status).toBe(421);
    expect((await asked('http://localhost@rebound.example/simple/', 'localhost')).status).toBe(421);
    expect((await asked('http:///simple/', 'localhost')).status).toBe(421);
    expect((await asked('/simple/', 'localhost\r\nhOst: rebound.example')).status).toBe(400);
    expect((await asked('/simple/', 'rebound.example\r\nHost: localhost')).status).toBe(400);
  });
});

describe('many connections', () => {
  it('that send their requests byte by byte keep nobody from being served', async () => {
    await Promise.all(
      Array.from({ length: 300 }, (_, number) =>
        open(server.port, 'GET /simple/ HTTP/1.1\r\nHo'.slice(0, number % 25)),
      ),
    );
    await expectOthersServed();
  });

  it('that do not take their answers keep nobody from being served', async () => {
    await Promise.all(
      Array.from({ length: 200 }, async () => {
        const socket = await open(server.port, `GET ${FILE} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
        socket.pause();
      }),
    );
    await expectOthersServed();
  });

  it('at once, a thousand of them, are all answered', async () => {
    const answers = await Promise.all(
      Array.from({ length: 1000 }, () => request(server.port, 'GET', '/simple/six/')),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('without a request, fifteen hundred of them, keep nobody from being served', async () => {
    for (let round = 0; round < 15; round += 1) {
      await Promise.all(Array.from({ length: 100 }, () => open(server.port, '')));
    }
    await expectOthersServed();
    const ended = sockets.filter((socket) => socket.readableEnded || socket.destroyed).length;
    expect(ended).toBeGreaterThan(400);
  });
});

describe('the limit of connections', () => {
  let limited: Server;
  let answerNow: () => void;
  let slowAsked = 0;

  beforeAll(async () => {
    const isTime = new Promise<void>((fulfil) => {
      answerNow = fulfil;
    });
    limited = createServer((asked, response) => {
      if (asked.url === '/slow') {
        slowAsked += 1;
        void isTime.then(() => response.end('late'));
      } else response.end('here');
    });
    limitConnections(limited, { perAddress: 2, total: 10 });
    await new Promise<void>((fulfil) => limited.listen(0, '127.0.0.1', fulfil));
  });

  afterAll(() => limited.close());

  it('ends the one that is idle longest, never one that is being answered', async () => {
    const { port } = limited.address() as AddressInfo;
    const head = 'HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
    const slow = sendRaw(port, `GET /slow ${head}`);
    await expect.poll(() => slowAsked).toBe(1);
    const idle = await open(port, '');
    const idleEnded = new Promise((fulfil) => idle.once('close', fulfil));
    expect((await sendRaw(port, `GET / ${head}`)).toString()).toContain('here');
    await idleEnded;
    const second = sendRaw(port, `GET /slow ${head}`);
    await expect.poll(() => slowAsked).toBe(2);
    expect((await sendRaw(port, `GET / ${head}`)).length).toBe(0);
    answerNow();
    for (const answer of await Promise.all([slow, second])) expect(answer.toString()).toContain('late');
  });
});

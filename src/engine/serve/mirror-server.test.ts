import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MirrorServer, startMirrorServer } from './mirror-server';

const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';
const FILE = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251));
const PATH = 'packages/ab/cd/ef/six-1.0+local-py3-none-any.whl';

let directory: string;
let server: MirrorServer;
let requests: number;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sandgrouse-serve-'));
  for (const folder of ['simple', 'simple/six']) {
    await put(`${folder}/index.html`, `<p>HTML of ${folder}</p>`);
    await put(`${folder}/index.v1_html`, `<p>v1 of ${folder}</p>`);
    await put(`${folder}/index.v1_json`, `{"page":"${folder}"}`);
  }
  await put(PATH, FILE);
  await put(`${PATH}.metadata`, 'Metadata-Version: 2.1\n');
  await writeFile(join(directory, 'secret'), 'secret');
  requests = 0;
  server = await start(null);
});

afterEach(async () => {
  await server.close();
  await rm(directory, { recursive: true, force: true });
});

function start(port: number | null): Promise<MirrorServer> {
  return startMirrorServer({
    directories: [directory],
    port,
    onRequest: () => {
      requests += 1;
    },
  });
}

async function put(path: string, content: string | Buffer): Promise<void> {
  const target = join(directory, 'web', path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, content);
}

const base = (): string => `http://127.0.0.1:${server.port}`;
const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
  fetch(base() + path, { headers, method, redirect: 'manual' });
const FILE_URL = `/${PATH.replace('+', '%2B')}`;

/** Sends bytes as they are: `fetch` would clean the path. */
async function raw(text: string): Promise<string> {
  const socket = connect(server.port, '127.0.0.1');
  socket.write(text);
  const chunks: Buffer[] = [];
  for await (const chunk of socket as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('latin1');
}

describe('a page', () => {
  it.each([
    ['/simple/', JSON_TYPE, JSON_TYPE, '{"page":"simple"}'],
    ['/simple/six/', JSON_TYPE, JSON_TYPE, '{"page":"simple/six"}'],
    ['/simple/six/', 'text/html', 'text/html; charset=utf-8', '<p>HTML of simple/six</p>'],
    [
      '/simple/six/',
      'application/vnd.pypi.simple.latest+html',
      'application/vnd.pypi.simple.v1+html',
      '<p>v1 of simple/six</p>',
    ],
  ])('%s as %s', async (path, accept, contentType, body) => {
    const response = await get(path, { accept });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(contentType);
    expect(response.headers.get('vary')).toBe('Accept, Accept-Encoding');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).toBe(body);
  });

  it('is not sent again to who has it, and is when it changed', async () => {
    const etag = (await get('/simple/six/')).headers.get('etag') ?? '';
    const again = await get('/simple/six/', { 'if-none-match': `"other", W/${etag}` });
    expect([again.status, again.headers.get('etag'), again.headers.get('vary')]).toEqual([
      304,
      etag,
      'Accept, Accept-Encoding',
    ]);
    expect((await get('/simple/six/', { accept: JSON_TYPE, 'if-none-match': etag })).status).toBe(200);
    await put('simple/six/index.html', 'new');
    expect(await (await get('/simple/six/', { 'if-none-match': etag })).text()).toBe('new');
  });

  it('is described to a HEAD as to a GET', async () => {
    const head = await get('/simple/six/', { accept: JSON_TYPE }, 'HEAD');
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '21', '']);
  });

  it('is one of the forms that are there, and 406 names them where none will do', async () => {
    await rm(join(directory, 'web/simple/six/index.v1_json'));
    await rm(join(directory, 'web/simple/six/index.v1_html'));
    const html = await get('/simple/six/', { accept: `${JSON_TYPE}, text/html;q=0.1` });
    expect(html.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const refused = await get('/simple/six/', { accept: JSON_TYPE });
    expect([refused.status, refused.headers.get('vary')]).toEqual([406, 'Accept, Accept-Encoding']);
    expect(await refused.text()).toContain('text/html');
  });

  it.each([
    ['/simple', '/simple/'],
    ['/simple/six', '/simple/six/'],
    ['/simple/SIX/', '/simple/six/'],
  ])('%s redirects to %s, on this server', async (path, location) => {
    const response = await get(path);
    expect([response.status, response.headers.get('location')]).toEqual([301, location]);
  });

  it.each(['/simple/unknown/', '/favicon.ico', '/packages/ab/', '/packages/ab/cd/ef/no.whl'])(
    '%s is not there, and nobody is sent elsewhere',
    async (path) => {
      const response = await get(path);
      expect([response.status, response.headers.get('location')]).toEqual([404, null]);
    },
  );

  it('is whole, however often a sync replaces it', async () => {
    const bodies = [1, 2].map((digit) => String(digit).repeat(200_000 * digit));
    let isDone = false;
    const replacing = (async () => {
      for (let round = 0; !isDone; round += 1) {
        await put('new', bodies[round % 2] ?? '');
        await rename(join(directory, 'web/new'), join(directory, 'web/simple/six/index.html'));
      }
    })();
    const seen = await Promise.all(
      Array.from({ length: 200 }, async () => (await get('/simple/six/')).text()),
    );
    isDone = true;
    await replacing;
    const allowed = [...bodies, '<p>HTML of simple/six</p>'];
    expect(seen.filter((body) => !allowed.includes(body))).toEqual([]);
  });

  it('for people shows how to use the index, and loads nothing from anywhere', async () => {
    const response = await get('/', { accept: 'text/html' });
    const body = await response.text();
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(body).toContain(`pip --isolated install --index-url ${server.indexUrl} `);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

describe('a file', () => {
  it('comes whole, and may be kept for ever', async () => {
    const response = await get(FILE_URL);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(response.headers.get('accept-ranges')).toBe('bytes');
    expect(Buffer.from(await response.arrayBuffer()).equals(FILE)).toBe(true);
  });

  it.each([
    ['bytes=0-9', 0, 9],
    ['bytes=990-', 990, 999],
    ['bytes=-10', 990, 999],
    ['bytes=990-5000', 990, 999],
    ['bytes=-5000', 0, 999],
  ])('comes in part for %s', async (range, first, last) => {
    const response = await get(FILE_URL, { range });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes ${first}-${last}/1000`);
    expect(response.headers.get('content-length')).toBe(String(last - first + 1));
    expect(Buffer.from(await response.arrayBuffer()).equals(FILE.subarray(first, last + 1))).toBe(true);
  });

  it.each(['bytes=1000-', 'bytes=5000-6000', 'bytes=-0'])('does not have %s', async (range) => {
    const response = await get(FILE_URL, { range });
    expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */1000']);
  });

  it.each(['bytes=0-1,5-6', 'pages=1-2', 'bytes=9-1', 'bytes=x'])('comes whole for %s', async (range) => {
    const response = await get(FILE_URL, { range });
    expect([response.status, response.headers.get('content-length')]).toEqual([200, '1000']);
  });

  it('goes on for who names it by its tag, and begins anew when it was replaced', async () => {
    const etag = (await get(FILE_URL, {}, 'HEAD')).headers.get('etag') ?? '';
    expect(etag).toMatch(/^"/);
    expect((await get(FILE_URL, { range: 'bytes=10-', 'if-range': etag })).status).toBe(206);
    const time = new Date(0);
    await utimes(join(directory, 'web', PATH), time, time);
    expect((await get(FILE_URL, { range: 'bytes=10-', 'if-range': etag })).status).toBe(200);
  });

  it('goes on for who names it by its time', async () => {
    const modified = (await get(FILE_URL, {}, 'HEAD')).headers.get('last-modified') ?? '';
    expect((await get(FILE_URL, { range: 'bytes=10-', 'if-range': modified })).status).toBe(206);
    const long = 'Mon, 01 Jan 1990 00:00:00 GMT';
    expect((await get(FILE_URL, { range: 'bytes=10-', 'if-range': long })).status).toBe(200);
  });

  it('is not sent again to who has it', async () => {
    const etag = (await get(FILE_URL, {}, 'HEAD')).headers.get('etag') ?? '';
    expect((await get(FILE_URL, { 'if-none-match': etag })).status).toBe(304);
    expect((await get(FILE_URL, { 'if-match': '"other"' })).status).toBe(412);
  });

  it('has its metadata beside it', async () => {
    const response = await get(`${FILE_URL}.metadata`);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await response.text()).toBe('Metadata-Version: 2.1\n');
  });
});

describe('the server', () => {
  it.each(['POST', 'PUT', 'DELETE', 'PATCH'])('does not answer %s', async (method) => {
    const response = await get('/simple/six/', {}, method);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });

  it.each([
    '/../secret',
    '/packages/../../secret',
    '/packages/%2e%2e/%2e%2e/secret',
    '/packages/..%2f..%2fsecret',
    '/packages/..%5c..%5csecret',
    '/packages/%252e%252e/%252e%252e/secret',
    '/simple/../../secret',
    '/simple/..%2f..%2f..%2fsecret/',
    '//etc/passwd',
    'file:///etc/passwd',
    'secret',
  ])('gives out nothing for %s', async (path) => {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
    expect(answer).not.toContain('secret\n');
    expect(answer).not.toContain('root:');
  });

  it('follows no symbolic link out of the tree', async () => {
    await symlink(join(directory, 'secret'), join(directory, 'web/packages/link'));
    await symlink(directory, join(directory, 'web/packages/folder'));
    await mkdir(join(directory, 'web/simple/linked'));
    await symlink(join(directory, 'secret'), join(directory, 'web/simple/linked/index.html'));
    for (const path of ['/packages/link', '/packages/folder/secret', '/simple/linked/']) {
      expect((await get(path)).status).toBe(404);
    }
  });

  it.each([
    'evil.example',
    'evil.example:80',
    'localhost.evil.example',
    '10.0.0.1',
    '127.0.0.1.evil.example',
    '',
  ])('does not answer to the name "%s"', async (host) => {
    const answer = await raw(`GET /simple/ HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 421 /);
    expect(answer).not.toContain('HTML of');
  });

  it.each(['localhost', 'LOCALHOST:8000', '127.0.0.1', '127.9.9.9:80', '[::1]:80', 'pypi.localhost'])(
    'answers to the name "%s"',
    async (host) => {
      const answer = await raw(`GET /simple/ HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    },
  );

  it('counts its requests', async () => {
    await (await get('/simple/')).text();
    await (await get('/nowhere')).text();
    expect(requests).toBe(2);
  });

  it('names a port that is taken', async () => {
    await expect(start(server.port)).rejects.toMatchObject({
      problem: { code: 'port-taken', parameters: { port: server.port } },
    });
  });

  it('gives its port back when it is closed, also while a client holds on to its connection', async () => {
    const socket = connect(server.port, '127.0.0.1');
    socket.write('GET /simple/ HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await new Promise((fulfil) => socket.once('data', fulfil));
    const closed = new Promise((fulfil) => socket.once('close', fulfil));
    const { port } = server;
    await server.close();
    await closed;
    server = await start(port);
    expect(server.indexUrl).toBe(`http://127.0.0.1:${port}/simple/`);
    expect((await get('/simple/')).status).toBe(200);
  });

  it('does not start before there is something to serve', async () => {
    await rm(join(directory, 'web'), { recursive: true });
    await expect(start(null)).rejects.toMatchObject({ problem: { code: 'nothing-to-serve' } });
  });

  it('is out of order while the mirror is away, and goes on when it is back', async () => {
    await rename(join(directory, 'web'), join(directory, 'away'));
    expect((await get('/simple/six/')).status).toBe(500);
    await rename(join(directory, 'away'), join(directory, 'web'));
    const response = await get(FILE_URL);
    const sha256 = createHash('sha256').update(Buffer.from(await response.arrayBuffer()));
    expect(sha256.digest('hex')).toBe(createHash('sha256').update(FILE).digest('hex'));
  });
});

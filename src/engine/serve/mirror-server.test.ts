import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProblemError } from '../../contract/problem';
import { type MirrorServer, startMirrorServer } from './mirror-server';

const WHEEL = 'packages/aa/bb/cc/sand-1.0+local-py3-none-any.whl';
const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';
const HTML_TYPE = 'application/vnd.pypi.simple.v1+html';
let directory: string;
let server: MirrorServer;
let requests = 0;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sandgrouse-serve-'));
  const put = async (path: string, text: string) => {
    await mkdir(join(directory, path, '..'), { recursive: true });
    await writeFile(join(directory, path), text);
  };
  for (const folder of ['web/simple', 'web/simple/sand']) {
    await put(`${folder}/index.html`, `html of ${folder}`);
    await put(`${folder}/index.v1_html`, `v1 html of ${folder}`);
    await put(`${folder}/index.v1_json`, `{"json": "of ${folder}"}`);
  }
  await put(`web/${WHEEL}`, '0123456789');
  await put(`web/${WHEEL}.metadata`, 'Name: sand\n');
  await put('sandgrouse.toml', 'secret');
  await put('web/packages/.hidden', 'secret');
  await symlink(join(directory, 'sandgrouse.toml'), join(directory, 'web/packages/link.whl'));
  server = await startMirrorServer({ directory, port: null, onRequest: () => (requests += 1) });
});

afterAll(async () => {
  await server.close();
  await rm(directory, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((fulfil, reject) => {
    const request = httpRequest(
      { port: server.port, path, method, headers, host: '127.0.0.1' },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (text: string) => (body += text));
        response.on('end', () =>
          fulfil({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      },
    );
    request.on('error', reject);
    request.end();
  });
}

describe('a page', () => {
  it.each([
    ['pip', `${JSON_TYPE}, ${HTML_TYPE}; q=0.1, text/html; q=0.01`, JSON_TYPE, 'json'],
    ['an old pip', 'text/html', 'text/html; charset=utf-8', 'html of'],
    ['a client that likes v1 HTML best', `${JSON_TYPE};q=0.1, ${HTML_TYPE}`, HTML_TYPE, 'v1 html'],
    ['a client that wants the latest', 'application/vnd.pypi.simple.latest+json', JSON_TYPE, 'json'],
    ['a browser', 'text/html,application/xhtml+xml,*/*;q=0.8', 'text/html; charset=utf-8', 'html of'],
    ['curl', '*/*', 'text/html; charset=utf-8', 'html of'],
  ])('comes in the form that %s asks for', async (_client, accept, contentType, body) => {
    const answer = await ask('/simple/sand/', { accept });
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'content-type': contentType, vary: 'Accept', 'cache-control': 'no-cache' },
    });
    expect(answer.body).toContain(body);
  });

  it('is refused in a form that it does not have', async () => {
    expect((await ask('/simple/sand/', { accept: 'application/xml' })).status).toBe(406);
    expect((await ask('/simple/sand/', { accept: 'text/html;q=0, */*;q=0.1' })).status).toBe(406);
  });

  it('is not sent again while it is the same', async () => {
    const { headers } = await ask('/simple/');
    const again = await ask('/simple/', { 'if-none-match': `"other", W/${String(headers.etag)}` });
    expect(again).toMatchObject({ status: 304, body: '' });
  });

  it.each([
    ['/simple', '/simple/'],
    ['/simple/sand', '/simple/sand/'],
    ['/simple/Sand/', '/simple/sand/'],
    ['/simple/SA_nd', '/simple/sa-nd/'],
  ])('has one address: %s leads to %s', async (path, location) => {
    expect(await ask(path)).toMatchObject({ status: 301, headers: { location } });
  });

  it('of an unknown project is not there, and nobody is sent elsewhere', async () => {
    const answer = await ask('/simple/stone/', { accept: JSON_TYPE });
    expect(answer.status).toBe(404);
    expect(answer.headers.location).toBeUndefined();
  });

  it('answers HEAD with the head alone, and refuses to be changed', async () => {
    expect(await ask('/simple/sand/', {}, 'HEAD')).toMatchObject({ status: 200, body: '' });
    expect(await ask('/simple/sand/', {}, 'PUT')).toMatchObject({
      status: 405,
      headers: { allow: 'GET, HEAD' },
    });
  });
});

describe('a file', () => {
  it('comes whole, and may be kept for good', async () => {
    const answer = await ask(`/${WHEEL.replace('+', '%2B')}`);
    expect(answer).toMatchObject({ status: 200, body: '0123456789', headers: { 'accept-ranges': 'bytes' } });
    expect(answer.headers['cache-control']).toContain('immutable');
  });

  it('has its metadata beside it', async () => {
    expect(await ask(`/${WHEEL}.metadata`)).toMatchObject({ status: 200, body: 'Name: sand\n' });
  });

  it.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=10-', 416, undefined, 'bytes */10'],
  ])('comes in parts: %s', async (range, status, body, contentRange) => {
    const answer = await ask(`/${WHEEL}`, { range });
    expect(answer).toMatchObject({ status, headers: { 'content-range': contentRange } });
    if (body !== undefined) expect(answer.body).toBe(body);
  });

  it('comes whole when it is not the one that a part was kept of', async () => {
    const { headers } = await ask(`/${WHEEL}`);
    const etag = String(headers.etag);
    expect(etag).not.toMatch(/^W\//);
    expect((await ask(`/${WHEEL}`, { range: 'bytes=5-', 'if-range': etag })).status).toBe(206);
    expect(await ask(`/${WHEEL}`, { range: 'bytes=5-', 'if-range': '"other"' })).toMatchObject({
      status: 200,
    });
  });
});

/** Sends a request line as it is: clients clean paths before they send them. */
function askRaw(target: string, host = '127.0.0.1'): Promise<string> {
  return new Promise((fulfil, reject) => {
    const socket = connect(server.port, '127.0.0.1');
    let text = '';
    socket.on('data', (data) => (text += data.toString()));
    socket.on('end', () => fulfil(text));
    socket.on('error', reject);
    socket.write(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  });
}

describe('a hostile request', () => {
  it.each([
    '/../sandgrouse.toml',
    '/packages/../../sandgrouse.toml',
    '/packages/%2e%2e/%2e%2e/sandgrouse.toml',
    '/packages/..%2f..%2fsandgrouse.toml',
    '/packages/..%5c..%5csandgrouse.toml',
    '/packages//etc/passwd',
    '/packages/.hidden',
    '/packages/%00',
    '/packages/%',
    '/simple/../../sandgrouse.toml',
    '/simple/%2e%2e/',
    '//etc/passwd',
    'http://elsewhere.example/simple/',
    '/packages/link.whl',
  ])('gets nothing: %s', async (target) => {
    const answer = await askRaw(target);
    expect(answer).toMatch(/^HTTP\/1\.1 (?:404|400) /);
    expect(answer).not.toContain('secret');
  });

  it('by a foreign name is misdirected', async () => {
    expect(await askRaw('/simple/', 'evil.example')).toMatch(/^HTTP\/1\.1 421 /);
    expect(await askRaw('/simple/', 'localhost:8080')).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('the server', () => {
  it('says which port is taken', async () => {
    const { port } = server;
    const second = startMirrorServer({ directory, port, onRequest: () => undefined });
    await expect(second).rejects.toMatchObject({ problem: { code: 'port-taken', parameters: { port } } });
  });

  it('refuses a folder that has nothing to serve', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'sandgrouse-empty-'));
    const starting = startMirrorServer({ directory: empty, port: null, onRequest: () => undefined });
    await expect(starting).rejects.toBeInstanceOf(ProblemError);
    await rm(empty, { recursive: true });
  });

  it('counts what it answers', async () => {
    const before = requests;
    await ask('/');
    expect(requests).toBe(before + 1);
  });
});

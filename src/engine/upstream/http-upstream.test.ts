import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { type LyingIndex, startLyingIndex } from '../../../testing/lying-index/lying-index';
import { startPlainServer } from '../../../testing/plain-server';
import {
  createMemoryCache,
  openTestUpstream,
  problemFrom,
  type UpstreamFixture,
} from '../../../testing/upstream-fixture';
import { normalizeName } from '../../python-packaging/name';
import type { CachedPage, ProjectAnswer, Upstream } from './upstream';

const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';
const { signal } = new AbortController();
const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function open(url: string, pageCache = createMemoryCache()): UpstreamFixture {
  const upstream = openTestUpstream(url, pageCache);
  closers.push(upstream.close);
  return upstream;
}

async function lyingIndex(options: { readonly htmlOnly?: boolean } = {}): Promise<LyingIndex> {
  const index = await startLyingIndex({ wheels: [{ name: 'Sand', version: '1.0' }], ...options });
  closers.push(index.close);
  return index;
}

async function serve(listener: RequestListener): Promise<string> {
  const server = await startPlainServer(listener);
  closers.push(server.close);
  return server.url;
}

function read(upstream: Upstream, project = 'sand'): Promise<ProjectAnswer> {
  return upstream.readProject(normalizeName(project), { signal });
}

async function urlsOf(upstream: Upstream): Promise<readonly string[]> {
  const answer = await read(upstream);
  return answer.kind === 'found' ? answer.page.files.map((file) => file.url) : [];
}

const page = (files: readonly object[], name = 'sand'): string =>
  JSON.stringify({ meta: { 'api-version': '1.1' }, name, files });
const sendJson =
  (body: string): RequestListener =>
  (_request, response) =>
    response.writeHead(200, { 'content-type': JSON_TYPE }).end(body);
const sendHtml =
  (body: string, contentType = 'text/html; charset=utf-8'): RequestListener =>
  (_request, response) =>
    response.writeHead(200, { 'content-type': contentType }).end(body);

describe('a project page', () => {
  it('is asked for as JSON first, by the normalised name, and says who asks', async () => {
    let asked: { url: string | undefined; accept: string | undefined; agent: string | undefined } | null =
      null;
    const url = await serve(({ url: path, headers }, response) => {
      asked = { url: path, accept: headers.accept, agent: headers['user-agent'] };
      response.writeHead(200, { 'content-type': JSON_TYPE }).end(page([], 'sand-dune'));
    });
    await read(open(url.slice(0, -1)), 'Sand_Dune');
    expect(asked).toEqual({
      url: '/sand-dune/',
      accept: `${JSON_TYPE}, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1`,
      agent: 'sandgrouse/1.2.3',
    });
  });

  it('lists the same addresses in JSON and in HTML', async () => {
    const json = await lyingIndex();
    const html = await lyingIndex({ htmlOnly: true });
    const [fromJson] = await urlsOf(open(json.url));
    const [fromHtml] = await urlsOf(open(html.url));
    expect(fromJson).toMatch(/^http:.*\/packages\/.*\/sand-1\.0-py3-none-any\.whl$/);
    expect(fromHtml?.replace(String(html.port), String(json.port))).toBe(fromJson);
  });

  it('may come in gzip', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': JSON_TYPE, 'content-encoding': 'gzip' });
      response.end(gzipSync(page([{ filename: 'a.whl', url: 'a.whl', hashes: {} }])));
    });
    expect(await urlsOf(open(url))).toEqual([`${url}sand/a.whl`]);
  });

  it('resolves links against its base, and against where it was redirected to', async () => {
    const url = await serve(({ url: path }, response) => {
      if (path === '/sand/') response.writeHead(301, { location: '/moved/sand/' }).end();
      else
        sendHtml('<base href="/files/"><a href="a.whl">a</a><a href="../b.whl">b</a>')(
          null as never,
          response,
        );
    });
    expect(await urlsOf(open(url))).toEqual([`${url}files/a.whl`, `${url}b.whl`]);
    const plain = await serve(({ url: path }, response) => {
      if (path === '/sand/') response.writeHead(301, { location: '/moved/sand/' }).end();
      else sendHtml('<a href="a.whl#sha256=00">a</a>')(null as never, response);
    });
    expect(await urlsOf(open(plain))).toEqual([`${plain}moved/sand/a.whl`]);
  });

  it('that is gone (410) makes the project unknown, at once', async () => {
    const upstream = open(await serve((_request, response) => response.writeHead(410).end()));
    expect(await read(upstream)).toEqual({ kind: 'unknown' });
    expect(upstream.clock.sleeps).toEqual([]);
  });

  it('that is not there (404) makes the project unknown when it was asked for twice', async () => {
    let asked = 0;
    const url = await serve((_request, response) => {
      asked += 1;
      response.writeHead(404).end();
    });
    const upstream = open(url);
    expect(await read(upstream)).toEqual({ kind: 'unknown' });
    expect([asked, upstream.clock.sleeps]).toEqual([2, [375]]);
  });

  it.each<readonly [string, RequestListener, string]>([
    ['has another content type', sendHtml('hello', 'text/plain'), 'text/plain'],
    ['belongs to another project', sendJson(page([], 'stone')), 'stone'],
    ['leads to a local file', sendHtml('<a href="file:///etc/a.whl">a</a>'), 'a.whl'],
    ['leads to a script', sendJson(page([{ filename: 'a.whl', url: 'javascript:1', hashes: {} }])), 'a.whl'],
    ['is nested very deep', sendJson('['.repeat(1_000_000)), 'JSON'],
  ])('that %s is refused by name', async (_what, listener, word) => {
    const url = await serve(listener);
    const problem = await problemFrom(read(open(url)));
    expect(problem).toMatchObject({ code: 'upstream-page-invalid', parameters: { url: `${url}sand/` } });
    expect(JSON.stringify(problem)).toContain(word);
  });

  it('that unpacks to no end is given up', async () => {
    const megabyte = Buffer.alloc(1024 * 1024);
    const bomb = gzipSync(Buffer.concat(Array.from({ length: 65 }, () => megabyte)));
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': JSON_TYPE, 'content-encoding': 'gzip' }).end(bomb);
    });
    const upstream = open(url);
    expect(await problemFrom(read(upstream))).toMatchObject({ code: 'upstream-page-too-large' });
    expect(upstream.clock.sleeps).toEqual([]);
  });

  it('that redirects in a circle is tried once more and given up', async () => {
    const index = await lyingIndex();
    index.faults.add('/simple/sand/', { kind: 'redirect', location: '/simple/sand/' });
    expect(await problemFrom(read(open(index.url)))).toMatchObject({ code: 'upstream-redirect-refused' });
    expect(index.requests).toHaveLength(22);
  });

  it('stops being waited for when asked to, with the reason given', async () => {
    const controller = new AbortController();
    const url = await serve(() => controller.abort('pause'));
    const upstream = open(url);
    await expect(upstream.readProject(normalizeName('sand'), { signal: controller.signal })).rejects.toBe(
      'pause',
    );
    expect(upstream.events).toEqual([]);
  });
});

describe('asking again later', () => {
  it('is conditional, and an unchanged page is not sent', async () => {
    const index = await lyingIndex();
    const pages = new Map<string, CachedPage>();
    const first = await read(open(index.url, createMemoryCache(pages)));
    const second = await read(open(index.url, createMemoryCache(pages)));
    expect(index.requests.map((request) => request.conditional)).toEqual([false, true]);
    expect(second).toEqual({ ...first, source: 'unchanged' });
  });

  it('goes by the date where there is no ETag', async () => {
    const date = 'Wed, 21 Oct 2015 07:28:00 GMT';
    const conditions: (string | undefined)[] = [];
    const url = await serve(({ headers }, response) => {
      conditions.push(headers['if-modified-since']);
      if (headers['if-modified-since'] === date) response.writeHead(304).end();
      else response.writeHead(200, { 'content-type': JSON_TYPE, 'last-modified': date }).end(page([]));
    });
    const cache = createMemoryCache();
    await read(open(url, cache));
    expect(await read(open(url, cache))).toMatchObject({ kind: 'found', source: 'unchanged' });
    expect(conditions).toEqual([undefined, date]);
  });

  it('never takes the answer of one index for that of another on the same host', async () => {
    const url = await serve(({ url: path, headers }, response) => {
      if (headers['if-none-match'] !== undefined) response.writeHead(304).end();
      else
        response
          .writeHead(200, { 'content-type': JSON_TYPE, etag: '"1"' })
          .end(page([{ filename: 'a.whl', url: `${path}a.whl`, hashes: {} }]));
    });
    const cache = createMemoryCache();
    await read(open(`${url}one/`, cache));
    expect(await urlsOf(open(`${url}two/`, cache))).toEqual([`${url}two/sand/a.whl`]);
  });

  it('is unconditional where the kept answer cannot be read any more', async () => {
    const index = await lyingIndex();
    const pages = new Map<string, CachedPage>();
    await read(open(index.url, createMemoryCache(pages)));
    const kept = pages.get('sand');
    if (kept === undefined) throw new Error('nothing was kept');
    pages.set('sand', { ...kept, body: '{}' });
    expect(await read(open(index.url, createMemoryCache(pages)))).toMatchObject({ source: 'upstream' });
    expect(index.requests.map((request) => request.conditional)).toEqual([false, false]);
  });
});

describe('an upstream in trouble', () => {
  it('is asked again after as long as it says, in seconds or as a date, and never at once', async () => {
    const index = await lyingIndex();
    const upstream = open(index.url);
    const soon = new Date(Math.ceil(upstream.clock.now() / 1000) * 1000 + 60_000).toUTCString();
    for (const retryAfter of ['30', soon, '0']) {
      index.faults.add(
        '/simple/sand/',
        { kind: 'status', status: 503, headers: { 'retry-after': retryAfter } },
        1,
      );
    }
    expect(await read(upstream)).toMatchObject({ kind: 'found' });
    const [seconds, date, zero] = upstream.clock.sleeps;
    expect(seconds).toBe(30_000);
    expect(date).toBeGreaterThan(55_000);
    expect(date).toBeLessThanOrEqual(61_000);
    expect(zero).toBe(1500);
  });

  it.each<readonly [string, number, string | undefined, string]>([
    ['refuses', 403, undefined, 'upstream-credentials'],
    ['wants a password', 401, undefined, 'upstream-credentials'],
    ['wants to be left alone for hours', 429, '7200', 'upstream-status'],
  ])('that %s is not asked again', async (_what, status, retryAfter, code) => {
    const index = await lyingIndex();
    const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
    index.faults.add('/simple/sand/', { kind: 'status', status, headers });
    const upstream = open(index.url);
    expect(await problemFrom(read(upstream))).toMatchObject({
      code,
      parameters: { status },
    });
    expect(upstream.clock.sleeps).toEqual([]);
  });

  it('is waited for in the open', async () => {
    const index = await lyingIndex();
    index.faults.add('/simple/sand/', { kind: 'reset' }, 1);
    const upstream = open(index.url);
    await read(upstream);
    const subject = `${index.url}sand/`;
    expect(upstream.events).toMatchObject([
      {
        type: 'waiting-started',
        waiting: { subject, attempt: 1, problem: { code: 'upstream-unreachable' } },
      },
      { type: 'waiting-ended', subject },
    ]);
  });
});

describe('the address of an upstream', () => {
  it.each([
    ['no address', 'an address'],
    ['ftp://index.example/simple', 'neither'],
    ['https://index.example/simple?a=b', '?'],
    ['file://server/share', 'slashes'],
    ['https://person:secret@index.example/simple', 'password'],
  ])('"%s" is refused', async (url, word) => {
    const problem = await problemFrom(Promise.resolve().then(() => open(url)));
    expect(problem.code).toBe('upstream-url-invalid');
    expect(JSON.stringify(problem)).toContain(word);
    expect(JSON.stringify(problem)).not.toContain('secret');
  });
});

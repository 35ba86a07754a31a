import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWheel } from '../../../../testing/wheel-builder';
import { normalizeName } from '../../../python-packaging/name';
import { negotiate, PAGE_FORMS } from '../negotiate';
import { type RawAnswer, request } from '../testing/raw-request';
import { pathOfWheel, writeMirror } from '../testing/write-mirror';
import { listAcceptPatterns } from './accept-patterns';
import { caddyConfiguration } from './caddy';
import { nginxConfiguration } from './nginx';
import { hasWebServer, startWebServer, WEB_SERVERS, type WebServer } from './testing/start-web-server';

const WHEEL = buildWheel({ name: 'sand-grouse', version: '1.0+local', salt: 'x'.repeat(3000) });
const FILE = `/${pathOfWheel(WHEEL).replace('+', '%2B')}`;
const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';
const V1_HTML_TYPE = 'application/vnd.pypi.simple.v1+html';
const HTML_TYPE = 'text/html; charset=utf-8';
const PIP = `${JSON_TYPE}, ${V1_HTML_TYPE}; q=0.1, text/html; q=0.01`;

/** Names as people write them, and as nobody does. */
const SPELLINGS = [
  'Foo.Bar_baz',
  'foo.-_bar...baz',
  'FOO__BAR--BAZ',
  'SQLALCHEMY',
  'The_Quick.Brown-FOX_JUMPS.OVER-THE_LAZY.DOG',
  'a.b_c-d.e_f-g.h_i-j.k_l-m.n_o-p',
  'A.B_C-D.E_F-G.H_I-J.K_L-M.N_O-P',
  '0.0_0',
  'A'.repeat(40),
  'A'.repeat(100),
  'aB'.repeat(50),
  `${'Z.'.repeat(49)}ZZ`,
  `a${'._-'.repeat(32)}A`,
];

/** What an Accept header gets. */
const ACCEPTED: readonly (readonly [string, string | null])[] = [
  ['', HTML_TYPE],
  ['*/*', HTML_TYPE],
  ['text/html, */*; q=0.01', HTML_TYPE],
  [PIP, JSON_TYPE],
  [PIP.replaceAll(' ', ''), JSON_TYPE],
  [PIP.toUpperCase(), JSON_TYPE],
  [`${JSON_TYPE}, ${V1_HTML_TYPE};q=0.2, text/html;q=0.01`, JSON_TYPE],
  ['application/vnd.pypi.simple.latest+json', JSON_TYPE],
  ['application/vnd.pypi.simple.latest+html', V1_HTML_TYPE],
  [V1_HTML_TYPE, V1_HTML_TYPE],
  [`${JSON_TYPE};q=0.3, ${V1_HTML_TYPE};q=0.7`, V1_HTML_TYPE],
  [`${JSON_TYPE};q=0.2, text/html;q=0.9`, HTML_TYPE],
  [`${JSON_TYPE};q=0.05, */*;q=0`, JSON_TYPE],
  [`${JSON_TYPE};q=0, text/html`, HTML_TYPE],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8', HTML_TYPE],
  ['application/json', null],
  ['application/vnd.pypi.simple.v2+json', null],
  [`${JSON_TYPE}5`, null],
  [`x${JSON_TYPE}`, null],
  [`${JSON_TYPE};q=0`, null],
];

describe('the patterns for an Accept header', () => {
  it.each(ACCEPTED.filter(([accept]) => accept !== ''))('"%s" decide as the server does', (accept) => {
    const found = listAcceptPatterns().find(({ pattern }) =>
      new RegExp(pattern.replace('(?i)', ''), 'i').test(accept),
    );
    expect(found?.filename).toBe(negotiate(accept, PAGE_FORMS)?.filename);
  });
});

describe.each(WEB_SERVERS.filter(hasWebServer))('%s with our configuration', (name) => {
  let folder: string;
  let server: WebServer;
  const ask = (target: string, headers = {}, method = 'GET'): Promise<RawAnswer> =>
    request(server.port, method, target, headers);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), `sandgrouse " $home; #' ünï-`));
    await writeMirror(folder, [
      { name: 'sand-grouse', files: [{ wheel: WHEEL }] },
      { name: 'six', files: [] },
    ]);
    server = await startWebServer(name, folder);
  }, 60_000);

  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(ACCEPTED)('gives to "%s" a page of type %s', async (accept, type) => {
    const headers = accept === '' ? {} : { Accept: accept };
    for (const target of ['/simple/', '/simple/sand-grouse/']) {
      const { status, headers: answered, body } = await ask(target, headers);
      expect(status).toBe(type === null ? 406 : 200);
      if (type === null) continue;
      expect(answered.get('content-type')).toBe(type);
      expect(body.toString().startsWith('{')).toBe(type === JSON_TYPE);
      expect(answered.get('cache-control')).toBe('no-cache');
    }
  });

  it('lets no cache mix the forms of a page, and answers 304', async () => {
    const { headers } = await ask('/simple/six/', { Accept: JSON_TYPE });
    expect(headers.get('vary')).toMatch(/accept(?:,|$)/i);
    const { status } = await ask('/simple/six/', {
      Accept: JSON_TYPE,
      'If-None-Match': headers.get('etag') ?? '',
    });
    expect(status).toBe(304);
    expect((await ask('/simple/six/', { 'If-None-Match': headers.get('etag') ?? '' })).status).toBe(200);
  });

  it('compresses pages, and no file', async () => {
    const gzip = { 'Accept-Encoding': 'gzip', Accept: JSON_TYPE };
    const whole = await ask('/simple/sand-grouse/', { Accept: JSON_TYPE });
    const packed = await ask('/simple/sand-grouse/', gzip);
    if (whole.body.length > 1024) {
      expect(packed.headers.get('content-encoding')).toBe('gzip');
      expect(gunzipSync(unchunk(packed))).toEqual(whole.body);
    }
    expect((await ask(FILE, gzip)).headers.has('content-encoding')).toBe(false);
  });

  it.each<readonly [target: string, location: string]>([
    ['/simple', '/simple/'],
    ['/simple/six', '/simple/six/'],
    ['/simple/Sand_.Grouse/', '/simple/sand-grouse/'],
    ['/simple/SAND--grouse', '/simple/sand-grouse/'],
    ['/simple/Sand%5FGrouse/?a=b', '/simple/sand-grouse/'],
    ...SPELLINGS.flatMap((name) => {
      const location = `/simple/${normalizeName(name) ?? ''}/`;
      return [
        [`/simple/${name}/`, location],
        [`/simple/${name}`, location],
      ] as const;
    }),
  ])('leads from %s to %s at once', async (target, location) => {
    const { status, headers } = await ask(target);
    expect([status, headers.get('location')]).toEqual([301, location]);
    if (/six|sand/.test(location)) expect((await ask(location)).status).toBe(200);
  });

  it.each([
    '_six',
    'six_',
    '..',
    '-',
    'A',
    '__',
    'sand grouse',
    'sänd',
    '\u212a',
    'a/B/c',
    `${'A'.repeat(101)}!`,
  ])('leads from "%s" to no page that is another', async (name) => {
    const { status, headers } = await ask(`/simple/${encodeURIComponent(name)}/`);
    if (name === 'A') expect([status, headers.get('location')]).toEqual([301, '/simple/a/']);
    else expect([status, headers.has('location')]).toEqual([404, false]);
  });

  it('gives files for ever, by ranges too', async () => {
    const { status, headers, body } = await ask(FILE);
    expect(status).toBe(200);
    expect(body).toEqual(WHEEL.content);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(headers.get('content-type')).toBe('application/zip');
    const range = await ask(FILE, { Range: 'bytes=-10' });
    expect([range.status, range.body]).toEqual([206, WHEEL.content.subarray(-10)]);
    const size = WHEEL.content.length;
    expect((await ask(FILE, { Range: `bytes=${size}-` })).status).toBe(416);
    const stale = await ask(FILE, { Range: 'bytes=0-3', 'If-Range': '"other"' });
    expect([stale.status, stale.body.length]).toEqual([200, size]);
    expect((await ask(FILE, {}, 'HEAD')).headers.get('content-length')).toBe(String(size));
    const metadata = await ask(`${FILE}.metadata`);
    expect(metadata.body).toEqual(WHEEL.metadata);
    expect(metadata.headers.get('content-type')).toMatch(/^text\/plain/);
  });

  it.each([
    '/',
    '/simple/nothing/',
    '/simple/six/index.html',
    '/simple/../sandgrouse.toml',
    '/packages/',
    '/packages/..%2f..%2fetc/passwd',
    '/packages/%2e%2e/%2e%2e/sandgrouse.toml',
    `${FILE}.asc`,
    FILE.slice(0, FILE.lastIndexOf('/') + 1),
    FILE.slice(0, FILE.lastIndexOf('/')),
  ])('has nothing at %s, and sends nobody elsewhere', async (target) => {
    const { status, headers } = await ask(target);
    expect([400, 404]).toContain(status);
    expect(headers.has('location')).toBe(false);
    expect(headers.get('cache-control') ?? '').not.toContain('immutable');
  });

  it('takes no other method', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) {
      expect((await ask('/simple/six/', {}, method)).status).toBe(405);
    }
  });
});

describe('a folder whose name no configuration can hold', () => {
  it.each([
    [nginxConfiguration, '/srv/two\nlines'],
    [caddyConfiguration, '/srv/two\nlines'],
    [caddyConfiguration, '/srv/{env.HOME}'],
    [nginxConfiguration, 'mirror'],
  ])('is refused by name', (configure, directory) => {
    expect(() => configure({ directory, port: 8080 })).toThrowError(
      expect.objectContaining({
        problem: expect.objectContaining({ code: 'serve-config-refused' }) as unknown,
      }),
    );
  });
});

function unchunk({ headers, body }: RawAnswer): Buffer {
  if (headers.get('transfer-encoding') !== 'chunked') return body;
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.subarray(at, end).toString(), 16);
    if (!(size > 0)) return Buffer.concat(parts);
    parts.push(body.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}

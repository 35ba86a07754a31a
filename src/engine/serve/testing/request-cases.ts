import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { buildWheel } from '../../../../testing/wheel-builder';
import { type RawAnswer, request } from './raw-request';
import { pathOfWheel, writeMirror } from './write-mirror';

/**
 * Requests and what has to be in their answers. Words such as FILE_TAG stand for what only the server can know.
 * The table is for the server of the engine, and for the one that travels in a bundle.
 */

const WHEELS = ['1.0', '1.1', '1.2', '2.0'].map((version) =>
  buildWheel({ name: 'six', version, salt: 'x'.repeat(800) }),
);
const [WHEEL] = WHEELS as [ReturnType<typeof buildWheel>];
const LOCAL = buildWheel({ name: 'six', version: '3.0+local' });
const SIZE = WHEEL.content.length;

export const WHEEL_BYTES: Buffer = WHEEL.content;
export const FILE = `/${pathOfWheel(WHEEL)}`;
export const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';
export const V1_HTML_TYPE = 'application/vnd.pypi.simple.v1+html';
export const HTML_TYPE = 'text/html; charset=utf-8';
export const VARY = 'Accept, Accept-Encoding';
const KEPT = 'public, max-age=31536000, immutable';
const LONG_AGO = 'Mon, 01 Jan 1990 00:00:00 GMT';
const LATER = 'Fri, 01 Jan 2100 00:00:00 GMT';
const METHODS = 'GET, HEAD, OPTIONS';

export const PIP = {
  Accept: `${JSON_TYPE}, ${V1_HTML_TYPE}; q=0.1, text/html; q=0.01`,
  'Accept-Encoding': 'gzip, deflate',
};

type Headers = Readonly<Record<string, string>>;
/** What has to be in the answer; `null`: the header must not be there. */
type Expected = Readonly<Record<string, string | null>>;
export type Case = readonly [
  method: string,
  target: string,
  headers: Headers,
  status: number,
  expected: Expected,
];

/** The mirror that the requests are for. */
export function writeTableMirror(directory: string): Promise<void> {
  return writeMirror(directory, [
    { name: 'six', files: [...WHEELS, LOCAL].map((wheel) => ({ wheel })) },
    { name: 'sand-grouse', files: [] },
  ]);
}

export const PAGES: readonly Case[] = [
  ['GET', '/simple/', {}, 200, { 'content-type': HTML_TYPE, vary: VARY, 'cache-control': 'no-cache' }],
  ['GET', '/simple/', { Accept: JSON_TYPE }, 200, { 'content-type': JSON_TYPE, vary: VARY }],
  [
    'GET',
    '/simple/six/',
    PIP,
    200,
    { 'content-type': JSON_TYPE, 'content-encoding': 'gzip', etag: 'GZIP_TAG' },
  ],
  ['GET', '/simple/six/', {}, 200, { 'content-type': HTML_TYPE, 'content-encoding': null, etag: 'PAGE_TAG' }],
  ['GET', '/simple/six/', { Accept: V1_HTML_TYPE }, 200, { 'content-type': V1_HTML_TYPE }],
  [
    'GET',
    '/simple/six/',
    { Accept: 'application/vnd.pypi.simple.latest+json' },
    200,
    { 'content-type': JSON_TYPE },
  ],
  [
    'GET',
    '/simple/six/',
    { Accept: 'application/vnd.pypi.simple.latest+html' },
    200,
    { 'content-type': V1_HTML_TYPE },
  ],
  [
    'GET',
    '/simple/six/',
    { Accept: `${JSON_TYPE};q=0.2, text/html;q=0.3` },
    200,
    { 'content-type': HTML_TYPE },
  ],
  [
    'GET',
    '/simple/six/',
    { Accept: `text/html;q=0, ${JSON_TYPE};q=0.001` },
    200,
    { 'content-type': JSON_TYPE },
  ],
  ['GET', '/simple/six/?format=application/json', {}, 200, { 'content-type': HTML_TYPE }],
  [
    'GET',
    '/simple/six/',
    { Accept: 'image/png' },
    406,
    { 'content-type': 'text/plain; charset=utf-8', vary: VARY },
  ],
  [
    'HEAD',
    '/simple/six/',
    { Accept: 'application/vnd.pypi.simple.v2+json' },
    406,
    { vary: VARY, etag: null },
  ],
  ['GET', '/simple/six/', { 'Accept-Encoding': 'br' }, 200, { 'content-encoding': 'br', vary: VARY }],
  ['GET', '/simple/six/', { 'Accept-Encoding': 'gzip;q=0' }, 200, { 'content-encoding': null }],
  [
    'HEAD',
    '/simple/six/',
    PIP,
    200,
    { 'content-encoding': 'gzip', etag: 'GZIP_TAG', 'cache-control': 'no-cache' },
  ],
  [
    'GET',
    '/simple/six/',
    { 'If-None-Match': 'PAGE_TAG' },
    304,
    { etag: 'PAGE_TAG', vary: VARY, 'cache-control': 'no-cache' },
  ],
  [
    'GET',
    '/simple/six/',
    { ...PIP, 'If-None-Match': 'GZIP_TAG' },
    304,
    { etag: 'GZIP_TAG', 'content-type': null },
  ],
  ['GET', '/simple/six/', { 'If-None-Match': 'GZIP_TAG' }, 200, { etag: 'PAGE_TAG' }],
  ['GET', '/simple/six/', { 'If-None-Match': 'JSON_TAG' }, 200, { etag: 'PAGE_TAG' }],
  ['GET', '/simple/six/', { 'If-None-Match': '"a", W/PAGE_TAG' }, 304, {}],
  ['HEAD', '/simple/six/', { 'If-None-Match': '*' }, 304, {}],
  ['GET', '/simple/six/', { 'If-Modified-Since': LATER }, 200, { 'last-modified': null }],
  ['GET', '/simple/six/', { 'If-Match': '"other"' }, 412, {}],
  ['GET', '/simple/six/', { Range: 'bytes=0-9' }, 200, { 'accept-ranges': null, 'content-range': null }],
  ['GET', '/simple', {}, 301, { location: '/simple/' }],
  ['GET', '/simple/six', {}, 301, { location: '/simple/six/' }],
  ['HEAD', '/simple/SIX/', {}, 301, { location: '/simple/six/' }],
  ['GET', '/simple/Sand._-Grouse', {}, 301, { location: '/simple/sand-grouse/' }],
  ['GET', '/simple/%73ix/', {}, 200, {}],
  ['GET', '/simple/unknown/', PIP, 404, { vary: VARY, 'cache-control': 'no-cache', location: null }],
  ['GET', '/simple/six/index.html', {}, 404, {}],
  ['GET', '/simple/six/../six/', {}, 404, {}],
  ['GET', '//simple/', {}, 404, { location: null }],
];

export const FILES: readonly Case[] = [
  [
    'GET',
    FILE,
    {},
    200,
    {
      'content-type': 'application/zip',
      'cache-control': KEPT,
      'accept-ranges': 'bytes',
      etag: 'FILE_TAG',
      'last-modified': 'FILE_TIME',
      vary: null,
    },
  ],
  ['HEAD', FILE, {}, 200, { 'content-length': String(SIZE), etag: 'FILE_TAG' }],
  [
    'GET',
    FILE,
    { 'Accept-Encoding': 'gzip, br' },
    200,
    { 'content-encoding': null, 'content-length': String(SIZE) },
  ],
  ['GET', FILE, { Accept: 'text/html;q=0' }, 200, {}],
  ['GET', FILE, { Range: 'bytes=0-0' }, 206, { 'content-range': `bytes 0-0/${SIZE}`, 'content-length': '1' }],
  [
    'GET',
    FILE,
    { Range: 'bytes=10-' },
    206,
    { 'content-range': `bytes 10-${SIZE - 1}/${SIZE}`, etag: 'FILE_TAG' },
  ],
  ['GET', FILE, { Range: 'bytes=-10' }, 206, { 'content-range': `bytes ${SIZE - 10}-${SIZE - 1}/${SIZE}` }],
  ['GET', FILE, { Range: 'bytes=-16384' }, 206, { 'content-range': `bytes 0-${SIZE - 1}/${SIZE}` }],
  ['GET', FILE, { Range: 'bytes=5-99999999' }, 206, { 'content-range': `bytes 5-${SIZE - 1}/${SIZE}` }],
  ['HEAD', FILE, { Range: 'bytes=0-9' }, 200, { 'content-range': null, 'content-length': String(SIZE) }],
  [
    'GET',
    FILE,
    { Range: `bytes=${SIZE}-` },
    416,
    { 'content-range': `bytes */${SIZE}`, 'cache-control': 'no-cache' },
  ],
  ['GET', FILE, { Range: 'bytes=-0' }, 416, { 'content-range': `bytes */${SIZE}` }],
  ['GET', FILE, { Range: 'bytes=0-1,4-5' }, 200, { 'content-range': null, 'content-length': String(SIZE) }],
  ['GET', FILE, { Range: 'bytes=9-1' }, 200, { 'content-range': null }],
  ['GET', FILE, { Range: 'lines=1-2' }, 200, { 'content-range': null }],
  [
    'GET',
    FILE,
    { Range: 'bytes=10-', 'If-Range': 'FILE_TAG' },
    206,
    { 'content-range': `bytes 10-${SIZE - 1}/${SIZE}` },
  ],
  ['GET', FILE, { Range: 'bytes=10-', 'If-Range': 'FILE_TIME' }, 206, {}],
  [
    'GET',
    FILE,
    { Range: 'bytes=10-', 'If-Range': '"other"' },
    200,
    { 'content-range': null, 'content-length': String(SIZE) },
  ],
  ['GET', FILE, { Range: 'bytes=10-', 'If-Range': 'W/FILE_TAG' }, 200, {}],
  ['GET', FILE, { Range: 'bytes=10-', 'If-Range': LONG_AGO }, 200, {}],
  ['GET', FILE, { Range: `bytes=${SIZE}-`, 'If-Range': '"other"' }, 200, {}],
  ['GET', FILE, { 'If-None-Match': 'FILE_TAG' }, 304, { 'cache-control': KEPT, etag: 'FILE_TAG' }],
  ['GET', FILE, { 'If-None-Match': 'FILE_TAG', Range: 'bytes=0-9' }, 304, { 'content-range': null }],
  ['GET', FILE, { 'If-None-Match': '"other"', 'If-Modified-Since': LATER }, 200, {}],
  ['GET', FILE, { 'If-Modified-Since': 'FILE_TIME' }, 304, {}],
  ['GET', FILE, { 'If-Modified-Since': LONG_AGO }, 200, {}],
  ['GET', FILE, { 'If-Unmodified-Since': LONG_AGO }, 412, { 'cache-control': 'no-cache' }],
  ['GET', FILE, { 'If-Match': 'FILE_TAG' }, 200, {}],
  [
    'GET',
    `${FILE}.metadata`,
    {},
    200,
    { 'content-type': 'text/plain; charset=utf-8', 'cache-control': KEPT },
  ],
  ['GET', `${FILE}?download=1`, {}, 200, {}],
  ['GET', `/${pathOfWheel(LOCAL)}`, {}, 200, {}],
  ['GET', `/${pathOfWheel(LOCAL).replace('+', '%2B')}`, {}, 200, {}],
  ['GET', '/packages/aa/bb/cc/none-1.0.tar.gz', {}, 404, { 'cache-control': 'no-cache', location: null }],
  ['GET', '/packages/', {}, 404, {}],
];

export const OTHERS: readonly Case[] = [
  ['GET', '/pypi/six/json', {}, 200, { 'content-type': 'application/json', 'cache-control': 'no-cache' }],
  ['GET', '/pypi/SIX/1.0/json', {}, 301, { location: '/pypi/six/1.0/json' }],
  ['GET', '/pypi/six/8.8/json', {}, 404, {}],
  ['GET', '/', {}, 200, { 'content-type': HTML_TYPE, 'referrer-policy': 'no-referrer' }],
  ['GET', '/project/six', {}, 301, { location: '/project/six/' }],
  ['GET', '/favicon.ico', {}, 404, {}],
  ['POST', '/simple/six/', { 'Content-Length': '0' }, 405, { allow: METHODS }],
  ['DELETE', FILE, {}, 405, { allow: METHODS }],
  ['OPTIONS', '/simple/six/', {}, 204, { allow: METHODS }],
  ['OPTIONS', '*', {}, 204, { allow: METHODS }],
  // As a client sends it that takes the server for a proxy (RFC 9112, 3.2.2).
  ['GET', 'http://localhost/simple/six/', {}, 200, { 'content-type': HTML_TYPE }],
  [
    'HEAD',
    'HTTP://127.0.0.1:1/simple/six/?x',
    { Host: 'rebound.example' },
    200,
    { 'content-type': HTML_TYPE },
  ],
  ['GET', 'http://localhost', {}, 200, { 'content-type': HTML_TYPE }],
  ['GET', 'http://localhost/../simple/', {}, 404, {}],
  ['GET', 'ftp://localhost/simple/', {}, 404, {}],
];

export function titleOf([method, target, headers]: Case): string {
  return `${method} ${target.startsWith(FILE) ? target.replace(FILE, 'FILE') : target} ${JSON.stringify(headers)}`;
}

/** Asks a server, and holds its answer against the case. `known`: what the words in the table stand for. */
export async function askCase(
  port: number,
  [method, target, headers, status, expected]: Case,
  known: Readonly<Record<string, string>>,
): Promise<RawAnswer> {
  const fill = (text: string): string => text.replace(/[A-Z]+_(?:TAG|TIME)/g, (word) => known[word] ?? word);
  const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value)]));
  const answer = await request(port, method, target, sent);
  const names = Object.keys(expected);
  expect({
    status: answer.status,
    ...Object.fromEntries(names.map((name) => [name, answer.headers.get(name) ?? null])),
  }).toEqual({
    status,
    ...Object.fromEntries(names.map((name) => [name, expected[name] == null ? null : fill(expected[name])])),
  });
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  if (method === 'HEAD' || status === 304 || status === 204) expect(answer.body.length).toBe(0);
  else expect(answer.body.length).toBe(Number(answer.headers.get('content-length')));
  return answer;
}

/** What the words in the table stand for, asked of a server that has the tree of `web`. */
export async function learnWords(port: number, web: string): Promise<Readonly<Record<string, string>>> {
  const tagOf = async (target: string, headers = {}): Promise<string> =>
    (await request(port, 'HEAD', target, headers)).headers.get('etag') ?? '';
  const { mtimeMs } = await stat(join(web, FILE));
  return {
    PAGE_TAG: await tagOf('/simple/six/'),
    JSON_TAG: await tagOf('/simple/six/', { Accept: JSON_TYPE }),
    GZIP_TAG: await tagOf('/simple/six/', PIP),
    FILE_TAG: await tagOf(FILE),
    FILE_TIME: new Date(Math.floor(mtimeMs / 1000) * 1000).toUTCString(),
  };
}

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGzip } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bundleForNode } from '../../../testing/bundle';
import { type PlainServer, startPlainServer } from '../../../testing/plain-server';

const run = promisify(execFile);
const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';
const HTML_TYPE = 'text/html';
const MIB = 1024 * 1024;
/**
 * Pages that are made to be too much. Elsewhere: what one answer may be and lead to (`http-upstream.test.ts`,
 * `redirect-rules.test.ts`, `link-resolver.test.ts`, `hostile-answers.test.ts`), what metadata and archives may be
 * (`sdist-metadata.test.ts`, `read-metadata.test.ts`, `../run/hostile-metadata.test.ts`), names and paths
 * (`../run/hostile-names.test.ts`, `../mirror/mirror-paths.test.ts`), and all parsers (`../run/fuzz.test.ts`).
 */

/** What the process may keep for values; what it takes in all is measured. */
const HEAP_MIB = 512;
const PEAK_MIB = 640;
const MOST_MS = 60_000;

let folder: string;
let script: string;
let server: PlainServer | null = null;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandgrouse-pages-'));
  script = await bundleForNode(join(import.meta.dirname, 'testing', 'page-child.ts'), folder, 'linked');
}, MOST_MS);
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(async () => {
  await server?.close();
  server = null;
});

interface Body {
  readonly type: string;
  readonly start?: string;
  readonly piece: string | ((number: number) => string);
  readonly times: number;
  readonly end?: string;
  readonly isCompressed?: boolean;
}

/** The pieces, some thousands at a time. */
function* partsOf({ start = '', piece, times, end = '' }: Body): Generator<string> {
  yield start;
  const together = typeof piece === 'string' ? Math.max(1, Math.floor(MIB / piece.length)) : 4096;
  for (let done = 0; done < times; done += together) {
    const count = Math.min(together, times - done);
    yield typeof piece === 'string'
      ? piece.repeat(count)
      : Array.from({ length: count }, (_, number) => piece(done + number)).join('');
  }
  yield end;
}

async function send(body: Body, response: ServerResponse): Promise<void> {
  const encoding = body.isCompressed === true ? { 'content-encoding': 'gzip' } : {};
  response.writeHead(200, { 'content-type': body.type, ...encoding });
  const parts = Readable.from(partsOf(body), { objectMode: false });
  // Nobody reads to the end of what is refused.
  if (body.isCompressed === true)
    await pipeline(parts, createGzip({ level: 1 }), response).catch(() => undefined);
  else await pipeline(parts, response).catch(() => undefined);
}

interface Reading {
  readonly outcomes: readonly (number | string)[];
  readonly peakMiB: number;
}

/** Reads a page in a process of its own; `project`: `''` for the list of all. */
async function readInChild(body: Body, project = 'sand', times = 1): Promise<Reading> {
  server = await startPlainServer((_request, response) => void send(body, response));
  const words = [`--max-old-space-size=${HEAP_MIB}`, script, server.url, project, String(times)];
  const { stdout } = await run(process.execPath, words, { timeout: MOST_MS });
  return JSON.parse(stdout) as Reading;
}

const META = '{"meta":{"api-version":"1.1"},"name":"sand"';
const file = (number: number): string =>
  `${number === 0 ? '' : ','}{"filename":"sand-1.${number}-py3-none-any.whl","url":"../../f/sand-1.${number}-py3-none-any.whl","hashes":{"sha256":"${'ab'.repeat(32)}"},"size":${number}}`;

const PAGES: readonly (readonly [string, Body, number | string])[] = [
  [
    '500 MB of JSON',
    { type: JSON_TYPE, start: `${META},"files":[`, piece: file, times: 3_000_000, end: ']}' },
    'upstream-page-too-large',
  ],
  [
    '500 MB of HTML',
    {
      type: HTML_TYPE,
      piece: `<a href="../../f/sand-1.0.tar.gz#sha256=${'ab'.repeat(32)}">x</a>\n`,
      times: 5_000_000,
    },
    'upstream-page-too-large',
  ],
  [
    'ten million links',
    { type: HTML_TYPE, piece: '<a href=x>\n', times: 10_000_000 },
    'upstream-page-too-large',
  ],
  [
    'ten million short links',
    { type: HTML_TYPE, piece: '<a >', times: 10_000_000 },
    'upstream-page-overfull',
  ],
  [
    'ten million files',
    { type: JSON_TYPE, start: `${META},"files":[{}`, piece: ',{}', times: 10_000_000, end: ']}' },
    'upstream-page-overfull',
  ],
  [
    'twenty million versions',
    {
      type: JSON_TYPE,
      start: `${META},"files":[],"versions":[""`,
      piece: ',""',
      times: 20_000_000,
      end: ']}',
    },
    'upstream-page-overfull',
  ],
  [
    'lists that are nested 30 million deep',
    { type: JSON_TYPE, piece: '[', times: 30_000_000 },
    'upstream-page-overfull',
  ],
  [
    'lists that are nested a thousand deep, and end',
    {
      type: JSON_TYPE,
      start: `${META},"files":[],"x":`,
      piece: '[',
      times: 1000,
      end: `${']'.repeat(1000)}}`,
    },
    0,
  ],
  [
    'lists that are nested 900,000 deep, and end',
    {
      type: JSON_TYPE,
      start: `${META},"files":[],"x":`,
      piece: '[',
      times: 900_000,
      end: `${']'.repeat(900_000)}}`,
    },
    0,
  ],
  [
    '1.9 million keys',
    {
      type: JSON_TYPE,
      start: `${META},"files":[],"x":{"":0`,
      piece: (number) => `,"${number.toString(36)}":0`,
      times: 1_900_000,
      end: '}}',
    },
    0,
  ],
  ['tags that are nested 20 million deep', { type: HTML_TYPE, piece: '<b>', times: 20_000_000 }, 0],
  [
    'a tag with seven million attributes',
    {
      type: HTML_TYPE,
      start: '<a',
      piece: (number) => ` a${number}`,
      times: 7_000_000,
      end: ' href=sand-1.0.tar.gz>',
    },
    1,
  ],
  ['an address of 60 MB', { type: HTML_TYPE, start: '<a href="', piece: 'x', times: 60 * MIB, end: '">' }, 0],
  [
    'a gzip bomb',
    { type: JSON_TYPE, piece: ' ', times: 1024 * MIB, isCompressed: true },
    'upstream-page-too-large',
  ],
  [
    '95,000 files',
    { type: JSON_TYPE, start: `${META},"files":[`, piece: file, times: 95_000, end: ']}' },
    95_000,
  ],
];

describe('a page with', () => {
  it.each(PAGES)(
    '%s takes bounded memory and time',
    async (_, body, outcome) => {
      const { outcomes, peakMiB } = await readInChild(body);
      expect(outcomes).toEqual([outcome]);
      expect(peakMiB).toBeLessThan(PEAK_MIB);
    },
    MOST_MS,
  );

  it(
    '60 MB takes no more memory where twenty of them come at once',
    async () => {
      const body = { type: JSON_TYPE, start: META, piece: ' ', times: 60 * MIB, end: ',"files":[]}' };
      const { outcomes, peakMiB } = await readInChild(body, 'sand', 20);
      expect(outcomes).toEqual(Array.from({ length: 20 }, () => 0));
      expect(peakMiB).toBeLessThan(PEAK_MIB);
    },
    MOST_MS,
  );
});

describe('a list of all projects with', () => {
  const project = (number: number): string => `${number === 0 ? '' : ','}{"name":"p${number}"}`;
  it.each<readonly [string, Body, string]>([
    [
      'ten million names',
      { type: JSON_TYPE, start: '{"projects":[', piece: project, times: 10_000_000, end: ']}' },
      'upstream-page-overfull',
    ],
    [
      '500 MB',
      { type: JSON_TYPE, start: '{"projects":[', piece: ' ', times: 500 * MIB },
      'upstream-page-too-large',
    ],
    [
      'ten million links',
      { type: HTML_TYPE, piece: (number) => `<a href=p${number}/>`, times: 10_000_000 },
      'upstream-page-overfull',
    ],
  ])(
    '%s takes bounded memory and time',
    async (_, body, outcome) => {
      const { outcomes, peakMiB } = await readInChild(body, '');
      expect(outcomes).toEqual([outcome]);
      expect(peakMiB).toBeLessThan(PEAK_MIB);
    },
    MOST_MS,
  );
});

import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { normalizeName } from '../../python-packaging/name';
import { openPageCache } from './page-cache';

const SAND = normalizeName('sand');
const PAGE = {
  requestedUrl: 'https://index.example/simple/sand/',
  url: 'https://index.example/simple/sand/',
  etag: '"1"',
  lastModified: null,
  contentType: 'text/html',
  body: '<a href="a.whl">a</a>',
};
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sandgrouse-cache-'));
  await mkdir(join(directory, '.sandgrouse'));
});

afterEach(() => rm(directory, { recursive: true }));

it('gives back what was written, also later', async () => {
  await openPageCache(directory).write(SAND, PAGE);
  expect(await openPageCache(directory).read(SAND)).toEqual(PAGE);
  expect(await readdir(join(directory, '.sandgrouse/pages'))).toEqual(['sand.json']);
});

it.each([
  ['a name that no file could have', normalizeName('x'.repeat(300)), PAGE],
  ['more than should be in memory', SAND, { ...PAGE, body: ' '.repeat(17 * 1024 * 1024) }],
])('keeps nothing of a page with %s', async (_, name, page) => {
  await openPageCache(directory).write(name, page);
  expect(await openPageCache(directory).read(name)).toBeNull();
});

it('has nothing of a project that was never asked for', async () => {
  expect(await openPageCache(directory).read(SAND)).toBeNull();
});

it.each(['', '{"url": "https://in', '{"url": "https://index.example/"}', '[]'])(
  'passes over an entry that is damaged: %s',
  async (content) => {
    const cache = openPageCache(directory);
    await cache.write(SAND, PAGE);
    await writeFile(join(directory, '.sandgrouse/pages/sand.json'), content);
    expect(await cache.read(SAND)).toBeNull();
  },
);

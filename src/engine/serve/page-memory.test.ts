import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mirrorPaths } from '../mirror/mirror-paths';
import { openTreeView, type TreeView } from '../mirror/tree-view';
import { ByteBudget } from './byte-budget';
import { madePage, PageMemory } from './page-memory';

let web: string;
let tree: TreeView;
let pages: PageMemory;

beforeEach(async () => {
  const paths = mirrorPaths(await mkdtemp(join(tmpdir(), 'sandgrouse-pages-')));
  web = paths.web;
  tree = openTreeView(paths);
  await mkdir(paths.simple, { recursive: true });
});

afterEach(() => rm(dirname(web), { recursive: true, force: true }));

const put = async (text: string): Promise<void> => {
  await writeFile(join(web, 'new'), text);
  await rename(join(web, 'new'), join(web, 'simple/page'));
};

describe.each([true, false])('a page that is remembered (looking at once: %s)', (looksAtOnce) => {
  beforeEach(() => {
    pages = new PageMemory({ looksAtOnce });
  });

  it('is the same as long as the file is, and another as soon as it is replaced', async () => {
    await put('one');
    const first = await pages.read(tree, 'simple/page');
    expect(await pages.read(tree, 'simple/page')).toBe(first);
    await put('two');
    const second = await pages.read(tree, 'simple/page');
    expect([second?.body.toString(), second?.tag === first?.tag]).toEqual(['two', false]);
    await rm(join(web, 'simple/page'));
    expect(await pages.read(tree, 'simple/page')).toBeNull();
  });

  it('is compressed once for all who ask at the same time', async () => {
    const page = madePage('x'.repeat(100_000));
    const [gzip, again] = await Promise.all([pages.encode(page, 'gzip'), pages.encode(page, 'gzip')]);
    expect(again).toBe(gzip);
    expect(await pages.encode(page, 'gzip')).toBe(gzip);
    expect(gunzipSync(gzip).equals(page.body)).toBe(true);
    expect(brotliDecompressSync(await pages.encode(page, 'br')).equals(page.body)).toBe(true);
  });
});

describe('a budget of bytes', () => {
  it('drops what was not used for longest, and never keeps more than it may', () => {
    const budget = new ByteBudget<string>(10_000);
    budget.keep('a', 'A', 4000);
    budget.keep('b', 'B', 4000);
    budget.find('a');
    budget.keep('c', 'C', 4000);
    budget.keep('huge', 'H', 10_000);
    expect(['a', 'b', 'c', 'huge'].map((key) => budget.find(key))).toEqual(['A', undefined, 'C', undefined]);
  });

  it('counts keys, which strangers may make long', () => {
    const budget = new ByteBudget<string>(100_000);
    const keyOf = (at: number): string => `${at} ${'0'.repeat(8000)}`;
    for (let at = 0; at < 100; at += 1) budget.keep(keyOf(at), 'A', 1);
    const kept = Array.from({ length: 100 }, (_, at) => at).filter((at) => budget.find(keyOf(at)) === 'A');
    expect(kept).toEqual([94, 95, 96, 97, 98, 99]);
  });

  it('counts what is kept anew once', () => {
    const budget = new ByteBudget<string>(10_000);
    for (let round = 0; round < 100; round += 1) budget.keep('a', `${round}`, 4000);
    budget.keep('b', 'B', 4000);
    expect([budget.find('a'), budget.find('b')]).toEqual(['99', 'B']);
  });
});

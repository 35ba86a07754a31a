import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decideExchange, exchangeState, placeDecided } from './exchange-state';
import { stageIncoming } from './incoming';
import { type MirrorPaths, mirrorPaths } from './mirror-paths';
import { openMirrorContents, openMirrorWriter, settleMirror } from './open-mirror';
import { lookAtOnce, lookLater, openTreeView } from './tree-view';

const { signal } = new AbortController();
const FORMS = ['index.html', 'index.v1_html', 'index.v1_json'];
const formsOf = (folder: string): string[] => FORMS.map((form) => `${folder}/${form}`);

/** Pages of the new state: one stays, one changes, one comes; "dust" goes. */
const PAGES = ['simple/sand', 'simple/still', 'simple/stone', 'simple'].flatMap(formsOf);
const CHANGED = ['simple', 'simple/sand', 'simple/stone'].flatMap(formsOf);
const OLD_FILES = ['packages/dust.whl', 'packages/sand-1.whl', 'packages/still.whl'];
const LISTED: Readonly<Record<string, string>> = {
  'old simple': 'simple/dust simple/sand simple/still',
  'new simple': 'simple/sand simple/still simple/stone',
  'old simple/dust': 'packages/dust.whl',
  'old simple/sand': 'packages/sand-1.whl',
  'old simple/still': 'packages/still.whl',
  'new simple/sand': 'packages/sand-2.whl packages/sand-2.whl.metadata',
  'new simple/stone': 'packages/stone.whl',
};
const exchange = {
  replaced: ['packages/sand-2.whl.metadata'],
  mirrorFiles: ['mirror/sandgrouse.toml'],
  removed: ['packages/dust.whl', 'packages/sand-1.whl'],
  applied: '{}',
};

let mirror: MirrorPaths;
const at = (path: string): string => join(mirror.web, path);

beforeEach(async () => {
  mirror = mirrorPaths(await mkdtemp(join(tmpdir(), 'sandgrouse-exchange-')));
  await (await openMirrorWriter(mirror.directory, { program: 'test', signal })).writer.close();
  await mkdir(join(mirror.records, 'transfers'));
  await mkdir(mirror.packages);
  // The files of the new state are there before any page is.
  for (const path of [...OLD_FILES, 'packages/sand-2.whl', 'packages/stone.whl'])
    await writeFile(at(path), path);
  for (const folder of ['simple', 'simple/dust', 'simple/sand', 'simple/still']) {
    await mkdir(at(folder));
    for (const path of formsOf(folder)) await writeFile(at(path), `old ${folder}`);
  }
  for (const path of CHANGED) {
    await stageIncoming(mirror, path, Buffer.from(`new ${path.slice(0, path.lastIndexOf('/'))}`));
  }
  await stageIncoming(mirror, 'packages/sand-2.whl.metadata', Buffer.from('metadata'));
  await stageIncoming(mirror, 'mirror/sandgrouse.toml', Buffer.from('profile'));
});
afterEach(() => rm(mirror.directory, { recursive: true }));

/** Every page that there is, by path, as `read` finds it. */
async function readPages(
  read: (path: string) => Promise<string | null>,
): Promise<ReadonlyMap<string, string>> {
  const folders = ['simple', 'simple/dust', 'simple/sand', 'simple/still', 'simple/stone'];
  const pages = new Map<string, string>();
  for (const path of folders.flatMap(formsOf)) {
    const page = await read(path);
    if (page !== null) pages.set(path, page);
  }
  return pages;
}

const readText = (path: string): Promise<string | null> => readFile(path, 'utf8').catch(() => null);
/** As a program reads that knows of no imports. */
const readPlainly = () => readPages((path) => readText(at(path)));
const readInView = () => {
  const view = openTreeView(mirror);
  return readPages((path) =>
    view.read(path, { lookAt: lookLater, readIn: (top) => readText(join(top, path)) }),
  );
};

/** What a page names and is not there. */
async function findLies(pages: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const lies: string[] = [];
  for (const [path, page] of pages) {
    for (const named of (LISTED[page] ?? 'nothing is known of it').split(' ')) {
      const isThere = named.startsWith('simple/')
        ? formsOf(named).every((form) => pages.has(form))
        : await access(at(named)).then(
            () => true,
            () => false,
          );
      if (!isThere) lies.push(`${path} names "${named}"`);
    }
  }
  return lies;
}

const reopen = async (): Promise<void> => {
  await (await openMirrorWriter(mirror.directory, { program: 'test', signal })).writer.close();
};

const NEW = new Map(
  ['simple', 'simple/sand', 'simple/still', 'simple/stone'].flatMap((folder) =>
    formsOf(folder).map((path) => [path, `${folder === 'simple/still' ? 'old' : 'new'} ${folder}`]),
  ),
);

async function expectNew(): Promise<void> {
  expect(await readPlainly()).toEqual(NEW);
  expect((await readdir(mirror.simple)).sort()).toEqual([...FORMS, 'sand', 'still', 'stone']);
  expect(await findLies(await readPlainly())).toEqual([]);
  expect((await readdir(mirror.packages)).sort()).toEqual([
    'sand-2.whl',
    'sand-2.whl.metadata',
    'still.whl',
    'stone.whl',
  ]);
  expect(await readText(join(mirror.directory, 'sandgrouse.toml'))).toBe('profile');
  expect(await readdir(mirror.records)).not.toContain('incoming');
}

describe('an exchange of states', () => {
  it('brings the pages that came, keeps those that stay, and leaves nothing behind', async () => {
    await exchangeState(mirror, PAGES, exchange, { signal });
    await expectNew();
  });

  it('brings the first pages in one step, for every reader', async () => {
    await rm(mirror.simple, { recursive: true });
    for (const path of formsOf('simple/still'))
      await stageIncoming(mirror, path, Buffer.from('old simple/still'));
    await decideExchange(mirror, PAGES, exchange, { signal });
    const seen = new Set<number>();
    const steps = placeDecided(mirror);
    do seen.add((await readPlainly()).size);
    while ((await steps.next()).done !== true);
    expect([...seen]).toEqual([0, NEW.size]);
    expect(await readPlainly()).toEqual(NEW);
    expect(await readdir(mirror.records)).not.toContain('incoming');
  });

  it('that was stopped before it was decided changes nothing', async () => {
    const before = await readPlainly();
    const gone = [...PAGES, 'simple/nobody/index.html'];
    await expect(decideExchange(mirror, gone, exchange, { signal })).rejects.toThrow();
    expect(await readPlainly()).toEqual(before);
    await reopen();
    expect(await readInView()).toEqual(before);
  });

  it('that was killed after any of its steps shows the new state, and is finished by whoever writes next', async () => {
    await decideExchange(mirror, PAGES, exchange, { signal });
    const steps = placeDecided(mirror);
    let count = 0;
    for (;;) {
      expect(await readInView()).toEqual(NEW);
      const contents = await openMirrorContents(mirror.directory);
      expect(await contents.listProjects({ signal })).toEqual(['sand', 'still', 'stone']);
      expect(await findLies(await readPlainly())).toEqual([]);
      if ((await steps.next()).done === true) break;
      count += 1;
    }
    expect(count).toBeGreaterThan(10);
    await expectNew();
  });

  it.each(Array.from({ length: 18 }, (_, kill) => kill))('finishes after a kill at step %i', async (kill) => {
    await decideExchange(mirror, PAGES, exchange, { signal });
    const steps = placeDecided(mirror);
    for (let step = 0; step < kill; step += 1) await steps.next();
    await (kill % 2 === 0 ? reopen() : settleMirror(mirror.directory, { program: 'test', signal }));
    await expectNew();
  });

  it('keeps what is nobody’s page, and a hidden file of a system’s', async () => {
    await writeFile(at('simple/.DS_Store'), 'x');
    await writeFile(at('simple/dust/notes.txt'), 'x');
    await exchangeState(mirror, PAGES, exchange, { signal });
    expect(await readdir(mirror.simple)).toEqual(expect.arrayContaining(['.DS_Store', 'dust']));
    expect(await readdir(at('simple/dust'))).toEqual(['notes.txt']);
    expect(await readPlainly()).toEqual(NEW);
  });

  it('that a stranger wrote takes nothing away outside of the mirror, and is not read', async () => {
    const removed = ['packages/../../../victim'];
    await writeFile(
      join(mirror.records, 'incoming', 'commit.json'),
      JSON.stringify({ ...exchange, pages: [], removedPages: [], removed }),
    );
    const before = await readPlainly();
    await expect(openMirrorWriter(mirror.directory, { program: 'test', signal })).rejects.toThrow();
    expect(await readInView()).toEqual(before);
  });
});

describe('a view of the tree', () => {
  it('looks again where another state began to count while it read', async () => {
    const path = 'simple/sand/index.html';
    let reads = 0;
    const given: string[] = [];
    const found = await openTreeView(mirror).read(path, {
      lookAt: lookAtOnce,
      discard: async (text: string) => void given.push(text),
      readIn: async (top) => {
        reads += 1;
        if (reads === 1) {
          await decideExchange(mirror, PAGES, exchange, { signal });
          return null;
        }
        const text = await readText(join(top, path));
        if (reads === 2) for await (const step of placeDecided(mirror)) expect(step).not.toBe('');
        return text;
      },
    });
    expect(found).toBe('new simple/sand');
    expect(given).toEqual(['new simple/sand']);
    expect(reads).toBe(3);
  });
});

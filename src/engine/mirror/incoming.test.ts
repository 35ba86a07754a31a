import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exchangePages, stageIncoming } from './incoming';
import { mirrorPaths } from './mirror-paths';
import { openMirrorWriter } from './open-mirror';

const { signal } = new AbortController();
const PAGES = ['simple/index.html', 'simple/sand/index.html', 'simple/stone/index.html'];

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sandgrouse-incoming-'));
  const { writer } = await openMirrorWriter(directory, { program: 'test', signal });
  await writer.close();
  for (const name of ['sand', 'dust']) {
    await mkdir(join(directory, 'web', 'simple', name), { recursive: true });
    await writeFile(join(directory, 'web', 'simple', name, 'index.html'), `old ${name}`);
  }
  await mkdir(join(directory, '.sandgrouse', 'transfers'));
  await writeFile(join(directory, 'web', 'simple', 'index.html'), 'old root');
  for (const path of ['simple/index.html', 'simple/stone/index.html']) {
    await stageIncoming(mirrorPaths(directory), path, Buffer.from(`new ${path}`));
  }
});
afterEach(() => rm(directory, { recursive: true }));

const page = (name: string): Promise<string> => readFile(join(directory, 'web', 'simple', name), 'utf8');
const exchange = { replaced: [], mirrorFiles: [], removed: [], applied: '{}' };

async function expectNew(): Promise<void> {
  expect((await readdir(join(directory, 'web', 'simple'))).sort()).toEqual(['index.html', 'sand', 'stone']);
  expect(await page('index.html')).toBe('new simple/index.html');
  expect(await page('sand/index.html')).toBe('old sand');
  expect(await page('stone/index.html')).toBe('new simple/stone/index.html');
  expect(await readdir(join(directory, '.sandgrouse'))).not.toContain('incoming');
}

describe('an exchange of pages', () => {
  it('brings those that came, keeps those that stay, and leaves nothing behind', async () => {
    await exchangePages(mirrorPaths(directory), PAGES, exchange, { signal });
    await expectNew();
  });

  it('that was stopped before it was decided changes nothing', async () => {
    const gone = [...PAGES, 'simple/nobody/index.html'];
    await expect(exchangePages(mirrorPaths(directory), gone, exchange, { signal })).rejects.toThrow();
    expect(await page('index.html')).toBe('old root');
    const { writer } = await openMirrorWriter(directory, { program: 'test', signal });
    await writer.close();
    expect((await readdir(join(directory, 'web', 'simple'))).sort()).toEqual(['dust', 'index.html', 'sand']);
  });

  it.each(['before the old pages went', 'between the two renames', 'after the new pages came'])(
    'that was killed %s is finished by whoever writes next',
    async (moment) => {
      const incoming = join(directory, '.sandgrouse', 'incoming');
      const kept = join(directory, 'kept');
      await exchangePages(mirrorPaths(directory), PAGES, exchange, { signal });
      // Puts everything back to where it stood at that moment.
      await rename(join(directory, 'web', 'simple'), kept);
      await mkdir(incoming);
      await writeFile(join(incoming, 'commit.json'), JSON.stringify(exchange));
      const old =
        moment === 'before the old pages went'
          ? join(directory, 'web', 'simple')
          : join(incoming, 'simple.old');
      await mkdir(old);
      await writeFile(join(old, 'index.html'), 'old root');
      const isThere = moment === 'after the new pages came';
      await rename(kept, isThere ? join(directory, 'web', 'simple') : join(incoming, 'simple.next'));
      const { writer } = await openMirrorWriter(directory, { program: 'test', signal });
      await writer.close();
      await expectNew();
    },
  );

  it('that a stranger wrote takes nothing away outside of the mirror', async () => {
    const incoming = join(directory, '.sandgrouse', 'incoming');
    await mkdir(incoming, { recursive: true });
    await writeFile(
      join(incoming, 'commit.json'),
      JSON.stringify({ ...exchange, removed: ['packages/../../../victim'] }),
    );
    await expect(openMirrorWriter(directory, { program: 'test', signal })).rejects.toThrow();
    expect(await page('index.html')).toBe('old root');
  });
});

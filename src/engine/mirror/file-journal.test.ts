import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ensureFolder } from '../files/atomic-write';
import { openFileJournal } from './file-journal';
import { type MirrorPaths, mirrorPaths } from './mirror-paths';

let directory: string;
let paths: MirrorPaths;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sandgrouse-journal-'));
  paths = mirrorPaths(directory);
  await ensureFolder(paths.records);
  await ensureFolder(paths.temporary);
});

afterEach(() => rm(directory, { recursive: true, force: true }));

const file = (path: string, sizeBytes = 1) => ({ path, sizeBytes, sha256: 'a'.repeat(64) });

it('knows in a new process what was remembered and what was forgotten', async () => {
  const journal = await openFileJournal(paths);
  await journal.remember(file('packages/a'));
  await journal.remember(file('packages/b'));
  await journal.forget('packages/a');
  const again = await openFileJournal(paths);
  expect(again.find('packages/a')).toBeNull();
  expect(again.find('packages/b')).toEqual(file('packages/b'));
});

it('passes over a line that was torn, and keeps the next one whole', async () => {
  const journal = await openFileJournal(paths);
  await journal.remember(file('packages/a'));
  await appendFile(paths.journal, '\n{"path":"packages/torn","sizeBy');
  const again = await openFileJournal(paths);
  expect(again.find('packages/torn')).toBeNull();
  await again.remember(file('packages/b'));
  const last = await openFileJournal(paths);
  expect([last.find('packages/a'), last.find('packages/b')]).toEqual([
    file('packages/a'),
    file('packages/b'),
  ]);
});

it('passes over lines that say something else', async () => {
  await appendFile(
    paths.journal,
    ['null', '7', '[]', '{"path":7}', '{"path":"p"}', '\u0000\u0000'].join('\n'),
  );
  expect((await openFileJournal(paths)).find('p')).toBeNull();
});

it('is written anew where most of it is outdated, and says the same', async () => {
  const journal = await openFileJournal(paths);
  for (let round = 0; round < 600; round += 1) {
    await journal.remember(file('packages/a', round));
    await journal.remember(file('packages/b', round));
  }
  const before = (await stat(paths.journal)).size;
  await journal.compact();
  expect((await stat(paths.journal)).size).toBeLessThan(before / 100);
  await journal.remember(file('packages/c'));
  const again = await openFileJournal(paths);
  expect(['a', 'b', 'c'].map((name) => again.find(`packages/${name}`)?.sizeBytes)).toEqual([599, 599, 1]);
});

it('writes nothing for what a reader assumes', async () => {
  const journal = await openFileJournal(paths);
  journal.assume(file('packages/a'));
  expect(journal.find('packages/a')).toEqual(file('packages/a'));
  await expect(readFile(paths.journal)).rejects.toMatchObject({ code: 'ENOENT' });
});

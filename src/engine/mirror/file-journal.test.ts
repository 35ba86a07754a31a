import { appendFile, mkdir, mkdtemp, readFile, rm, rmdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ensureFolder } from '../files/atomic-write';
import { type FileJournal, openFileJournal } from './file-journal';
import { type MirrorPaths, mirrorPaths } from './mirror-paths';

let directory: string;
let paths: MirrorPaths;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sandgrouse-journal-'));
  paths = mirrorPaths(directory);
  await ensureFolder(paths.records);
  await ensureFolder(paths.temporary);
});

afterEach(async () => {
  for (const journal of opened.splice(0)) await journal.close();
  await rm(directory, { recursive: true, force: true });
});

const opened: FileJournal[] = [];

async function openJournal(): Promise<FileJournal> {
  const journal = await openFileJournal(paths);
  opened.push(journal);
  return journal;
}

const file = (path: string, sizeBytes = 1) => ({ path, sizeBytes, sha256: 'a'.repeat(64) });

it('knows in a new process what was remembered and what was forgotten', async () => {
  const journal = await openJournal();
  await journal.remember(file('packages/a'));
  await journal.remember(file('packages/b'));
  await journal.forget('packages/a');
  const again = await openJournal();
  expect(again.find('packages/a')).toBeNull();
  expect(again.find('packages/b')).toEqual(file('packages/b'));
});

it('passes over a line that was torn, and keeps the next one whole', async () => {
  const journal = await openJournal();
  await journal.remember(file('packages/a'));
  await appendFile(paths.journal, '\n{"path":"packages/torn","sizeBy');
  const again = await openJournal();
  expect(again.find('packages/torn')).toBeNull();
  await again.remember(file('packages/b'));
  const last = await openJournal();
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
  expect((await openJournal()).find('p')).toBeNull();
});

it('keeps every line, in order, of many that come at once', async () => {
  const journal = await openJournal();
  await Promise.all([
    ...Array.from({ length: 200 }, (_, index) => journal.remember(file('packages/a', index))),
    journal.forget('packages/a'),
    journal.remember(file('packages/b')),
  ]);
  const lines = (await readFile(paths.journal, 'utf8')).trim().split('\n');
  expect(lines).toHaveLength(202);
  const again = await openJournal();
  expect([again.find('packages/a'), again.find('packages/b')]).toEqual([null, file('packages/b')]);
});

it('tells everyone whose line could not be written, and goes on with the next', async () => {
  const journal = await openJournal();
  await mkdir(paths.journal);
  const written = await Promise.allSettled(
    ['a', 'b'].map((name) => journal.remember(file(`packages/${name}`))),
  );
  expect(written.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await rmdir(paths.journal);
  await journal.remember(file('packages/c'));
  expect((await openJournal()).find('packages/c')).toEqual(file('packages/c'));
});

it('is written anew where most of it is outdated, and says the same', async () => {
  const journal = await openJournal();
  for (let round = 0; round < 600; round += 1) {
    await journal.remember(file('packages/a', round));
    await journal.remember(file('packages/b', round));
  }
  const before = (await stat(paths.journal)).size;
  await journal.close();
  expect((await stat(paths.journal)).size).toBeLessThan(before / 100);
  await journal.remember(file('packages/c'));
  const again = await openJournal();
  expect(['a', 'b', 'c'].map((name) => again.find(`packages/${name}`)?.sizeBytes)).toEqual([599, 599, 1]);
});

it('writes nothing for what a reader assumes', async () => {
  const journal = await openJournal();
  journal.assume(file('packages/a'));
  expect(journal.find('packages/a')).toEqual(file('packages/a'));
  await expect(readFile(paths.journal)).rejects.toMatchObject({ code: 'ENOENT' });
});

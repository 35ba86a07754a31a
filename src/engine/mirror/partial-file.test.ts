import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureFolder } from '../files/atomic-write';
import type { StoredFile } from './mirror-contents';
import { type MirrorPaths, mirrorPaths, partialFilePaths } from './mirror-paths';
import type { PartialFile } from './mirror-writer';
import { openPartialFile } from './partial-file';
import { dropPartialFiles, findUsablePartial, listPartialRecords } from './partial-records';
import { openTreeFolders } from './tree-folders';

const PATH = 'packages/ab/cd/six.whl';

let directory: string;
let paths: MirrorPaths;
let committed: StoredFile[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sandgrouse-partial-'));
  paths = mirrorPaths(directory);
  committed = [];
  for (const folder of [paths.web, paths.records, paths.partial]) await ensureFolder(folder);
});

afterEach(() => rm(directory, { recursive: true, force: true }));

let nowMs = 0;

const open = async (path = PATH): Promise<PartialFile> =>
  openPartialFile({
    paths,
    path,
    folders: openTreeFolders(paths.web),
    recorded: await listPartialRecords(paths),
    nowMs: () => nowMs,
    onCommit: async (file) => {
      committed.push(file);
    },
  });

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
const bytes = (count: number, value = 7): Buffer => Buffer.alloc(count, value);

async function commit(file: PartialFile): Promise<StoredFile> {
  return file.commit({ sha256: await file.digest('sha256'), modifiedAtMs: Date.UTC(2020, 4, 17) });
}

describe('a file on its way in', () => {
  it.each([0, 10, 300_000, 2_000_000])('is absent until it is complete: %i bytes', async (count) => {
    const content = bytes(count);
    const file = await open();
    for (let at = 0; at < count; at += 16_384) await file.append(content.subarray(at, at + 16_384));
    await expect(stat(join(paths.web, PATH))).rejects.toMatchObject({ code: 'ENOENT' });
    const stored = { path: PATH, sizeBytes: count, sha256: sha256(content) };
    expect(await commit(file)).toEqual(stored);
    await file.close();
    expect(committed).toEqual([stored]);
    expect((await readFile(join(paths.web, PATH))).equals(content)).toBe(true);
    expect((await stat(join(paths.web, PATH))).mtimeMs).toBe(Date.UTC(2020, 4, 17));
    expect(await readdir(paths.partial)).toEqual([]);
  });

  it('replaces a damaged one', async () => {
    await commit(await open());
    const file = await open();
    await file.append(bytes(5));
    await commit(file);
    expect((await readFile(join(paths.web, PATH))).equals(bytes(5))).toBe(true);
  });

  it('leaves nothing behind when it is discarded', async () => {
    const file = await open();
    await file.append(bytes(400_000));
    await file.discard();
    await file.close();
    expect(await readdir(paths.partial)).toEqual([]);
  });

  it('begins anew after a restart, with a hash of its own', async () => {
    const file = await open();
    await file.append(bytes(400_000, 1));
    await file.restart();
    expect([file.receivedBytes, file.validator]).toEqual([0, null]);
    await file.append(bytes(300_001, 2));
    expect(await commit(file)).toMatchObject({ sizeBytes: 300_001, sha256: sha256(bytes(300_001, 2)) });
    expect((await readFile(join(paths.web, PATH))).equals(bytes(300_001, 2))).toBe(true);
  });

  it('begins anew after the hash was found wrong', async () => {
    const file = await open();
    await file.append(bytes(9, 1));
    await file.digest('sha256');
    await file.restart();
    await file.append(bytes(9, 2));
    expect((await commit(file)).sha256).toBe(sha256(bytes(9, 2)));
  });
});

describe('a file that was interrupted', () => {
  it.each([10, 300_000, 700_001])('goes on from its %i bytes, with their hash', async (count) => {
    const first = await open();
    await first.setValidator('"v1"');
    await first.append(bytes(count, 1));
    await first.close();
    expect(await findUsablePartial(paths, PATH, null)).toEqual({ validator: '"v1"', bytes: count });
    const second = await open();
    expect([second.receivedBytes, second.validator]).toEqual([count, '"v1"']);
    await second.append(bytes(300_000, 2));
    const content = Buffer.concat([bytes(count, 1), bytes(300_000, 2)]);
    expect((await commit(second)).sha256).toBe(sha256(content));
    expect((await readFile(join(paths.web, PATH))).equals(content)).toBe(true);
  });

  it('keeps what it had when nothing came the second time', async () => {
    const first = await open();
    await first.append(bytes(300_000));
    await first.close();
    await (await open()).close();
    expect((await findUsablePartial(paths, PATH, null)).bytes).toBe(300_000);
  });

  it('keeps what was written when the process was killed', async () => {
    const file = await open();
    await file.append(bytes(1_600_000));
    expect((await findUsablePartial(paths, PATH, null)).bytes).toBe(1_600_000);
    await file.close();
  });

  it('loses after a power cut what had not been synced', async () => {
    const file = await open();
    await file.append(bytes(600_000));
    await file.close();
    const { facts, data } = partialFilePaths(paths, PATH);
    const record = JSON.parse(await readFile(facts, 'utf8')) as object;
    await writeFile(facts, JSON.stringify({ ...record, boot: 'an earlier one', syncedBytes: 400_000 }));
    const again = await open();
    expect(again.receivedBytes).toBe(400_000);
    await again.append(bytes(1));
    expect(await commit(again)).toMatchObject({ sizeBytes: 400_001 });
    await expect(stat(data)).rejects.toMatchObject({ code: 'ENOENT' });
    expect((await readFile(join(paths.web, PATH))).equals(bytes(400_001))).toBe(true);
  });

  it.each([
    ['is torn', '{"path":"packages/ab'],
    ['is of another path', JSON.stringify({ path: 'x', validator: null, syncedBytes: 9, boot: null })],
    ['is missing', null],
  ])('begins anew where its record %s', async (_, text) => {
    const file = await open();
    await file.append(bytes(300_000));
    await file.close();
    const { facts } = partialFilePaths(paths, PATH);
    if (text === null) await rm(facts);
    else await writeFile(facts, text);
    expect((await open()).receivedBytes).toBe(0);
  });

  it('goes on from what is there where the file got shorter', async () => {
    const file = await open();
    await file.append(bytes(300_000));
    await file.close();
    await truncate(partialFilePaths(paths, PATH).data, 1000);
    expect((await open()).receivedBytes).toBe(1000);
  });

  it('is dropped unless somebody still wants it', async () => {
    for (const path of [PATH, 'packages/ab/cd/other.whl']) {
      const file = await open(path);
      await file.append(bytes(10));
      await file.close();
    }
    await dropPartialFiles(paths, new Set([PATH]));
    expect((await readdir(paths.partial)).length).toBe(2);
    expect((await findUsablePartial(paths, PATH, null)).bytes).toBe(10);
    await dropPartialFiles(paths, new Set());
    expect(await readdir(paths.partial)).toEqual([]);
  });
});

describe('a path that leads out of the mirror', () => {
  it('is refused before anything is written', async () => {
    await expect(open('packages/../../../outside.whl')).rejects.toMatchObject({
      problem: { code: 'disk-failed' },
    });
    expect(await readdir(paths.partial)).toEqual([]);
  });

  it('is refused where a symbolic link makes it so', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'sandgrouse-outside-'));
    await ensureFolder(join(paths.web, 'packages'));
    await symlink(outside, join(paths.web, 'packages', 'ab'));
    const file = await open();
    await expect(commit(file)).rejects.toMatchObject({ problem: { code: 'disk-failed' } });
    await file.close();
    expect(await readdir(outside)).toEqual([]);
    await rm(outside, { recursive: true });
  });
});

it('says that the drive is gone instead of making its folders again', async () => {
  const file = await open();
  await file.append(bytes(5));
  await rm(directory, { recursive: true });
  await expect(commit(file)).rejects.toMatchObject({ problem: { code: 'disk-gone' } });
  await file.close();
  await expect(stat(directory)).rejects.toMatchObject({ code: 'ENOENT' });
});

it('that comes slowly is written sooner, so that less of it is lost with the process', async () => {
  const file = await open();
  await file.append(bytes(200_000));
  nowMs += 10_000;
  await file.append(bytes(100_000));
  await file.append(bytes(100_000));
  const again = await open();
  expect(again.receivedBytes).toBe(300_000);
  await file.close();
  await again.discard();
});

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { collectUnsyncedFolders } from './unsynced-folders';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sandgrouse-folders-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

it('syncs what was added, and of that what is asked for', async () => {
  const folders = collectUnsyncedFolders();
  const [gone, here] = [join(directory, 'gone'), join(directory, 'here')];
  await mkdir(here);
  folders.add(gone);
  folders.add(here);
  await folders.settle(new Set([here]));
  // A folder that is not there cannot be synced: nobody asked for it.
  await expect(folders.settle(new Set([here, gone]))).rejects.toMatchObject({
    problem: { code: 'disk-gone' },
  });
});

it('waits for a folder that somebody else has synced just now, and tries again what failed', async () => {
  const folders = collectUnsyncedFolders();
  const folder = join(directory, 'late');
  folders.add(folder);
  const both = await Promise.allSettled([1, 2].map(() => folders.settle(new Set([folder]))));
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(folders.settle(new Set([folder]))).rejects.toMatchObject({ problem: { code: 'disk-gone' } });
  await mkdir(folder);
  await folders.settle(new Set([folder]));
});

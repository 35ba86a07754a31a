import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeFolders } from './make-folders';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sandgrouse-folders-'));
});

afterEach(() => rm(root, { recursive: true }));

it('makes a folder and those above it, and lets one that is there be', async () => {
  const folder = join(root, 'a', 'b', 'c');
  await makeFolders(folder);
  await makeFolders(folder);
  expect((await stat(folder)).isDirectory()).toBe(true);
});

it('lets many make the same folders at once', async () => {
  const folder = join(root, ...Array.from({ length: 20 }, (_, depth) => `d${depth}`));
  await Promise.all(Array.from({ length: 50 }, (_, number) => makeFolders(join(folder, `${number % 5}`))));
  expect(await readdir(folder)).toHaveLength(5);
});

it('says so where a file stands in the way', async () => {
  await writeFile(join(root, 'file'), '');
  await expect(makeFolders(join(root, 'file'))).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(makeFolders(join(root, 'file', 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' });
});

it.runIf(process.platform === 'linux')('ends where the system makes no folders', async () => {
  await expect(makeFolders('/proc/sandgrouse/mirror')).rejects.toMatchObject({ code: 'ENOENT' });
});

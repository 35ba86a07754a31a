import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCacheWriter } from './cache-files';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sandgrouse-cache-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describe('writing the files of a cache', () => {
  it('makes the folders, and leaves nothing unfinished behind', async () => {
    const write = createCacheWriter([join(directory, 'cache')], join(directory, 'tmp'));
    await Promise.all(['a', 'b', 'c'].map((name) => write(join(directory, 'cache', 'deep', name), name)));
    expect(await readdir(join(directory, 'cache', 'deep'))).toEqual(['a', 'b', 'c']);
    expect(await readFile(join(directory, 'cache', 'deep', 'b'), 'utf8')).toBe('b');
    expect(await readdir(join(directory, 'tmp'))).toEqual([]);
  });

  it('says that the folder above is gone, and goes on when it is back', async () => {
    const above = join(directory, 'drive');
    const write = createCacheWriter([], join(directory, 'tmp'));
    await expect(write(join(above, 'cache', 'a'), 'a')).rejects.toMatchObject({
      problem: { code: 'disk-gone' },
    });
    await mkdir(above);
    await write(join(above, 'cache', 'a'), 'a');
    expect(await readdir(join(above, 'cache'))).toEqual(['a']);
  });
});

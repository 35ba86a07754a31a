import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LARGEST_INPUT_BYTES } from './input-files';
import { readKeptLock } from './kept-lock';
import { UV_LOCK } from './testing/sample-locks';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kept-lock-'));
  await mkdir(join(directory, 'locks'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const read = () => readKeptLock(directory, 'locks/uv.lock');
const refusal = (reason: string) => ({
  problem: { code: 'input-invalid', parameters: { name: 'locks/uv.lock', reason } },
});
const path = (): string => join(directory, 'locks', 'uv.lock');

describe('a lock that is kept in a mirror', () => {
  it('is read, and named without its folder', async () => {
    await writeFile(path(), UV_LOCK);
    const { label, lock } = await read();
    expect(label).toBe('uv.lock');
    expect(lock.packages.length).toBeGreaterThan(0);
  });

  it('is said not to be there where it is not', async () => {
    await expect(read()).rejects.toMatchObject(refusal('the file is not there'));
  });

  it('is said to be a folder where it is one', async () => {
    await mkdir(path());
    await expect(read()).rejects.toMatchObject(refusal('a folder stands in the place of the file'));
  });

  it('is said to be too large where it is', async () => {
    await writeFile(path(), '');
    await truncate(path(), LARGEST_INPUT_BYTES + 1);
    await expect(read()).rejects.toMatchObject(refusal('the file is larger than 64 MiB'));
  });

  it.skipIf(process.platform === 'win32')('is said to be a link to itself, or a pipe', async () => {
    await symlink('uv.lock', path());
    await expect(read()).rejects.toMatchObject(refusal('it is a symbolic link that leads to itself'));
    await rm(path());
    execFileSync('mkfifo', [path()]);
    await expect(read()).rejects.toMatchObject(refusal('it is no plain file'));
  });
});

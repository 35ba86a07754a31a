import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFileAtomically } from './atomic-write';
import { readFreeBytes } from './free-space';
import { hashFile, readBoundedFile, readJsonFile } from './read-file';

const { signal } = new AbortController();
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sandgrouse-files-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

describe('an atomic write', () => {
  it('makes a file and replaces it, and leaves nothing else', async () => {
    const path = join(directory, 'folder', 'file');
    await writeFileAtomically(path, 'one');
    await writeFileAtomically(path, Buffer.from('two'));
    expect(await readFile(path, 'utf8')).toBe('two');
    expect(await readdir(directory, { recursive: true })).toEqual(['folder', join('folder', 'file')]);
  });

  it('is never seen half done, however many write at once', async () => {
    const path = join(directory, 'file');
    const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(50_000));
    await writeFileAtomically(path, texts[0] ?? '');
    let isWriting = true;
    const reader = (async () => {
      const seen: string[] = [];
      while (isWriting) seen.push(await readFile(path, 'utf8'));
      return seen;
    })();
    await Promise.all(texts.map((text) => writeFileAtomically(path, text)));
    isWriting = false;
    const seen = await reader;
    expect(seen.filter((text) => !texts.includes(text))).toEqual([]);
    expect(await readdir(directory)).toEqual(['file']);
  });

  it('keeps the old file and cleans up where it cannot replace it', async () => {
    const path = join(directory, 'target');
    await mkdir(join(path, 'not-empty'), { recursive: true });
    await expect(writeFileAtomically(path, 'x')).rejects.toMatchObject({ problem: { code: 'disk-failed' } });
    expect(await readdir(directory)).toEqual(['target']);
  });

  it('does not make the folders of a drive that is gone', async () => {
    await expect(writeFileAtomically(join(directory, 'gone', 'folder', 'file'), 'x')).rejects.toMatchObject({
      problem: { code: 'disk-gone' },
    });
    expect(await readdir(directory)).toEqual([]);
  });

  it('names the file that stands where a folder is needed', async () => {
    const path = join(directory, 'cache');
    await writeFile(path, 'no folder');
    await expect(writeFileAtomically(join(path, 'file'), 'x')).rejects.toMatchObject({
      problem: { code: 'disk-failed', parameters: { path, cause: 'a file stands in its place' } },
    });
    await expect(writeFileAtomically(join(path, 'deep', 'file'), 'x')).rejects.toMatchObject({
      problem: { code: 'disk-failed', parameters: { cause: 'a file stands in the place of a folder' } },
    });
  });

  it('does nothing for a signal that was aborted', async () => {
    const aborted = AbortSignal.abort();
    await expect(
      writeFileAtomically(join(directory, 'file'), 'x', { signal: aborted }),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(await readdir(directory)).toEqual([]);
  });
});

describe('reading', () => {
  it('gives nothing for what is missing or longer than the limit', async () => {
    const path = join(directory, 'file');
    await writeFile(path, '12345');
    expect((await readBoundedFile(path, { limitBytes: 5 }))?.toString()).toBe('12345');
    expect(await readBoundedFile(path, { limitBytes: 4 })).toBeNull();
    expect(await readBoundedFile(join(directory, 'no'), { limitBytes: 5 })).toBeNull();
  });

  it('gives nothing for JSON that is torn', async () => {
    const path = join(directory, 'file');
    await writeFile(path, '{"a":1}');
    expect(await readJsonFile(path, { limitBytes: 99 })).toEqual({ a: 1 });
    await writeFile(path, '{"a":');
    expect(await readJsonFile(path, { limitBytes: 99 })).toBeUndefined();
  });

  it('hashes', async () => {
    await writeFile(join(directory, 'file'), 'abc');
    expect(await hashFile(join(directory, 'file'), { signal })).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  it.runIf(process.getuid?.() !== 0 && process.platform !== 'win32')(
    'names what may not be read',
    async () => {
      const path = join(directory, 'file');
      await writeFile(path, 'x');
      await chmod(path, 0);
      await expect(readBoundedFile(path, { limitBytes: 5 })).rejects.toMatchObject({
        problem: { code: 'disk-permission', parameters: { path, operation: 'read' } },
      });
    },
  );
});

it('tells the free space of a disk by a folder that is not there yet', async () => {
  expect(await readFreeBytes(join(directory, 'not', 'yet'))).toBeGreaterThan(0);
});

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFreeBytes } from '../files/free-space';
import { openMirrorWriter } from './open-mirror';

const run = promisify(execFile);
const { signal } = new AbortController();
const MEGABYTE = 1024 * 1024;
const PATH = 'packages/ab/cd/ef/large.whl';
/** Only root may mount. */
const mayMount = process.platform === 'linux' && process.getuid?.() === 0;

describe.runIf(mayMount)('on a real file system of four megabytes', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sandgrouse-full-'));
    await run('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', directory]);
  });

  afterEach(async () => {
    await run('umount', ['-l', directory]).catch(() => undefined);
    await rm(directory, { recursive: true, force: true });
  });

  it('a file that does not fit says so, keeps what came, and goes on when there is room', async () => {
    const ballast = join(directory, 'ballast');
    await writeFile(ballast, Buffer.alloc(2 * MEGABYTE));
    const { contents, writer } = await openMirrorWriter(directory, { program: 'test', signal });
    const content = Buffer.alloc(2_800_000, 7);
    const file = await writer.openPartialFile(PATH);
    await file.append(content.subarray(0, 1_200_000));
    await expect(file.append(content.subarray(1_200_000))).rejects.toMatchObject({
      problem: { code: 'disk-full', parameters: { path: join(directory, 'web', PATH) } },
    });
    await file.close();
    expect(await readFreeBytes(directory)).toBe(0);
    expect(await contents.findFile(PATH, { signal })).toBeNull();

    await rm(ballast);
    const again = await writer.openPartialFile(PATH);
    expect(again.receivedBytes).toBeGreaterThanOrEqual(1_200_000);
    await again.append(content.subarray(again.receivedBytes));
    await again.commit({ sha256: await again.digest('sha256'), modifiedAtMs: null });
    await again.close();
    expect((await readFile(join(directory, 'web', PATH))).equals(content)).toBe(true);
    await writer.close();
  });

  it('a lock that does not fit leaves nothing behind', async () => {
    await mkdir(join(directory, '.sandgrouse'));
    await writeFile(join(directory, 'ballast'), Buffer.alloc((await readFreeBytes(directory)) ?? 0));
    await expect(openMirrorWriter(directory, { program: 'test', signal })).rejects.toMatchObject({
      problem: { code: 'disk-full' },
    });
    expect(await readdir(join(directory, '.sandgrouse'))).toEqual([]);
  });

  it('a page that does not fit leaves the old one and no temporary file', async () => {
    const { writer } = await openMirrorWriter(directory, { program: 'test', signal });
    await writer.writeRootPages({ without: new Set() });
    const before = await readFile(join(directory, 'web/simple/index.html'));
    const ballast = Buffer.alloc((await readFreeBytes(directory)) ?? 0);
    await writeFile(join(directory, 'ballast'), ballast);
    await expect(
      writer.writeProjectPages({ name: 'a' as never, status: null, versions: [], files: [] }),
    ).rejects.toMatchObject({ problem: { code: 'disk-full' } });
    expect((await readFile(join(directory, 'web/simple/index.html'))).equals(before)).toBe(true);
    expect(await readdir(join(directory, '.sandgrouse/tmp'))).toEqual([]);
    await writer.close();
  });

  it('a drive that becomes read-only is named as such, one that is pulled out as gone', async () => {
    const { writer } = await openMirrorWriter(directory, { program: 'test', signal });
    const file = await writer.openPartialFile(PATH);
    await file.append(Buffer.alloc(10));
    await run('mount', ['-o', 'remount,ro', directory]);
    const commit = async (): Promise<unknown> =>
      file.commit({ sha256: await file.digest('sha256'), modifiedAtMs: null });
    await expect(commit()).rejects.toMatchObject({ problem: { code: 'disk-permission' } });
    await run('umount', ['-l', directory]);
    await expect(commit()).rejects.toMatchObject({ problem: { code: 'disk-gone' } });
    await expect(
      writer.writeProjectPages({ name: 'a' as never, status: null, versions: [], files: [] }),
    ).rejects.toMatchObject({ problem: { code: 'disk-gone' } });
    expect(await readdir(directory)).toEqual([]);
    await file.close();
    await writer.close();
  });
});

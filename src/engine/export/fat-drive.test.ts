import { execFileSync } from 'node:child_process';
import { mkdir, open, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FatDrive, mountFatDrive, whyNoFatDrive } from '../../../testing/fat-drive';
import { findFaults } from '../../../testing/mirror-fixture';
import { findMisfit, findNameFault } from './drive/file-system-rules';
import { type CarriedMirror, createCarriedMirror, readTree } from './testing/carried-mirror';
import { verifyBundle } from './verify-bundle';

/** Minutes; `npm run torture` asks for it. */
const whyNot = process.env.SANDGROUSE_TORTURE_FAT === undefined ? 'it was not asked for' : whyNoFatDrive();
const GIB = 2 ** 30;
const MOST_MS = 600_000;
const { signal } = new AbortController();

describe.skipIf(whyNot !== null)('a drive with FAT32', () => {
  let carried: CarriedMirror;
  let drive: FatDrive;
  let top: string;

  beforeAll(async () => {
    carried = await createCarriedMirror();
    top = join(carried.drive, 'usb');
    await mkdir(top);
    drive = mountFatDrive(top, 600);
    drive.plugIn();
  }, MOST_MS);
  afterAll(async () => {
    drive.remove();
    await carried.remove();
  }, MOST_MS);

  it.each([
    'a'.repeat(255),
    'a'.repeat(256),
    'ü'.repeat(255),
    '中'.repeat(85),
    'a:b',
    'a?b',
    'a*b',
    'a"b',
    'a<b',
    'a>b',
    'a|b',
    'a\\b',
    'a\tb',
    'a+b,c;d=e[f]',
    'sand-1.0+local.1-py3-none-any.whl',
    'sand_1!2-1.0.tar.gz',
    ' before',
    '.hidden',
    'end.',
    'end ',
  ])('holds "%s" exactly where the rules say so', async (name) => {
    const names = join(top, 'names');
    await mkdir(names);
    await writeFile(join(names, name), 'x').catch(() => undefined);
    const holds = (await readdir(names)).includes(name);
    await rm(names, { recursive: true });
    expect(findNameFault('fat32', name) === null).toBe(holds);
  });

  it('has no two names that differ by capitals alone', async () => {
    await mkdir(join(top, 'names'));
    for (const name of ['Sand.whl', 'sand.whl']) await writeFile(join(top, 'names', name), 'x');
    expect(await readdir(join(top, 'names'))).toEqual(['Sand.whl']);
    await rm(join(top, 'names'), { recursive: true });
    const twins = ['a/Sand.whl', 'a/sand.whl'].map((path) => ({ path, sizeBytes: 1 }));
    expect(findMisfit('fat32', twins)).toMatchObject({ path: 'a/sand.whl' });
  });

  it.each([
    [4 * GIB - 1, 'ENOSPC'],
    [4 * GIB, 'EFBIG'],
  ])('takes a file of %d bytes only as far as the rules say: %s', async (sizeBytes, code) => {
    const file = await open(join(top, 'large'), 'w');
    await expect(file.truncate(sizeBytes)).rejects.toMatchObject({ code });
    await file.close();
    await rm(join(top, 'large'));
    expect(findMisfit('fat32', [{ path: 'large', sizeBytes }]) === null).toBe(code === 'ENOSPC');
  });

  it(
    'carries a mirror: ejected, checked, plugged in, installed from, imported',
    async () => {
      const stick = join(top, 'carried');
      const outcome = await carried.export(stick, { fileSystem: 'fat32' });
      expect(outcome).toMatchObject({ kind: 'exported' });
      drive.eject();
      expect(drive.check()).toContain('files');
      drive.plugIn();
      execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: stick });
      const downloads = join(carried.drive, 'downloads');
      const indexUrl = pathToFileURL(join(stick, 'simple')).href;
      const words = ['-m', 'pip', '--isolated', 'download', '--no-cache-dir', '--index-url', indexUrl];
      execFileSync('python3', [...words, '--dest', downloads, 'sand'], { stdio: 'ignore' });
      expect((await readdir(downloads)).sort()).toEqual([
        'sand-1.0-py3-none-any.whl',
        'stone-2.0-py3-none-any.whl',
      ]);
      expect(await carried.import(stick, { fileSystem: 'fat32' })).toMatchObject({ kind: 'imported' });
      expect(await findFaults(join(carried.far, 'web'))).toEqual([]);
      expect(await readTree(join(carried.far, 'web'))).toEqual(
        await readTree(join(carried.mirror.directory, 'web')),
      );
      const report = await verifyBundle({ directory: stick, emit: () => undefined, now: Date.now, signal });
      expect(report.findings).toEqual([]);
    },
    MOST_MS,
  );
});

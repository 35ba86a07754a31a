import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { devNull } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findFaults } from '../../../testing/mirror-fixture';
import { type DiskFormat, mountSmallDisk, type SmallDisk, whyNoSmallDisk } from '../../../testing/small-disk';
import { proposePlace } from './plan/propose-place';
import { type CarriedMirror, createCarriedMirror, readTree } from './testing/carried-mirror';
import { verifyBundle } from './verify-bundle';

/** `npm run torture` makes it ten. */
const PULLS = Number(process.env.SANDGROUSE_TORTURE_PULLS ?? 4);
const MEGABYTE = 1024 * 1024;
const WHEELS = Array.from({ length: 12 }, (_, index) => ({
  name: 'sand',
  version: `${index + 1}.0`,
  paddingBytes: MEGABYTE,
}));
const { signal } = new AbortController();
const hasPip = spawnSync('python3', ['-m', 'pip', '--version']).status === 0;

function downloadWithPip(indexFolder: string, to: string): void {
  const indexUrl = pathToFileURL(indexFolder).href;
  const words = ['-m', 'pip', 'download', '--no-deps', '--no-cache-dir', '--disable-pip-version-check'];
  execFileSync('python3', [...words, '--index-url', indexUrl, '--dest', to, 'sand'], {
    env: { PATH: process.env.PATH, PIP_CONFIG_FILE: devNull },
    stdio: 'ignore',
  });
}

describe.each(['ext4', 'exfat', 'ntfs'] as const)('a drive with %s', (format: DiskFormat) => {
  const whyNot = whyNoSmallDisk(format);
  if (whyNot !== null) console.info(`Drives with ${format} are not tested here: ${whyNot}.`);
  let carried: CarriedMirror;
  let disk: SmallDisk;
  let stick: string;

  beforeEach(async () => {
    if (whyNot !== null) return;
    carried = await createCarriedMirror(WHEELS, 'sand\n');
    const mountPoint = join(carried.drive, 'usb');
    await mkdir(mountPoint);
    disk = mountSmallDisk(mountPoint, 64, format);
    stick = join(mountPoint, 'carried');
  });
  afterEach(async () => {
    if (whyNot !== null) return;
    disk.remove();
    await carried.remove();
  });

  it.skipIf(whyNot !== null)(
    'carries a mirror: unmounted, mounted, checked, installed from, imported',
    async () => {
      const outcome = await carried.export(stick);
      expect(outcome).toMatchObject({
        kind: 'exported',
        manifest: { readBack: format === 'ext4' ? 'past-cache' : 'through-cache' },
      });
      disk.pullOut();
      disk.plugIn();
      execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: stick });
      if (hasPip) {
        const downloads = join(carried.drive, 'downloads');
        downloadWithPip(join(stick, 'simple'), downloads);
        expect(await readdir(downloads)).toEqual(['sand-12.0-py3-none-any.whl']);
      }
      expect(await carried.import(stick)).toMatchObject({ kind: 'imported' });
      expect(await findFaults(join(carried.far, 'web'))).toEqual([]);
      expect(await readTree(join(carried.far, 'web'))).toEqual(
        await readTree(join(carried.mirror.directory, 'web')),
      );
      const report = await verifyBundle({ directory: stick, emit: () => undefined, now: Date.now, signal });
      expect(report.findings).toEqual([]);
    },
    60_000,
  );

  it.skipIf(whyNot !== null)(
    'that is pulled out again and again is waited for, and nothing is lost',
    async () => {
      let [told, pulls] = [0, 0];
      carried.onProgress(({ step }) => {
        if (step === 'waiting') disk.plugIn();
        if (!['copy', 'read-back'].includes(step) || pulls >= PULLS) return;
        told += 1;
        if (told % 2 === 0) return;
        pulls += 1;
        disk.pullOut();
      });
      while (pulls < PULLS) expect(await carried.export(stick)).toMatchObject({ kind: 'exported' });
      expect(carried.progress.some(({ step, problem }) => step === 'waiting' && problem !== null)).toBe(true);
      execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: stick });
      disk.pullOut();
      expect(await readdir(join(carried.drive, 'usb'))).toEqual([]);
      disk.plugIn();
      expect(await carried.import(stick)).toMatchObject({ kind: 'imported' });
    },
    120_000,
  );

  it.skipIf(whyNot !== null)(
    'that is pulled out again and again while it is taken in leaves the far side as it was, until all of it is there',
    async () => {
      expect(await carried.export(stick)).toMatchObject({ kind: 'exported' });
      let [told, pulls, isIn] = [0, 0, true];
      carried.onProgress(({ step }) => {
        if (!['verify', 'place'].includes(step) || !isIn || pulls >= PULLS) return;
        told += 1;
        if (told <= pulls % 4) return;
        pulls += 1;
        isIn = false;
        disk.pullOut();
      });
      const outcomes: string[] = [];
      while (pulls < PULLS) {
        told = 0;
        const outcome = await carried.import(stick);
        outcomes.push(outcome.kind);
        const pages = (await readTree(join(carried.far, 'web', 'simple'))).size;
        if (outcome.kind !== 'imported') {
          expect(outcome).toMatchObject({ kind: 'failed', problem: { code: 'disk-gone' } });
          expect(pages).toBe(0);
        } else {
          expect(pages).toBeGreaterThan(0);
          await rm(carried.far, { recursive: true });
        }
        if (!isIn) disk.plugIn();
        isIn = true;
      }
      expect(outcomes).toContain('failed');
      expect(await carried.import(stick)).toMatchObject({
        kind: 'imported',
        receipt: { path: expect.stringContaining('receipts') as string },
      });
      expect(await findFaults(join(carried.far, 'web'))).toEqual([]);
      execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: stick });
    },
    120_000,
  );

  it.skipIf(whyNot !== null)(
    'that is pulled out before anything was written leaves nothing on this computer',
    async () => {
      const top = join(carried.drive, 'usb');
      const extras = () => {
        disk.pullOut();
        return Promise.resolve([]);
      };
      for (const to of [stick, top]) {
        const outcome = await carried.export(to, { extras });
        expect(outcome).toMatchObject({ kind: 'failed', problem: { code: 'disk-gone' } });
        expect(await readdir(top)).toEqual([]);
        disk.plugIn();
      }
      expect(await carried.export(stick)).toMatchObject({ kind: 'exported' });
    },
  );

  it.skipIf(whyNot !== null)('gets one folder of the export, even where it is empty', async () => {
    const top = join(carried.drive, 'usb');
    const name = `sandgrouse-${basename(carried.mirror.directory)}`;
    expect(await proposePlace(carried.mirror.directory, top, { signal })).toMatchObject({
      to: join(top, name),
    });
    expect(await proposePlace(carried.mirror.directory, stick, { signal })).toMatchObject({ to: stick });
  });

  it.skipIf(whyNot !== null)('that is too small is refused before anything is written', async () => {
    disk.fill();
    expect(await carried.export(stick)).toMatchObject({
      kind: 'failed',
      problem: { code: 'bundle-too-large' },
    });
    expect(await readdir(join(carried.drive, 'usb'))).not.toContain('carried');
  });
});

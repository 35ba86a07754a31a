import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mountSmallDisk, whyNoSmallDisk } from '../../../testing/small-disk';
import { problemFrom } from '../../../testing/upstream-fixture';
import { readLinuxDrives } from './linux-drives';
import { listDrives } from './list-drives';
import { readMacosDrive, readMacosVolumeNames } from './macos-drives';
import { readPropertyList } from './property-list';
import { releaseDrive } from './release-drive';
import {
  DISKUTIL_LIST,
  DISKUTIL_STICK,
  DISKUTIL_SYSTEM,
  LSBLK,
  MOUNTINFO,
  OLD_LSBLK,
  POWERSHELL,
} from './testing/answers';
import { readWindowsDrives } from './windows-drives';

const { signal } = new AbortController();
const HERE = { platform: process.platform, variables: process.env, signal };

describe('drives on Linux', () => {
  it('are the volumes that hold files, with where they are mounted and what speaks against them', () => {
    const drives = readLinuxDrives(LSBLK, MOUNTINFO);
    expect(
      drives.map(({ device, mountPoint, connection, unfit }) => [device, mountPoint, connection, unfit]),
    ).toEqual([
      ['/dev/sda1', '/media/ann/MY STICK', 'usb', null],
      ['/dev/sda2', null, 'usb', 'not-mounted'],
      ['/dev/sdb1', '/media/ann/old', 'usb', null],
      ['/dev/mmcblk0p1', '/media/ann/card', 'card', 'read-only'],
      ['/dev/nvme0n1p1', '/boot/efi', 'internal', 'system'],
      ['/dev/mapper/root', '/', 'internal', 'system'],
    ]);
    expect(drives[0]).toMatchObject({
      id: 'uuid:4A21-0D5F',
      label: 'MY STICK',
      model: 'Ultra Fit',
      fileSystem: 'vfat',
      sizeBytes: 20_000_000_000,
    });
  });

  it('are read of older versions too, and refused where it is something else', () => {
    expect(readLinuxDrives(OLD_LSBLK, '')).toMatchObject([
      { device: '/dev/sdc', sizeBytes: 1000, connection: 'usb', unfit: 'not-mounted' },
    ]);
    expect(() => readLinuxDrives('{"blockdevices": 7}', '')).toThrow();
    expect(() => readLinuxDrives('lsblk: failed', '')).toThrow();
  });
});

describe('drives on macOS', () => {
  it('are the volumes of the list, each asked for by itself', () => {
    expect(readMacosVolumeNames(DISKUTIL_LIST)).toEqual(['disk3s1', 'disk4s1']);
    expect(readMacosDrive(DISKUTIL_STICK)).toEqual({
      id: 'uuid:AC0E7B6E-7A5C-3A24-8C6B-4F5C9E0C1A11',
      label: 'Ann & Bob',
      device: 'disk4s1',
      model: null,
      mountPoint: '/Volumes/Ann & Bob',
      sizeBytes: 31_914_983_424,
      freeBytes: null,
      fileSystem: 'exfat',
      connection: 'usb',
      unfit: null,
    });
    expect(readMacosDrive(DISKUTIL_SYSTEM)).toMatchObject({ connection: 'internal', unfit: 'system' });
  });

  it('are refused where it is no property list', () => {
    expect(() => readPropertyList('Could not find disk: disk9')).toThrow();
    expect(() => readMacosVolumeNames('<plist><dict/></plist>')).toThrow();
    expect(readPropertyList('<plist><array><real>1.5</real><true/></array></plist>')).toEqual([1.5, true]);
  });
});

describe('drives on Windows', () => {
  it('are the volumes with a file system, and no discs', () => {
    const drives = readWindowsDrives(POWERSHELL);
    expect(
      drives.map(({ device, mountPoint, connection, unfit }) => [device, mountPoint, connection, unfit]),
    ).toEqual([
      ['C:', 'C:\\', 'internal', 'system'],
      ['E:', 'E:\\', 'usb', null],
      ['\\\\?\\Volume{3333-cccc}\\', null, 'card', 'not-mounted'],
    ]);
    expect(drives[1]).toMatchObject({
      id: 'volume:2222-bbbb',
      label: 'STICK',
      model: 'SanDisk Ultra Fit',
      freeBytes: 30_000_000_000,
      fileSystem: 'fat32',
    });
    expect(() => readWindowsDrives('Get-Volume : Access denied')).toThrow();
  });
});

describe('a system that does not tell', () => {
  it('is a problem that names the program', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandgrouse-tools-'));
    const variables = { PATH: folder };
    const ask = (platform: NodeJS.Platform) => problemFrom(listDrives({ platform, variables, signal }));
    expect(await ask('linux')).toMatchObject({ code: 'drives-unreadable', parameters: { tool: 'lsblk' } });
    expect(await ask('darwin')).toMatchObject({ parameters: { tool: 'diskutil' } });
    expect(await ask('aix')).toMatchObject({ parameters: { tool: 'aix' } });
    await writeFile(join(folder, 'lsblk'), '#!/bin/sh\necho nonsense\n', { mode: 0o755 });
    if (process.platform !== 'win32')
      expect(await ask('linux')).toMatchObject({ parameters: { reason: 'its answer is not understood' } });
    await rm(folder, { recursive: true });
  });
});

describe.runIf(process.platform === 'linux')('a real drive', () => {
  const whyNot = whyNoSmallDisk('exfat');
  if (whyNot !== null) console.info(`No real drive is listed here: ${whyNot}.`);

  it('that this computer runs from is never let go', async () => {
    const drives = await listDrives(HERE);
    for (const { unfit, device } of drives) {
      if (unfit === 'system')
        expect(await problemFrom(releaseDrive(device, HERE))).toMatchObject({ code: 'drive-of-system' });
    }
    expect(await problemFrom(releaseDrive('/no/such/drive', HERE))).toMatchObject({ code: 'drive-unknown' });
  });

  it.runIf(whyNot === null).each(['ext4', 'exfat'] as const)(
    'with %s is listed, flushed, unmounted, and the same when it is back',
    async (format) => {
      const place = await mkdtemp(join(tmpdir(), 'sandgrouse-drive-'));
      const mountPoint = join(place, 'my stick');
      await mkdir(mountPoint);
      const disk = mountSmallDisk(mountPoint, 32, format);
      try {
        const find = async () => (await listDrives(HERE)).find((drive) => drive.mountPoint === mountPoint);
        const found = await find();
        expect(found).toMatchObject({ connection: 'image', unfit: null, sizeBytes: 32 * 1024 * 1024 });
        expect(found?.freeBytes).toBeGreaterThan(20 * 1024 * 1024);
        expect(found?.fileSystem).toBe(format);
        expect(found?.id).toMatch(/^uuid:[0-9A-Fa-f-]{8,}$/);
        await writeFile(join(mountPoint, 'file'), 'content');
        const inUse = execFileSync('sh', ['-c', 'sleep 600 < file > /dev/null 2>&1 & echo $!'], {
          cwd: mountPoint,
        });
        const holder = Number(inUse.toString());
        expect(await problemFrom(releaseDrive(mountPoint, HERE))).toMatchObject({ code: 'drive-in-use' });
        process.kill(holder);
        await expect.poll(() => problemOrKind(mountPoint)).toBe('released');
        expect(await find()).toBeUndefined();
        disk.plugIn();
        expect((await find())?.id).toBe(found?.id);
        expect(await readFile(join(mountPoint, 'file'), 'utf8')).toBe('content');
      } finally {
        disk.remove();
        await rm(place, { recursive: true });
      }
    },
    60_000,
  );
});

/** What holds a file takes a moment to end. */
async function problemOrKind(place: string): Promise<string> {
  try {
    return (await releaseDrive(place, HERE)).kind;
  } catch {
    return 'held';
  }
}

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mountSmallDisk, whyNoSmallDisk } from '../../../../testing/small-disk';
import type { Drive } from '../../../contract/drive';
import { fileSystemOf, findFileSystem } from './drive-file-system';

const { signal } = new AbortController();
const drive = (mountPoint: string | null, fileSystem: string | null): Drive => ({
  id: null,
  label: null,
  device: '/dev/sdb1',
  model: null,
  mountPoint,
  sizeBytes: 1,
  freeBytes: null,
  fileSystem,
  connection: 'usb',
  unfit: null,
});

describe('the file system of a drive', () => {
  it.each([
    ['/media/stick/carried', 'exfat'],
    ['/media/stick', 'exfat'],
    ['/media/stick-2/carried', 'fat32'],
    ['/media/stick/card/carried', 'ntfs'],
    ['/home/anna', null],
    ['E:\\carried', 'fat32'],
    ['F:\\carried', 'ntfs'],
    ['/Volumes/Data', null],
  ])('is that of the nearest one above "%s"', (place, fileSystem) => {
    const drives = [
      drive('/', 'ext4'),
      drive('/media/stick', 'exfat'),
      drive('/media/stick-2', 'vfat'),
      drive('/media/stick/card', 'ntfs3'),
      drive(null, 'ntfs'),
      drive('E:\\', 'FAT32'),
      drive('F:\\', 'NTFS'),
      drive('/Volumes/Data', 'apfs'),
    ];
    expect(fileSystemOf(drives, place)).toBe(fileSystem);
  });

  it.each(['exfat', 'ntfs'] as const)('is known for %s behind a driver of its own', async (format) => {
    if (whyNoSmallDisk(format) !== null) return;
    const place = await mkdtemp(join(tmpdir(), 'sandgrouse-system-'));
    await mkdir(join(place, 'usb'));
    const disk = mountSmallDisk(join(place, 'usb'), 64, format);
    try {
      const options = { platform: process.platform, variables: process.env, signal };
      expect(await findFileSystem(join(place, 'usb', 'carried', 'not yet'), options)).toBe(format);
      expect(await findFileSystem(place, options)).toBeNull();
    } finally {
      disk.remove();
      await rm(place, { recursive: true });
    }
  });

  it('is looked for where the system tells of no drives', async () => {
    const variables = { PATH: '/nowhere' };
    expect(await findFileSystem('/proc/self', { platform: 'linux', variables, signal })).toBeNull();
  });
});

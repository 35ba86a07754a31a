import { execFileSync, spawnSync } from 'node:child_process';
import {
  closeSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A real file system in an image of a few megabytes, mounted on a folder. Everything happens at once, so that a test
 * can do it in the middle of an event.
 */
export interface SmallDisk {
  /** Takes all of the free space. */
  readonly fill: () => void;
  /** Gives back what `fill` took. */
  readonly empty: () => void;
  readonly makeReadOnly: () => void;
  readonly makeWritable: () => void;
  /** Pulls the disk out, whoever has files open on it; what is left is the folder below. */
  readonly pullOut: () => void;
  readonly plugIn: () => void;
  readonly remove: () => void;
}

const MEGABYTE = 1024 * 1024;

/** How each of them is made and mounted; those that drives have run in a process of their own (FUSE). */
const FORMATS = {
  ext4: { make: ['mkfs.ext4', '-q', '-m', '0'], mount: 'mount' },
  exfat: { make: ['mkfs.exfat'], mount: 'mount.exfat-fuse' },
  ntfs: { make: ['mkfs.ntfs', '--quick', '--force', '--quiet'], mount: 'ntfs-3g' },
} as const;
export type DiskFormat = keyof typeof FORMATS;

export function mountSmallDisk(folder: string, megabytes: number, format: DiskFormat = 'ext4'): SmallDisk {
  const [make, ...options] = FORMATS[format].make;
  const place = mkdtempSync(join(tmpdir(), 'sandgrouse-disk-'));
  const image = join(place, 'image');
  writeFileSync(image, '');
  truncateSync(image, megabytes * MEGABYTE);
  execFileSync(make, [...options, image], { stdio: 'ignore' });
  const device = execFileSync('losetup', ['--find', '--show', image]).toString().trim();
  const ballast = join(folder, 'ballast');
  let isIn = false;
  const plugIn = (): void => {
    // A server of a file system would keep our streams open.
    execFileSync(FORMATS[format].mount, [device, folder], { stdio: 'ignore' });
    isIn = true;
  };
  const pullOut = (): void => {
    if (isIn) execFileSync('umount', ['-l', folder]);
    isIn = false;
  };
  try {
    plugIn();
  } catch (error) {
    execFileSync('losetup', ['--detach', device]);
    rmSync(place, { recursive: true });
    throw error;
  }
  return {
    plugIn,
    pullOut,
    fill: () => takeAllSpace(ballast),
    empty: () => rmSync(ballast),
    makeReadOnly: () => void execFileSync('mount', ['-o', 'remount,ro', folder]),
    makeWritable: () => void execFileSync('mount', ['-o', 'remount,rw', folder]),
    remove: () => {
      pullOut();
      detachWhenFree(device);
      rmSync(place, { recursive: true });
    },
  };
}

/** A server that ends holds its device for a moment longer. */
function detachWhenFree(device: string): void {
  for (let tries = 0; tries < 50; tries += 1) {
    // Refused where it has gone in this very moment, which the list then shows.
    spawnSync('losetup', ['--detach', device]);
    const left = execFileSync('losetup', ['--list', '--noheadings', '--output', 'NAME']).toString();
    if (!left.split('\n').includes(device)) return;
    execFileSync('sleep', ['0.1']);
  }
}

function takeAllSpace(path: string): void {
  const file = openSync(path, 'a');
  try {
    for (const size of [MEGABYTE, 1024, 1]) fillWith(file, Buffer.alloc(size, 1));
  } finally {
    closeSync(file);
  }
}

function fillWith(file: number, chunk: Buffer): void {
  try {
    for (;;) {
      writeSync(file, chunk);
      fsyncSync(file);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}

/** Why no disk can be mounted here; `null` where it can. */
export function whyNoSmallDisk(format: DiskFormat = 'ext4'): string | null {
  if (process.platform !== 'linux') return 'only Linux mounts an image of a disk this way';
  if (process.getuid?.() !== 0) return 'only root may mount';
  const folder = mkdtempSync(join(tmpdir(), 'sandgrouse-mount-'));
  try {
    mountSmallDisk(folder, 8, format).remove();
    return null;
  } catch (error) {
    return `no disk can be mounted: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

import { execFileSync } from 'node:child_process';
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
 * A real ext4 file system in an image of a few megabytes, mounted on a folder. Everything happens at once, so that a test
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

export function mountSmallDisk(folder: string, megabytes: number): SmallDisk {
  const place = mkdtempSync(join(tmpdir(), 'sandgrouse-disk-'));
  const image = join(place, 'image');
  writeFileSync(image, '');
  truncateSync(image, megabytes * MEGABYTE);
  execFileSync('mkfs.ext4', ['-q', '-m', '0', image]);
  const device = execFileSync('losetup', ['--find', '--show', image]).toString().trim();
  const ballast = join(folder, 'ballast');
  let isIn = false;
  const plugIn = (): void => {
    execFileSync('mount', [device, folder]);
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
      execFileSync('losetup', ['--detach', device]);
      rmSync(place, { recursive: true });
    },
  };
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
export function whyNoSmallDisk(): string | null {
  if (process.platform !== 'linux') return 'only Linux mounts an image of a disk this way';
  if (process.getuid?.() !== 0) return 'only root may mount';
  const folder = mkdtempSync(join(tmpdir(), 'sandgrouse-mount-'));
  try {
    mountSmallDisk(folder, 2).remove();
    return null;
  } catch (error) {
    return `no disk can be mounted: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

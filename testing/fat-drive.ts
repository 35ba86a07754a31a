import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A drive with FAT32 as Linux itself writes it, also where this kernel has no FAT: guestmount runs another one for it in a
 * small virtual computer. Slow: half a minute to plug in, four small files a second.
 */
export interface FatDrive {
  readonly plugIn: () => void;
  /** Lets the drive go in an orderly way, and waits until everything is written. */
  readonly eject: () => void;
  /** What `fsck` says of the ejected drive; throws where it finds a fault. */
  readonly check: () => string;
  readonly remove: () => void;
}

const MEGABYTE = 1024 * 1024;
/** A virtual computer that cannot start on this machine's processor runs everywhere when it is emulated. */
const SETTINGS = { LIBGUESTFS_BACKEND: 'direct', LIBGUESTFS_BACKEND_SETTINGS: 'force_tcg' };

export function mountFatDrive(folder: string, megabytes: number): FatDrive {
  const place = mkdtempSync(join(tmpdir(), 'sandgrouse-fat-'));
  const image = join(place, 'image');
  const pidFile = join(place, 'pid');
  writeFileSync(image, '');
  truncateSync(image, megabytes * MEGABYTE);
  execFileSync('mkfs.vfat', ['-F', '32', image], { stdio: 'ignore' });
  let isIn = false;
  const plugIn = (): void => {
    const words = ['--format=raw', '--add', image, '--mount', '/dev/sda', '--pid-file', pidFile, folder];
    execFileSync('guestmount', words, { env: { ...process.env, ...SETTINGS }, stdio: 'ignore' });
    isIn = true;
  };
  const eject = (): void => {
    if (!isIn) return;
    const pid = readFileSync(pidFile, 'utf8').trim();
    execFileSync('guestunmount', [folder]);
    // It ends when its virtual computer has written everything.
    execFileSync('tail', ['--pid', pid, '--follow', '/dev/null']);
    isIn = false;
  };
  return {
    plugIn,
    eject,
    check: () => execFileSync('fsck.vfat', ['-n', image]).toString(),
    remove: () => {
      eject();
      rmSync(place, { recursive: true });
    },
  };
}

/** Why there is no such drive here; `null` where there is. */
export function whyNoFatDrive(): string | null {
  for (const program of ['guestmount', 'mkfs.vfat', 'fsck.vfat']) {
    if (spawnSync('which', [program]).status !== 0) return `"${program}" is not installed`;
  }
  return null;
}

import { stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { FileSystem } from './file-system-rules';

export interface TargetVolume {
  readonly fileSystem: FileSystem;
  /** For this user; `null` where the system does not tell. */
  readonly freeBytes: number | null;
  readonly clusterBytes: number;
}

/** The numbers by which Linux knows file systems (`linux/magic.h`, and those of their drivers). */
const BY_MAGIC: ReadonlyMap<number, FileSystem> = new Map([
  [0x4d44, 'fat32'],
  [0x2011bab0, 'exfat'],
  [0x5346544e, 'ntfs'],
  [0x7366746e, 'ntfs'],
  [0xef53, 'posix'],
  [0x58465342, 'posix'],
  [0x9123683e, 'posix'],
  [0x01021994, 'posix'],
  [0x794c7630, 'posix'],
  [0xf2f52010, 'posix'],
]);

const USUAL_CLUSTER_BYTES = 4096;

/** What can be told of the drive that holds a folder, which has to exist. Never throws. */
export async function readVolume(folder: string): Promise<TargetVolume> {
  try {
    const { type, bsize, bavail } = await statfs(folder);
    const fileSystem = process.platform === 'linux' ? (BY_MAGIC.get(type) ?? 'unknown') : 'unknown';
    return { fileSystem, freeBytes: bavail * bsize, clusterBytes: Math.max(bsize, 512) };
  } catch {
    return { fileSystem: 'unknown', freeBytes: null, clusterBytes: USUAL_CLUSTER_BYTES };
  }
}

/** What tells the volume of a folder from others as long as it is mounted; of the folder above where it is not there. */
export async function readVolumeNumber(folder: string): Promise<number | null> {
  const here = resolve(folder);
  const entry = await stat(here).catch(() => null);
  if (entry !== null) return entry.dev;
  return dirname(here) === here ? null : readVolumeNumber(dirname(here));
}

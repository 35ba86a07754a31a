import { realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Drive } from '../../../contract/drive';
import type { SystemOptions } from '../../drives/ask-system';
import { listDrives } from '../../drives/list-drives';
import type { FileSystem } from './file-system-rules';
import { readVolume } from './target-volume';

/** As the systems call them; those of macOS take capitals for the same or not, which they do not tell. */
const BY_NAME: ReadonlyMap<string, FileSystem> = new Map([
  ['vfat', 'fat32'],
  ['msdos', 'fat32'],
  ['fat', 'fat32'],
  ['fat16', 'fat32'],
  ['fat32', 'fat32'],
  ['exfat', 'exfat'],
  ['ntfs', 'ntfs'],
  ['ntfs3', 'ntfs'],
  ['refs', 'ntfs'],
]);

/**
 * The file system below a folder, which need not be there yet, where the system's own list of drives knows it and a look
 * at the folder does not tell: behind a driver in a process of its own on Linux, and everywhere on macOS and Windows.
 * `null`: look. Throws the signal's reason alone.
 */
export async function findFileSystem(folder: string, options: SystemOptions): Promise<FileSystem | null> {
  const place = await realFolder(resolve(folder));
  if ((await readVolume(place)).fileSystem !== 'unknown') return null;
  try {
    return fileSystemOf(await listDrives(options), place);
  } catch {
    options.signal.throwIfAborted();
    return null;
  }
}

/** Of the drive that holds a place, which is the one that is mounted nearest above it. */
export function fileSystemOf(drives: readonly Drive[], place: string): FileSystem | null {
  const above = drives
    .filter(({ mountPoint }) => mountPoint !== null && isWithin(place, mountPoint))
    .sort((left, right) => (right.mountPoint?.length ?? 0) - (left.mountPoint?.length ?? 0));
  return BY_NAME.get(above[0]?.fileSystem?.toLowerCase() ?? '') ?? null;
}

function isWithin(place: string, mountPoint: string): boolean {
  const top = mountPoint.replace(/[\\/]+$/, '');
  return place.startsWith(top) && /^(?:[\\/]|$)/.test(place.slice(top.length));
}

/** The folder, or the nearest one above it that is there. */
async function realFolder(folder: string): Promise<string> {
  const real = await realpath(folder).catch(() => null);
  const above = dirname(folder);
  return real ?? (above === folder ? folder : realFolder(above));
}

import { lstat, readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { refuse } from '../../../contract/problem';
import { readBoundedFile } from '../../files/read-file';
import { readPartOwner } from '../drive/bundle-folder';
import { FILE_SYSTEM_NAMES, type FileSystem, findMisfit } from '../drive/file-system-rules';
import { readVolume } from '../drive/target-volume';
import { isLeftByFileManager, MANIFEST_FILENAME, SUMS_FILENAME } from '../format/bundle-paths';
import { readManifest } from '../format/manifest';
import { readSums, type Sums } from '../format/sums';
import type { CarriedFile } from './carried-file';
import { roomFor } from './split-parts';

/** A folder that an export may take. */
export interface JudgedPlace {
  readonly directory: string;
  /** Files of the bundle that is there already, with their hashes. */
  readonly owned: Sums;
}

const LARGEST_BYTES = 480 * 1024 * 1024;
/** For the lists, the manifest and what the file system needs for itself. */
const SPARE_BYTES = 1024 * 1024;

/**
 * Whether an export of this mirror may go to a folder: one that is not there yet or is empty, or one with an export of the
 * same mirror, finished or not. Throws `bundle-place-refused` with the reason.
 */
export async function judgePlace(
  mirrorDirectory: string,
  to: string,
  mirrorId: string,
): Promise<JudgedPlace> {
  const place = resolve(to);
  const deny = (reason: string): never => refuse('bundle-place-refused', { directory: place, reason });
  const above = await realpath(dirname(place)).catch(() => deny(`"${dirname(place)}" does not exist`));
  const entry = await lstat(place).catch(() => null);
  if (entry !== null && !entry.isDirectory()) deny('it is no folder');
  // The top of a drive is a folder of its own name only where it is mounted.
  const directory = entry === null ? join(above, basename(place)) : await realpath(place);
  const mirror = await realpath(mirrorDirectory);
  if (directory === mirror) deny('it is the mirror itself');
  if (isBelow(directory, mirror)) deny('it lies inside the mirror');
  if (isBelow(mirror, directory)) deny('the mirror lies inside of it');
  if (entry === null) return { directory, owned: new Map() };
  const names = (await readdir(directory)).filter((name) => !isLeftByFileManager(name));
  if (names.length === 0) return { directory, owned: new Map() };
  const manifest = await readBoundedFile(join(directory, MANIFEST_FILENAME), { limitBytes: LARGEST_BYTES });
  const owner = manifest === null ? await readPartOwner(directory) : ownerOf(manifest);
  if (owner === null) deny(`it holds something else, "${names[0] ?? ''}" for instance`);
  if (owner !== mirrorId) deny('it holds an export of another mirror');
  return { directory, owned: manifest === null ? new Map() : await readOwned(directory) };
}

function ownerOf(manifest: Buffer): string | null {
  try {
    return readManifest(manifest).mirror.id;
  } catch {
    return null;
  }
}

/** Without a list that can be read, no file counts as ours. */
async function readOwned(directory: string): Promise<Sums> {
  try {
    const list = await readBoundedFile(join(directory, SUMS_FILENAME), { limitBytes: LARGEST_BYTES });
    return list === null ? new Map() : readSums(list.toString('utf8'));
  } catch {
    return new Map();
  }
}

function isBelow(path: string, top: string): boolean {
  return path.startsWith(top.endsWith(sep) ? top : top + sep);
}

/** Refuses what cannot work before anything is written: names, sizes, room. `null`: look which file system it is. */
export async function refuseMisfits(
  directory: string,
  files: readonly CarriedFile[],
  known: FileSystem | null,
): Promise<void> {
  const isThere = (await lstat(directory).catch(() => null)) !== null;
  const volume = await readVolume(isThere ? directory : dirname(directory));
  const fileSystem = known ?? volume.fileSystem;
  const misfit = findMisfit(fileSystem, files);
  if (misfit !== null) {
    const name = FILE_SYSTEM_NAMES[fileSystem];
    refuse('bundle-file-refused', { directory, path: misfit.path, fileSystem: name, reason: misfit.reason });
  }
  if (volume.freeBytes === null) return;
  const missing = isThere ? await withoutPresent(directory, files) : files;
  const neededBytes = roomFor(missing, volume.clusterBytes) + SPARE_BYTES;
  if (neededBytes > volume.freeBytes) {
    refuse('bundle-too-large', { directory, neededBytes, freeBytes: volume.freeBytes });
  }
}

/** What an earlier export left takes its room already. */
async function withoutPresent(
  directory: string,
  files: readonly CarriedFile[],
): Promise<readonly CarriedFile[]> {
  const missing: CarriedFile[] = [];
  for (const file of files) {
    const entry = await lstat(join(directory, ...file.path.split('/'))).catch(() => null);
    if (entry?.isFile() !== true || entry.size !== file.sizeBytes) missing.push(file);
  }
  return missing;
}

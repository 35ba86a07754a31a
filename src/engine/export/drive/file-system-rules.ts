import { foldPath } from '../format/bundle-paths';

/** File systems that drives have. `unknown` is held to the rules that all of them share, but for the size of a file. */
export const FILE_SYSTEMS = ['fat32', 'exfat', 'ntfs', 'posix', 'unknown'] as const;
export type FileSystem = (typeof FILE_SYSTEMS)[number];

export const FILE_SYSTEM_NAMES: Readonly<Record<FileSystem, string>> = {
  fat32: 'FAT32',
  exfat: 'exFAT',
  ntfs: 'NTFS',
  posix: 'one of Linux or macOS',
  unknown: 'an unknown one',
};

/** FAT keeps the size in 32 bits. */
const LARGEST_FAT_FILE_BYTES = 0xffff_ffff;
const LONGEST_NAME_UNITS = 255;
const LONGEST_NAME_BYTES = 255;
/** A folder of FAT has at most 65,536 entries of 32 bytes, and "." and ".." are two of them. */
const MOST_FAT_ENTRIES = 65_536 - 2;
const UNITS_PER_FAT_ENTRY = 13;
const SHORT_FAT_NAME = /^[A-Z0-9!#$%&'()@^_`{}~-]{1,8}(?:\.[A-Z0-9!#$%&'()@^_`{}~-]{1,3})?$/;

const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;
const FORBIDDEN = /["*/:<>?\\|]/;

export interface SizedPath {
  readonly path: string;
  readonly sizeBytes: number;
}

/** A file that a file system cannot hold, with the reason in words. */
export interface Misfit {
  readonly path: string;
  readonly reason: string;
}

/** The first file that does not fit; `null` where all do. Paths are relative, with `/`. */
export function findMisfit(fileSystem: FileSystem, files: readonly SizedPath[]): Misfit | null {
  const folded = new Map<string, string>();
  for (const { path, sizeBytes } of files) {
    if (fileSystem === 'fat32' && sizeBytes > LARGEST_FAT_FILE_BYTES) {
      return { path, reason: 'a file there has to be smaller than 4 GiB' };
    }
    const fault = firstFault(fileSystem, path);
    if (fault !== null) return { path, reason: fault };
    if (fileSystem === 'posix') continue;
    const twin = folded.get(foldPath(path));
    if (twin !== undefined) return { path, reason: `"${twin}" has the same name but for capitals` };
    folded.set(foldPath(path), path);
  }
  return fileSystem === 'fat32' ? findFullFolder(files) : null;
}

function firstFault(fileSystem: FileSystem, path: string): string | null {
  for (const name of path.split('/')) {
    const fault = findNameFault(fileSystem, name);
    if (fault !== null) return fault;
  }
  return null;
}

/** What keeps one name from standing on a file system; `null` when it is fine. */
export function findNameFault(fileSystem: FileSystem, name: string): string | null {
  const isLongInBytes = Buffer.byteLength(name) > LONGEST_NAME_BYTES;
  if (fileSystem === 'posix') {
    return isLongInBytes ? `a name there has at most ${LONGEST_NAME_BYTES} bytes` : null;
  }
  // The length of a string in JavaScript is counted in the units that these file systems count in.
  if (name.length > LONGEST_NAME_UNITS || (fileSystem === 'unknown' && isLongInBytes)) {
    return `a name there has at most ${LONGEST_NAME_UNITS} signs`;
  }
  if (FORBIDDEN.test(name) || hasControl(name)) return 'its name has a sign that is forbidden there';
  if (/[. ]$/.test(name)) return 'its name ends with a dot or a space';
  return RESERVED.test(name) ? 'Windows keeps its name for itself' : null;
}

function hasControl(name: string): boolean {
  return [...name].some((sign) => sign.charCodeAt(0) < 0x20);
}

/** How many entries a name takes in a folder of FAT: one, and another for each 13 signs of a name that is no old one. */
export function fatEntries(name: string): number {
  return SHORT_FAT_NAME.test(name) ? 1 : 1 + Math.ceil(name.length / UNITS_PER_FAT_ENTRY);
}

function findFullFolder(files: readonly SizedPath[]): Misfit | null {
  const entries = new Map<string, number>();
  const known = new Set<string>();
  for (const { path } of files) {
    const names = path.split('/');
    for (let depth = names.length; depth > 0; depth -= 1) {
      const place = names.slice(0, depth).join('/');
      if (known.has(place)) break;
      known.add(place);
      const folder = names.slice(0, depth - 1).join('/');
      const taken = (entries.get(folder) ?? 0) + fatEntries(names[depth - 1] ?? '');
      if (taken > MOST_FAT_ENTRIES) {
        return { path: folder, reason: 'a folder there cannot hold so many names of such a length' };
      }
      entries.set(folder, taken);
    }
  }
  return null;
}

import { findPathFault } from '../../mirror/mirror-paths';

/** What stands at the top of a bundle besides the carried files. */
export const MANIFEST_FILENAME = 'manifest.json';
export const SIGNATURE_FILENAME = 'manifest.sig';
export const SUMS_FILENAME = 'SHA256SUMS';
/** What all sides exported and imported, as far as the side knows that made it. */
export const TRANSFERS_FILENAME = 'transfers.jsonl';
/** So much of it travels at the most: the newest entries. */
export const LARGEST_LOG_BYTES = 256 * 1024;
/** There as long as a bundle is not finished: what it is going to be, and how far it has come. */
export const PART_FOLDER = '.part';
/** In it: whose export it is. */
export const OWNER_FILENAME = 'export.json';
/** Programs that a person wants beside the mirror. */
export const TOOLS_FOLDER = 'tools';
/** What far sides leave behind. */
export const RECEIPTS_FOLDER = 'receipts';

/** Where the tree and the files of a mirror's folder stand in a bundle. Everything else is there for people. */
const TREE = /^(?:simple|packages)\//;
const MIRROR = /^mirror\//;
/** Files of the tree have their own place in a bundle. */
const MIRROR_TREE = /^mirror\/web(?:\/|$)/i;

/** Whether a path of a bundle becomes part of the far mirror. */
export function isCarried(path: string): boolean {
  return TREE.test(path) || MIRROR.test(path);
}

/** What makes a path unfit to stand in a bundle's list; `null` when it is fine. */
export function findBundlePathFault(path: string): string | null {
  const top = path.split('/', 1)[0] ?? '';
  const own = [MANIFEST_FILENAME, SIGNATURE_FILENAME, SUMS_FILENAME, RECEIPTS_FOLDER];
  if (own.some((name) => name.toLowerCase() === top.toLowerCase()))
    return 'the name has another meaning there';
  if (['simple', 'packages', 'mirror'].includes(path)) return 'a folder has to stand there';
  if (MIRROR_TREE.test(path)) return 'the mirror has its tree there';
  return findPathFault(path);
}

/** Equal for paths that some file systems take for one and the same. */
export function foldPath(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

/** Left by file managers that looked into the folder. Never taken in, and nobody's fault. */
export function isLeftByFileManager(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return /^(?:\.DS_Store|Thumbs\.db|desktop\.ini|\._.+|\.directory)$/i.test(name);
}

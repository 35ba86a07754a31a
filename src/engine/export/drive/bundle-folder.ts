import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import {
  copyFile,
  type FileHandle,
  lstat,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  rmdir,
  stat,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { refuse } from '../../../contract/problem';
import { syncFolder } from '../../files/atomic-write';
import { diskProblem, isMissing } from '../../files/disk-problems';
import { readJsonFile } from '../../files/read-file';
import { readLineFile } from '../../mirror/line-file';
import { resolveInside } from '../../mirror/mirror-paths';
import { assertInside, removeEmptyFolders } from '../../mirror/tree-folders';
import {
  MANIFEST_FILENAME,
  OWNER_FILENAME,
  PART_FOLDER,
  SIGNATURE_FILENAME,
  SUMS_FILENAME,
} from '../format/bundle-paths';
import type { Sums } from '../format/sums';
import { readVolumeNumber } from './target-volume';

/**
 * The only place that writes on a drive. It owns one folder; every path is held inside of it, no link is followed, and
 * nothing is removed that an export did not write. Makes its folder once, when it is opened: where the drive was pulled
 * out, nothing is written into what it was mounted on. Every function throws a disk problem.
 */
export interface BundleFolder {
  readonly directory: string;
  /** Opens a file of the bundle to be written from its beginning, with the folders above it. */
  readonly openFile: (path: string) => Promise<FileHandle>;
  /**
   * Lets the system copy a whole file of that size where nothing stands yet, as far as it can without further ado.
   * Otherwise `false`, for whatever reason, and it has to be written.
   */
  readonly copyInto: (path: string, from: string, sizeBytes: number) => Promise<boolean>;
  /** Makes sure that what was written outlasts a power cut. */
  readonly syncFile: (path: string) => Promise<void>;
  /** Notes a file: without a hash as one that is about to be written, with one as finished. */
  readonly note: (entries: readonly JournalEntry[]) => Promise<void>;
  /**
   * What was noted before: the last word on each path. What was copied and never held against its hash counts as
   * unfinished, unless `trustsCopies`.
   */
  readonly readJournal: (options: {
    readonly trustsCopies: boolean;
  }) => Promise<ReadonlyMap<string, string | null>>;
  /** Replaces one of the files at the top, in one step. */
  readonly writeTop: (name: string, content: Uint8Array) => Promise<void>;
  /** Whether the folder with this export is there and can be written. Never throws. */
  readonly isBack: () => Promise<boolean>;
  readonly removeFile: (path: string) => Promise<void>;
  /** Puts signature and manifest in place; from then on it is a bundle. */
  readonly seal: (manifest: Uint8Array, signature: Uint8Array) => Promise<void>;
  /** Forgets the folders that are known to be there, after the drive was away. */
  readonly forgetFolders: () => void;
}

export interface JournalEntry {
  readonly path: string;
  readonly sha256: string | null;
  /** Nobody has held the bytes against the hash. */
  readonly isUnread?: boolean;
}

interface OpenOptions {
  readonly mirrorId: string;
  readonly owned: Sums;
  /** Of the folder when the export began. */
  readonly volume: number | null;
}

const partSchema = z.object({ mirrorId: z.string(), token: z.string() });
const journalSchema = z.object({
  path: z.string(),
  sha256: z.string().nullable(),
  isUnread: z.boolean().optional(),
});
/** Everybody may read it, and its owner write. */
const USUAL_RIGHTS = 0o644;
const LARGEST_PART_BYTES = 65_536;
const WRITE_PLAIN = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | (constants.O_NOFOLLOW ?? 0);

/** Which mirror an unfinished export in this folder belongs to; `null` where there is none. */
export async function readPartOwner(directory: string): Promise<string | null> {
  const folder = join(directory, PART_FOLDER);
  if ((await lstat(folder).catch(() => null))?.isDirectory() !== true) return null;
  const value = await readJsonFile(join(folder, OWNER_FILENAME), { limitBytes: LARGEST_PART_BYTES });
  const parsed = partSchema.safeParse(value);
  return parsed.success ? parsed.data.mirrorId : null;
}

/**
 * Takes a folder for an export: makes it where it is not there, and breaks the seal of a bundle that is. `owned` are the
 * files of that bundle. Whether the folder may be taken was looked at before. Throws `disk-gone` where it is no longer on
 * the volume of that look: a drive that was pulled out leaves the folder that it was mounted on.
 */
export async function openBundleFolder(
  directory: string,
  { mirrorId, owned, volume }: OpenOptions,
): Promise<BundleFolder> {
  const part = join(directory, PART_FOLDER);
  const token = randomUUID();
  return guard(directory, async () => {
    const isNew = await makePlain(directory);
    if ((await readVolumeNumber(directory)) !== volume) {
      if (isNew) await rmdir(directory);
      refuse('disk-gone', { path: directory });
    }
    await makePlain(part);
    const folder = bundleFolder(directory, token);
    await folder.writeTop(
      `${PART_FOLDER}/${OWNER_FILENAME}`,
      Buffer.from(JSON.stringify({ mirrorId, token })),
    );
    if (owned.size > 0) await folder.note([...owned].map(([path, sha256]) => ({ path, sha256 })));
    for (const name of [MANIFEST_FILENAME, SIGNATURE_FILENAME, SUMS_FILENAME]) {
      await rm(join(directory, name), { force: true });
    }
    await syncFolder(directory);
    return folder;
  });
}

function bundleFolder(directory: string, token: string): BundleFolder {
  const part = join(directory, PART_FOLDER);
  const journal = join(part, 'files.jsonl');
  const known = new Set<string>();
  const prepare = async (path: string): Promise<string> => {
    const place = resolveInside(directory, path);
    const folder = dirname(place);
    if (!known.has(folder)) {
      await makeFoldersInside(directory, folder, known);
      known.add(folder);
    }
    return place;
  };
  return {
    directory,
    openFile: (path) => guard(join(directory, path), async () => open(await prepare(path), WRITE_PLAIN)),
    copyInto: async (path, from, sizeBytes) => {
      // Elsewhere the system's copy takes along what is more than bytes: attributes, marks of where a file came from.
      if (process.platform !== 'linux') return false;
      if (!(await mayCopyWhole(from, sizeBytes))) return false;
      const place = await guard(join(directory, path), () => prepare(path));
      return copyFile(from, place, constants.COPYFILE_EXCL).then(
        () => true,
        () => false,
      );
    },
    syncFile: (path) =>
      guard(join(directory, path), async () => {
        const file = await open(await prepare(path), constants.O_RDWR | (constants.O_NOFOLLOW ?? 0));
        await file.sync().finally(() => file.close());
      }),
    note: (entries) => guard(journal, () => appendLines(journal, entries)),
    readJournal: ({ trustsCopies }) => readJournal(journal, trustsCopies),
    writeTop: (name, content) => guard(join(directory, name), () => replaceTop(directory, name, content)),
    isBack: () => isBack(directory, token),
    removeFile: (path) =>
      guard(join(directory, path), async () => {
        const place = resolveInside(directory, path);
        if (await isMissingPath(dirname(place))) return;
        await assertInside(directory, dirname(place));
        await rm(place, { force: true });
        await removeEmptyFolders(directory, dirname(place));
      }),
    seal: (manifest, signature) =>
      guard(directory, async () => {
        await replaceTop(directory, SIGNATURE_FILENAME, signature);
        // Who it belongs to stays until it is whole: it could not be gone on with otherwise.
        for (const name of await readdir(part)) {
          if (name !== OWNER_FILENAME) await rm(join(part, name), { recursive: true, force: true });
        }
        await replaceTop(directory, MANIFEST_FILENAME, manifest);
        await rm(join(part, OWNER_FILENAME));
        await rmdir(part);
        await syncFolder(directory);
      }),
    forgetFolders: () => known.clear(),
  };
}

async function mayCopyWhole(place: string, sizeBytes: number): Promise<boolean> {
  const entry = await stat(place).catch(() => null);
  // Nobody could stop it while it waits at a pipe, or copies what has grown to terabytes since.
  if (entry?.isFile() !== true || entry.size !== sizeBytes) return false;
  // It would take over who may read and write, too.
  return (entry.mode & USUAL_RIGHTS) === USUAL_RIGHTS;
}

/** Makes one folder; what is there has to be one, and no link to one. Whether it is new. */
async function makePlain(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    const entry = await lstat(path).catch(() => null);
    if (entry === null) throw error;
    if (!entry.isDirectory())
      refuse('bundle-place-refused', { directory: path, reason: 'a link or a file stands there' });
    return false;
  }
}

/** Makes what is missing between `top` and `folder`, never `top` itself, and refuses links on the way. */
async function makeFoldersInside(top: string, folder: string, known: Set<string>): Promise<void> {
  if (folder === top) {
    if (!(await lstat(top)).isDirectory())
      refuse('bundle-place-refused', { directory: top, reason: 'it is no folder' });
    return;
  }
  const above = dirname(folder);
  if (!known.has(above)) await makeFoldersInside(top, above, known);
  await makePlain(folder);
  known.add(folder);
}

async function readJournal(path: string, trustsCopies: boolean): Promise<ReadonlyMap<string, string | null>> {
  const last = new Map<string, string | null>();
  if (!(await isPlainOrMissing(path))) return last;
  for await (const value of readLineFile(path)) {
    const parsed = journalSchema.safeParse(value);
    if (!parsed.success) continue;
    const { path: file, sha256, isUnread } = parsed.data;
    last.set(file, isUnread === true && !trustsCopies ? null : sha256);
  }
  return last;
}

async function appendLines(path: string, entries: readonly JournalEntry[]): Promise<void> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0);
  const file = await open(path, flags);
  try {
    // The leading newline ends a line that a power cut may have torn.
    await file.appendFile(entries.map((entry) => `\n${JSON.stringify(entry)}`).join(''));
    await file.datasync();
  } finally {
    await file.close();
  }
}

/** Written into the folder of what is unfinished, synced, renamed. */
async function replaceTop(directory: string, name: string, content: Uint8Array): Promise<void> {
  const beside = join(directory, PART_FOLDER, `${randomUUID()}.tmp`);
  const file = await open(beside, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, join(directory, name));
  await syncFolder(directory);
}

async function isBack(directory: string, token: string): Promise<boolean> {
  try {
    const part = join(directory, PART_FOLDER);
    const value = await readJsonFile(join(part, OWNER_FILENAME), { limitBytes: LARGEST_PART_BYTES });
    const parsed = partSchema.safeParse(value);
    if (!parsed.success || parsed.data.token !== token) return false;
    const probe = join(part, `${randomUUID()}.tmp`);
    const file = await open(probe, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL);
    await file
      .write('probe')
      .then(() => file.sync())
      .finally(() => file.close());
    await rm(probe);
    return true;
  } catch {
    return false;
  }
}

async function isPlainOrMissing(path: string): Promise<boolean> {
  const entry = await lstat(path).catch(() => null);
  return entry === null || entry.isFile();
}

async function isMissingPath(path: string): Promise<boolean> {
  return lstat(path).then(
    () => false,
    (error: unknown) => {
      if (isMissing(error)) return true;
      throw error;
    },
  );
}

async function guard<Value>(path: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw diskProblem(error, { path, operation: 'write' });
  }
}

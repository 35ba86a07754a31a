import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { problemOf } from '../../contract/problem';
import type { SimpleProject } from '../../python-packaging/simple-page';
import { ensureFolder, writeFilesAtomically } from '../files/atomic-write';
import { diskProblem, isMissing } from '../files/disk-problems';
import { readBoundedFile } from '../files/read-file';
import { readDecidedExchange } from './exchange-record';
import { finishExchange } from './exchange-state';
import { type FileJournal, openFileJournal } from './file-journal';
import { refuseForeignLinks } from './foreign-links';

import { incomingPlaces } from './incoming';
import type { MirrorContents, StoredFile } from './mirror-contents';
import { lockMirror, type MirrorLock } from './mirror-lock';
import { removeProjectPages, writeProjectPages, writeRootPages } from './mirror-pages';
import { type MirrorPaths, metadataPath, mirrorPaths, resolveInside } from './mirror-paths';
import { mirrorContents } from './mirror-reader';
import type { MirrorWriter } from './mirror-writer';
import { pathOfRelativeFileUrl } from './page-urls';
import { openPartialFile } from './partial-file';
import { dropPartialFiles, listPartialRecords, type RecordedPartials } from './partial-records';
import { keepRecentWheels } from './recent-wheels';
import { writeRepairNotes } from './repair-notes';
import { writeTargetFiles } from './target-files';
import { assertInside, openTreeFolders, removeEmptyFolders, type TreeFolders } from './tree-folders';
import { collectUnsyncedFolders, type UnsyncedFolders } from './unsynced-folders';
import { metadataOfWheel, readWheelMetadata } from './wheel-metadata';

/** What a mirror holds, for readers that need no lock. What has to be hashed is hashed once for each opening. */
export async function openMirrorContents(directory: string): Promise<MirrorContents> {
  const paths = mirrorPaths(directory);
  const journal = await openFileJournal(paths);
  const assume = (file: StoredFile): Promise<void> => {
    journal.assume(file);
    return Promise.resolve();
  };
  return mirrorContents(paths, journal, assume, null);
}

/**
 * Takes the lock of the mirror in `directory`, which has to exist, sweeps what a killed writer left half written, and
 * finishes an import that was decided.
 * Throws `mirror-in-use`, or a disk problem. `writer.close()` gives the lock back.
 */
export async function openMirrorWriter(
  directory: string,
  { program, signal }: { readonly program: string; readonly signal: AbortSignal },
): Promise<{ readonly contents: MirrorContents; readonly writer: MirrorWriter }> {
  signal.throwIfAborted();
  const paths = mirrorPaths(directory);
  await prepare(paths, async () => {
    await ensureFolder(paths.records);
    await refuseForeignLinks(paths);
  });
  const lock = await lockMirror(directory, program);
  try {
    await prepare(paths, async () => {
      await sweep(paths);
      for (const folder of [paths.temporary, paths.partial, paths.web]) await ensureFolder(folder);
    });
    await finishExchange(paths);
    const journal = await openFileJournal(paths);
    const recorded = await listPartialRecords(paths);
    const contents = mirrorContents(paths, journal, journal.remember, recorded);
    return { contents, writer: mirrorWriter({ paths, journal, recorded, lock }) };
  } catch (error) {
    await lock.close();
    throw error;
  }
}

/**
 * Finishes an import that was decided and cut off, for a reader that goes by the tree alone. Where the mirror cannot be
 * written, or somebody writes just now, what stands there is read as it is: no page of it lies. Throws a disk problem.
 */
export async function settleMirror(
  directory: string,
  options: { readonly program: string; readonly signal: AbortSignal },
): Promise<void> {
  const { commit } = incomingPlaces(mirrorPaths(directory));
  if ((await readDecidedExchange(commit)) === null) return;
  try {
    const { writer } = await openMirrorWriter(directory, options);
    await writer.close();
  } catch (error) {
    const { code } = problemOf(error);
    if (code !== 'mirror-in-use' && code !== 'disk-permission') throw error;
  }
}

async function prepare({ records }: MirrorPaths, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw diskProblem(error, { path: records, operation: 'write' });
  }
}

/** Temporary files of a writer that was killed; with the lock in hand, nobody else's. */
async function sweep({ records, temporary }: MirrorPaths): Promise<void> {
  await rm(temporary, { recursive: true, force: true });
  for (const name of await readdir(records)) {
    if (/^\..+\.tmp$/.test(name)) await rm(join(records, name), { force: true });
  }
}

interface WriterParts {
  readonly paths: MirrorPaths;
  readonly journal: FileJournal;
  readonly recorded: RecordedPartials;
  readonly lock: MirrorLock;
}

function mirrorWriter(parts: WriterParts): MirrorWriter {
  const { paths, journal, lock } = parts;
  const folders = openTreeFolders(paths.web);
  const unsynced = collectUnsyncedFolders();
  return {
    ...fileWriter(parts, folders, unsynced),
    writeProjectPages: async (page) => {
      lock.assertHeld();
      await unsynced.settle(foldersOf(paths, page));
      await writeProjectPages(paths, folders, page);
    },
    removeProjectPages: async (project) => {
      lock.assertHeld();
      await removeProjectPages(paths, project);
      folders.forget();
    },
    writeRootPages: async ({ without }) => {
      lock.assertHeld();
      await writeRootPages(paths, folders, without);
    },
    noteRepair: async (notes) => {
      lock.assertHeld();
      await writeRepairNotes(paths, notes);
    },
    writeTargetFiles: async (files) => {
      lock.assertHeld();
      await writeTargetFiles(paths, files);
    },
    dropPartialFilesExcept: (kept) => dropPartialFiles(paths, kept),
    close: async () => {
      try {
        await journal.close();
      } finally {
        await lock.close();
      }
    },
  };
}

type FileWriter = Pick<
  MirrorWriter,
  'openPartialFile' | 'storeWheelMetadata' | 'removeFile' | 'forgetFile' | 'removeMetadata'
>;

function fileWriter(
  { paths, journal, recorded, lock }: WriterParts,
  folders: TreeFolders,
  unsynced: UnsyncedFolders,
): FileWriter {
  const wheels = keepRecentWheels();
  const onCommit = async (stored: StoredFile, content: Buffer | null): Promise<void> => {
    unsynced.add(dirname(resolveInside(paths.web, stored.path)));
    if (content !== null) wheels.keep(stored.path, content);
    await journal.remember(stored);
  };
  return {
    openPartialFile: async (path) => {
      lock.assertHeld();
      return openPartialFile({ paths, path, folders, recorded, nowMs: () => performance.now(), onCommit });
    },
    storeWheelMetadata: async (path) => {
      const stored = await storeWheelMetadata(paths, path, wheels.take(path));
      unsynced.add(dirname(resolveInside(paths.web, path)));
      return stored;
    },
    removeFile: async (path) => {
      lock.assertHeld();
      await removeFile(paths, path);
      folders.forget();
      await journal.forget(path);
    },
    forgetFile: async (path) => {
      lock.assertHeld();
      await journal.forget(path);
    },
    removeMetadata: async (path) => {
      lock.assertHeld();
      await removeMetadata(paths, path);
    },
  };
}

function foldersOf({ web }: MirrorPaths, { files }: SimpleProject): ReadonlySet<string> {
  const listed = files.map(({ url }) => pathOfRelativeFileUrl(url)).filter((path) => path !== null);
  return new Set(listed.map((path) => dirname(resolveInside(web, path))));
}

/** `content`: of a wheel that came just now, so that another one's metadata is all that can be there already. */
async function storeWheelMetadata(paths: MirrorPaths, path: string, content: Buffer | null): Promise<string> {
  const wheelPath = resolveInside(paths.web, path);
  const filename = basename(wheelPath);
  if (content === null) await prepare(paths, () => assertInside(paths.web, dirname(wheelPath)));
  const data =
    content === null
      ? await readWheelMetadata(wheelPath, filename)
      : await metadataOfWheel(content, filename);
  const target = metadataPath(wheelPath);
  const present = content === null ? await readBoundedFile(target, { limitBytes: data.byteLength }) : null;
  if (present?.equals(data) !== true) {
    const { temporary: temporaryDirectory } = paths;
    await writeFilesAtomically([{ path: target, data }], { temporaryDirectory, durable: 'content' });
  }
  return createHash('sha256').update(data).digest('hex');
}

async function removeMetadata(paths: MirrorPaths, path: string): Promise<void> {
  const metadata = metadataPath(resolveInside(paths.web, path));
  try {
    await assertInside(paths.web, dirname(metadata));
    await rm(metadata, { force: true });
  } catch (error) {
    if (!isMissing(error)) throw diskProblem(error, { path: metadata, operation: 'delete' });
  }
}

/** Deletes a file, its `.metadata`, and the folders above it that become empty. */
async function removeFile(paths: MirrorPaths, path: string): Promise<void> {
  const filePath = resolveInside(paths.web, path);
  try {
    const folder = dirname(filePath);
    await assertInside(paths.web, folder);
    await rm(metadataPath(filePath), { force: true });
    await rm(filePath, { force: true });
    await removeEmptyFolders(paths.packages, folder);
  } catch (error) {
    if (!isMissing(error)) throw diskProblem(error, { path: filePath, operation: 'delete' });
  }
}

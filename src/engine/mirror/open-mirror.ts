import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ensureFolder, writeFileAtomically } from '../files/atomic-write';
import { diskProblem, isMissing } from '../files/disk-problems';
import { readBoundedFile } from '../files/read-file';
import { type FileJournal, openFileJournal } from './file-journal';
import { refuseForeignLinks } from './foreign-links';
import { finishExchange } from './incoming';
import type { MirrorContents } from './mirror-contents';
import { lockMirror, type MirrorLock } from './mirror-lock';
import { removeProjectPages, writeProjectPages, writeRootPages } from './mirror-pages';
import { type MirrorPaths, metadataPath, mirrorPaths, resolveInside } from './mirror-paths';
import { mirrorContents } from './mirror-reader';
import type { MirrorWriter } from './mirror-writer';
import { openPartialFile } from './partial-file';
import { dropPartialFiles } from './partial-records';
import { writeRepairNotes } from './repair-notes';
import { writeTargetFiles } from './target-files';
import { assertInside, removeEmptyFolders } from './tree-folders';
import { readWheelMetadata } from './wheel-metadata';

/** What a mirror holds, for readers that need no lock. What has to be hashed is hashed once for each opening. */
export async function openMirrorContents(directory: string): Promise<MirrorContents> {
  const paths = mirrorPaths(directory);
  const journal = await openFileJournal(paths);
  return mirrorContents(paths, journal, async (file) => {
    journal.assume(file);
  });
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
    const contents = mirrorContents(paths, journal, journal.remember);
    return { contents, writer: mirrorWriter(paths, journal, lock) };
  } catch (error) {
    await lock.close();
    throw error;
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

function mirrorWriter(paths: MirrorPaths, journal: FileJournal, lock: MirrorLock): MirrorWriter {
  return {
    openPartialFile: async (path) => {
      lock.assertHeld();
      return openPartialFile({ paths, path, onCommit: journal.remember });
    },
    storeWheelMetadata: (path) => storeWheelMetadata(paths, path),
    writeProjectPages: async (page) => {
      lock.assertHeld();
      await writeProjectPages(paths, page);
    },
    removeProjectPages: async (project) => {
      lock.assertHeld();
      await removeProjectPages(paths, project);
    },
    writeRootPages: async ({ without }) => {
      lock.assertHeld();
      await writeRootPages(paths, without);
    },
    removeFile: async (path) => {
      lock.assertHeld();
      await removeFile(paths, path);
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
        await journal.compact();
      } finally {
        await lock.close();
      }
    },
  };
}

async function storeWheelMetadata(paths: MirrorPaths, path: string): Promise<string> {
  const wheelPath = resolveInside(paths.web, path);
  await prepare(paths, () => assertInside(paths.web, dirname(wheelPath)));
  const metadata = await readWheelMetadata(wheelPath, basename(wheelPath));
  const present = await readBoundedFile(metadataPath(wheelPath), { limitBytes: metadata.byteLength });
  if (present === null || !present.equals(metadata)) {
    await writeFileAtomically(metadataPath(wheelPath), metadata, { temporaryDirectory: paths.temporary });
  }
  return createHash('sha256').update(metadata).digest('hex');
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

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readSimpleJson } from '../../python-packaging/simple-json-reader';
import { writeFileAtomically } from '../files/atomic-write';
import { diskProblem, isMissing } from '../files/disk-problems';
import { type FileJournal, openFileJournal } from './file-journal';
import type { MirrorContents, StoredFile } from './mirror-contents';
import { lockMirror } from './mirror-lock';
import { PROJECT_PAGE_JSON, removeProjectPages, writeProjectPages, writeRootPages } from './mirror-pages';
import { type MirrorPaths, mirrorPaths, resolveInside } from './mirror-paths';
import type { MirrorWriter } from './mirror-writer';
import { dropPartialFiles, openPartialFile, partialBytes } from './partial-files';
import { readWheelMetadata } from './wheel-metadata';

/** What a mirror holds, for readers that need no lock. */
export async function openMirrorContents(directory: string): Promise<MirrorContents> {
  const paths = mirrorPaths(directory);
  return contentsOf(paths, await openFileJournal(paths), false);
}

/**
 * Takes the lock and sweeps what a killed writer left half written. Throws `mirror-in-use`, or a disk problem.
 * `writer.close()` gives the lock back.
 */
export async function openMirrorWriter(
  directory: string,
  { program, signal }: { readonly program: string; readonly signal: AbortSignal },
): Promise<{ readonly contents: MirrorContents; readonly writer: MirrorWriter }> {
  signal.throwIfAborted();
  const paths = mirrorPaths(directory);
  const unlock = await lockMirror(paths, program);
  try {
    await rm(paths.temporary, { recursive: true, force: true });
    await mkdir(paths.temporary, { recursive: true });
    const journal = await openFileJournal(paths);
    return { contents: contentsOf(paths, journal, true), writer: writerOf(paths, journal, unlock) };
  } catch (error) {
    await unlock();
    throw diskProblem(error, { path: paths.records, operation: 'write' });
  }
}

function contentsOf(paths: MirrorPaths, journal: FileJournal, mayRemember: boolean): MirrorContents {
  return {
    listProjects: async () => {
      try {
        const entries = await readdir(paths.simple, { withFileTypes: true });
        return entries
          .filter((entry) => entry.isDirectory())
          .map((entry) => entry.name)
          .sort();
      } catch (error) {
        if (isMissing(error)) return [];
        throw diskProblem(error, { path: paths.simple, operation: 'read' });
      }
    },
    readProjectPage: async (project) => {
      try {
        const text = await readFile(join(paths.simple, project, PROJECT_PAGE_JSON), 'utf8');
        const result = readSimpleJson(JSON.parse(text));
        return result.ok ? result.page : null;
      } catch {
        return null;
      }
    },
    findFile: async (path, { signal }) => {
      const stored = await findFile(paths, journal, path, signal);
      if (stored !== null && mayRemember && journal.find(path) !== stored) await journal.remember(stored);
      return stored;
    },
    partialBytes: (path) => partialBytes(paths, path),
  };
}

async function findFile(
  { web }: MirrorPaths,
  journal: FileJournal,
  path: string,
  signal: AbortSignal,
): Promise<StoredFile | null> {
  const absolutePath = resolveInside(web, path);
  const entry = await stat(absolutePath).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw diskProblem(error, { path: absolutePath, operation: 'read' });
  });
  if (entry === null || !entry.isFile()) return null;
  const known = journal.find(path);
  if (known !== null && known.sizeBytes === entry.size) return known;
  return { path, sizeBytes: entry.size, sha256: await hashFile(absolutePath, signal) };
}

async function hashFile(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path, { signal }) as AsyncIterable<Buffer>) hash.update(chunk);
  } catch (error) {
    throw diskProblem(error, { path, operation: 'read' });
  }
  return hash.digest('hex');
}

function writerOf(paths: MirrorPaths, journal: FileJournal, unlock: () => Promise<void>): MirrorWriter {
  return {
    openPartialFile: (path) => openPartialFile(paths, path, journal.remember),
    storeWheelMetadata: async (path) => {
      const wheelPath = resolveInside(paths.web, path);
      const metadata = await readWheelMetadata(wheelPath, path.slice(path.lastIndexOf('/') + 1));
      await writeFileAtomically(`${wheelPath}.metadata`, metadata, { temporaryDirectory: paths.temporary });
      return createHash('sha256').update(metadata).digest('hex');
    },
    writeProjectPages: (page) => writeProjectPages(paths, page),
    removeProjectPages: (project) => removeProjectPages(paths, project),
    writeRootPages: ({ without }) => writeRootPages(paths, without),
    removeFile: async (path) => {
      await removeFile(paths, path);
      await journal.forget(path);
    },
    dropPartialFilesExcept: (kept) => dropPartialFiles(paths, kept),
    close: async () => {
      try {
        await journal.compact();
      } finally {
        await unlock();
      }
    },
  };
}

/** Deletes a file, its `.metadata`, and the folders above it that become empty. */
async function removeFile({ web }: MirrorPaths, path: string): Promise<void> {
  const absolutePath = resolveInside(web, path);
  try {
    await rm(absolutePath, { force: true });
    await rm(`${absolutePath}.metadata`, { force: true });
  } catch (error) {
    throw diskProblem(error, { path: absolutePath, operation: 'delete' });
  }
  for (let folder = dirname(absolutePath); folder.length > web.length; folder = dirname(folder)) {
    const isGone = await rmdir(folder).then(
      () => true,
      () => false,
    );
    if (!isGone) return;
  }
}

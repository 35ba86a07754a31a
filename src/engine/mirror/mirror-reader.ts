import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isNormalizedName } from '../../python-packaging/name';
import { readSimpleJson } from '../../python-packaging/simple-json-reader';
import { diskProblem, isMissing } from '../files/disk-problems';
import { hashFile, readJsonFile } from '../files/read-file';
import type { FileJournal } from './file-journal';
import type { MirrorContents, StoredFile } from './mirror-contents';
import { type MirrorPaths, metadataPath, PAGE_FILES, resolveInside } from './mirror-paths';
import { findUsablePartial, type RecordedPartials } from './partial-records';
import { readRepairNotes } from './repair-notes';

/** The largest page on PyPI has some 20 MB. */
const LARGEST_PAGE_BYTES = 256 * 1024 * 1024;

/** What a mirror holds. With `remember`, a file that had to be hashed is known the next time. */
export function mirrorContents(
  paths: MirrorPaths,
  journal: FileJournal,
  remember: (file: StoredFile) => Promise<void>,
  recorded: RecordedPartials | null,
): MirrorContents {
  return {
    listProjects: ({ signal }) => listProjects(paths, signal),
    readProjectPage: async (project) => {
      if (!isNormalizedName(project)) return null;
      const path = join(paths.simple, project, PAGE_FILES.v1Json);
      const value = await readJsonFile(path, { limitBytes: LARGEST_PAGE_BYTES });
      const result = readSimpleJson(value);
      return result.ok ? result.page : null;
    },
    findFile: async (path, { signal }) => {
      const sizeBytes = await findSize(resolveInside(paths.web, path));
      if (sizeBytes === null) return null;
      const known = journal.find(path);
      if (known?.sizeBytes === sizeBytes) return known;
      const sha256 = await hashFile(resolveInside(paths.web, path), { signal });
      const found: StoredFile = { path, sizeBytes, sha256 };
      await remember(found);
      return found;
    },
    storedBytes: journal.sumBytes,
    hasMetadata: async (path) => (await findSize(resolveInside(paths.web, metadataPath(path)))) !== null,
    readRepairNotes: () => readRepairNotes(paths),
    partialBytes: async (path) => (await findUsablePartial(paths, path, recorded)).bytes,
  };
}

async function listProjects({ simple }: MirrorPaths, signal: AbortSignal): Promise<readonly string[]> {
  signal.throwIfAborted();
  try {
    const entries = await readdir(simple, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && isNormalizedName(entry.name))
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw diskProblem(error, { path: simple, operation: 'read' });
  }
}

/** The size of a real file; a symbolic link is none: what it leads to may change without a trace. */
async function findSize(path: string): Promise<number | null> {
  try {
    const entry = await lstat(path);
    return entry.isFile() ? entry.size : null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw diskProblem(error, { path, operation: 'read' });
  }
}

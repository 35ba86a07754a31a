import { lstat } from 'node:fs/promises';
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
import { listProjectFolders, lookLater, openTreeView } from './tree-view';

/** The largest page on PyPI has some 20 MB. */
const LARGEST_PAGE_BYTES = 256 * 1024 * 1024;

/** What a mirror holds. With `remember`, a file that had to be hashed is known the next time. */
export function mirrorContents(
  paths: MirrorPaths,
  journal: FileJournal,
  remember: (file: StoredFile) => Promise<void>,
  recorded: RecordedPartials | null,
): MirrorContents {
  const view = openTreeView(paths);
  return {
    listProjects: ({ signal }) => listProjectFolders(paths, { signal }),
    readProjectPage: async (project) => {
      if (!isNormalizedName(project)) return null;
      const path = `simple/${project}/${PAGE_FILES.v1Json}`;
      const readIn = async (top: string): Promise<{ readonly value: unknown } | null> => {
        const value = await readJsonFile(join(top, path), { limitBytes: LARGEST_PAGE_BYTES });
        return value === undefined ? null : { value };
      };
      const value = (await view.read(path, { lookAt: lookLater, readIn }))?.value;
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

import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { eachAtOnce } from '../../files/at-once';
import { diskProblem } from '../../files/disk-problems';
import { createDiskReader } from '../drive/direct-read';
import type { CarriedFile } from '../plan/carried-file';
import type { CopyContext } from './copy-files';

const AT_ONCE = 8;

/**
 * The files that are not there yet as they should be. What is noted and has its size is not read again here; without a
 * read-back to come, only where it was held against its hash before it was noted.
 */
export async function findMissing(
  files: readonly CarriedFile[],
  { folder, meter, signal }: CopyContext,
  { trustsCopies }: { readonly trustsCopies: boolean },
): Promise<readonly CarriedFile[]> {
  const journal = await folder.readJournal({ trustsCopies });
  const mayHave = sightOf(folder.directory);
  const missing = new Set<CarriedFile>();
  const doubtful: CarriedFile[] = [];
  await eachAtOnce(files, AT_ONCE, async (file) => {
    signal.throwIfAborted();
    const place = placeOf(file);
    const entry = (await mayHave(file.path)) ? await lstat(place).catch(() => null) : null;
    if (entry?.isFile() !== true || entry.size !== file.sizeBytes) missing.add(file);
    else if (journal.get(file.path) !== file.sha256) {
      doubtful.push(file);
      return;
    }
    meter.itemDone();
  });
  const reader = createDiskReader();
  for (const file of doubtful) {
    if (!(await isRight(file))) missing.add(file);
    meter.itemDone();
  }
  return files.filter((file) => missing.has(file));

  function placeOf({ path }: CarriedFile): string {
    return join(folder.directory, ...path.split('/'));
  }

  async function isRight(file: CarriedFile): Promise<boolean> {
    const place = placeOf(file);
    try {
      return (await reader.hash(place, { progressed: meter.moved, signal })).sha256 === file.sha256;
    } catch (error) {
      signal.throwIfAborted();
      throw diskProblem(error, { path: place, operation: 'read' });
    }
  }
}

/** Whether there may be something: a new bundle has none of the folders at the top, and then nothing below is asked for. */
function sightOf(directory: string): (path: string) => Promise<boolean> {
  const seen = new Map<string, Promise<boolean>>();
  return (path) => {
    const [top = path] = path.split('/');
    const isThere = seen.get(top) ?? lstat(join(directory, top)).then(Boolean, () => false);
    seen.set(top, isThere);
    return isThere;
  };
}

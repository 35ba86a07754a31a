import { join } from 'node:path';
import { diskProblem, isMissing } from '../../files/disk-problems';
import { createDiskReader } from '../drive/direct-read';
import { eachBySize } from '../drive/each-by-size';
import type { CarriedFile } from '../plan/carried-file';
import type { CopyContext } from './copy-files';

export interface ReadBackResult {
  /** Files that are not on the drive what they should be. */
  readonly wrong: readonly CarriedFile[];
  readonly isPastCache: boolean;
}

/** Reads every file again, from the drive itself where the system allows it, and holds it against its hash. */
export async function readBackFiles(
  files: readonly CarriedFile[],
  { folder, meter, signal }: CopyContext,
): Promise<ReadBackResult> {
  const reader = createDiskReader();
  const wrong = new Set<CarriedFile>();
  let isPastCache = true;
  await eachBySize(
    files,
    ({ sizeBytes }) => sizeBytes,
    async (file) => {
      signal.throwIfAborted();
      const place = join(folder.directory, ...file.path.split('/'));
      try {
        const content = await reader.hash(place, { progressed: meter.moved, signal });
        isPastCache &&= content.isPastCache;
        if (content.sha256 !== file.sha256) wrong.add(file);
      } catch (error) {
        signal.throwIfAborted();
        if (!isMissing(error) || !(await folder.isBack())) {
          throw diskProblem(error, { path: place, operation: 'read' });
        }
        wrong.add(file);
      }
      meter.itemDone();
    },
  );
  return { wrong: files.filter((file) => wrong.has(file)), isPastCache };
}

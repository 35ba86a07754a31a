import { refuse } from '../../../contract/problem';
import { diskProblem } from '../../files/disk-problems';
import type { BundleFolder } from '../drive/bundle-folder';
import { PART_FOLDER } from '../format/bundle-paths';
import { isOwn, walkFolder } from '../format/walk-bundle';

/**
 * Takes away what earlier exports left in the folder and this one does not carry. What no export wrote stays, and throws
 * `bundle-place-refused`: nobody could tell it from something that was slipped in.
 */
export async function removeStrays(
  folder: BundleFolder,
  listed: ReadonlySet<string>,
  { signal }: { readonly signal: AbortSignal },
): Promise<void> {
  const { directory } = folder;
  const journal = await folder.readJournal({ trustsCopies: false });
  const strays: string[] = [];
  try {
    for await (const { path } of walkFolder(directory, { signal })) {
      if (!listed.has(path) && !isOwn(path) && !path.startsWith(`${PART_FOLDER}/`)) strays.push(path);
    }
  } catch (error) {
    throw diskProblem(error, { path: directory, operation: 'read' });
  }
  const foreign = strays.find((path) => !journal.has(path));
  if (foreign !== undefined) {
    refuse('bundle-place-refused', {
      directory,
      reason: `it holds something else, "${foreign}" for instance`,
    });
  }
  for (const path of strays) await folder.removeFile(path);
}

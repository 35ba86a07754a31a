import { ProblemError, problem } from '../../contract/problem';
import { readFreeBytes } from '../files/free-space';
import type { MirrorContents } from '../mirror/mirror-contents';
import type { ProjectWork } from './sync-project';

/** A full disk, with how many bytes more this run needs; every other error as it is. */
export async function withMissingSpace(
  error: unknown,
  directory: string,
  works: readonly ProjectWork[],
  contents: MirrorContents,
): Promise<unknown> {
  if (!(error instanceof ProblemError) || error.problem.code !== 'disk-full') return error;
  const freeBytes = await readFreeBytes(directory);
  if (freeBytes === null) return error;
  const missingBytes = (await remainingBytes(works, contents)) - freeBytes;
  const { path } = error.problem.parameters;
  return missingBytes > 0
    ? new ProblemError(problem('disk-full', { path, missingBytes }), { cause: error })
    : error;
}

/** What has still to come, less what has come of it already. */
async function remainingBytes(works: readonly ProjectWork[], contents: MirrorContents): Promise<number> {
  let bytes = 0;
  for (const { toFetch, stored } of works) {
    for (const { path, sizeBytes } of toFetch) {
      if (!stored.has(path)) bytes += (sizeBytes ?? 0) - (await contents.partialBytes(path));
    }
  }
  return bytes;
}

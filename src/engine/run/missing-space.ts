import { ProblemError, problem } from '../../contract/problem';
import { readFreeBytes } from '../files/free-space';
import type { MirrorContents } from '../mirror/mirror-contents';
import type { SavedPlan } from './saved-plan';
import { surveyProject } from './sync-project';

interface FilledMirror {
  readonly directory: string;
  readonly plan: SavedPlan;
  readonly contents: MirrorContents;
}

/** A full disk, with how many bytes more this run needs; every other error as it is. */
export async function withMissingSpace(error: unknown, mirror: FilledMirror): Promise<unknown> {
  if (!(error instanceof ProblemError) || error.problem.code !== 'disk-full') return error;
  const freeBytes = await readFreeBytes(mirror.directory);
  if (freeBytes === null) return error;
  const { path } = error.problem.parameters;
  const missingBytes = Math.max(await findMissingBytes(mirror, freeBytes), SMALLEST_GAP_BYTES);
  return new ProblemError(problem('disk-full', { path, missingBytes }), { cause: error });
}

/** What a disk lacks that refuses even a line, whatever it says of its free space: a block. */
const SMALLEST_GAP_BYTES = 4096;
/** Pages and records are written beside the files. */
const ROOM_FOR_PAGES_BYTES = 64 * 1024;

/** How much more than `freeBytes` everything takes that has still to come; 0 or less where it fits. */
export async function findMissingBytes(mirror: FilledMirror, freeBytes: number): Promise<number> {
  return (await remainingBytes(mirror)) + ROOM_FOR_PAGES_BYTES - freeBytes;
}

/** What has still to come, less what has come of it already. */
async function remainingBytes({ plan, contents }: FilledMirror): Promise<number> {
  const { signal } = new AbortController();
  let bytes = 0;
  for await (const entry of plan.entries({ signal })) {
    if (entry.kind === 'removed') continue;
    const { toFetch, partialBytes } = await surveyProject(entry.project, contents, { signal });
    bytes += toFetch.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0) - partialBytes;
  }
  return bytes;
}

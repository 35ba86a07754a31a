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
  const missingBytes = (await remainingBytes(mirror)) - freeBytes;
  const { path } = error.problem.parameters;
  return missingBytes > 0
    ? new ProblemError(problem('disk-full', { path, missingBytes }), { cause: error })
    : error;
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

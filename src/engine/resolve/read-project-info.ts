import type { PlanNotice } from '../../contract/plan-summary';
import { PROBLEM_FACTS, type Problem, problem, problemOf } from '../../contract/problem';
import { type CoreMetadata, parseCoreMetadata } from '../../python-packaging/core-metadata';
import type { NormalizedName } from '../../python-packaging/name';
import type { SimpleProject } from '../../python-packaging/simple-page';
import { compareVersions, isPrerelease } from '../../python-packaging/version';
import { type Candidate, recognise } from '../selection/candidate';
import type { Upstream } from '../upstream/upstream';

/** What a project says of itself: `info` is `null` where nobody could learn it, and `problem` tells why. */
export type ProjectInfo =
  | { readonly info: CoreMetadata; readonly problem: null }
  | { readonly info: null; readonly problem: Problem | null };

/**
 * Reads the metadata of a project's newest release: a final one that was not taken back, where there is one. Rejects when
 * the plan has to stop.
 */
export async function readProjectInfo(
  page: SimpleProject,
  { upstream, signal }: { readonly upstream: Upstream; readonly signal: AbortSignal },
): Promise<ProjectInfo> {
  const candidate = pickNewest(page);
  if (candidate === undefined) return { info: null, problem: null };
  try {
    const { text } = await upstream.readMetadata(candidate.file, { project: page.name, signal });
    const parsed = parseCoreMetadata(text);
    if (parsed.ok) return { info: parsed.metadata, problem: null };
    const { filename } = candidate.file;
    return {
      info: null,
      problem: problem('metadata-unusable', { project: page.name, filename, reason: parsed.message }),
    };
  } catch (error) {
    signal.throwIfAborted();
    const cause = problemOf(error);
    const { family } = PROBLEM_FACTS[cause.code];
    if (family !== 'upstream' && family !== 'file') throw error;
    return { info: null, problem: cause };
  }
}

/** What an index did not answer today may come tomorrow: such a plan is not whole. */
export function unreadInfo(project: NormalizedName, problem: Problem): PlanNotice {
  const severity = PROBLEM_FACTS[problem.code].family === 'upstream' ? 'error' : 'warning';
  return { severity, project, problem };
}

/** Of the newest release the file that tells most cheaply: one with metadata beside it, else a wheel. */
function pickNewest(page: SimpleProject): Candidate | undefined {
  const candidates = page.files.flatMap((file) => {
    const recognised = recognise(file, page.name);
    return recognised.kind === 'candidate' ? [recognised.candidate] : [];
  });
  return candidates.sort(
    (left, right) =>
      releaseRank(left) - releaseRank(right) ||
      compareVersions(right.version, left.version) ||
      fileRank(left) - fileRank(right),
  )[0];
}

const releaseRank = ({ file, version }: Candidate): number =>
  (file.yanked === false ? 0 : 2) + (isPrerelease(version) ? 1 : 0);

const fileRank = ({ file, kind }: Candidate): number =>
  (file.coreMetadata === false ? 2 : 0) + (kind === 'wheel' ? 0 : 1);

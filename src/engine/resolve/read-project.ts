import { PROBLEM_FACTS, type Problem, problemOf } from '../../contract/problem';
import type { NormalizedName } from '../../python-packaging/name';
import type { SimpleProject } from '../../python-packaging/simple-page';
import type { Upstream } from '../upstream/upstream';

/** What upstream said of one project. A page that cannot be had is a value: the other projects go on. */
export type ProjectReading =
  | { readonly kind: 'found'; readonly project: NormalizedName; readonly page: SimpleProject }
  | { readonly kind: 'unknown'; readonly project: NormalizedName }
  | { readonly kind: 'failed'; readonly project: NormalizedName; readonly problem: Problem };

/** Reads one project's page. Throws what is not upstream's fault, and the signal's reason. */
export async function readProject(
  upstream: Upstream,
  project: NormalizedName,
  signal: AbortSignal,
): Promise<ProjectReading> {
  try {
    const answer = await upstream.readProject(project, { signal });
    return answer.kind === 'found'
      ? { kind: 'found', project, page: answer.page }
      : { kind: 'unknown', project };
  } catch (error) {
    signal.throwIfAborted();
    const problem = problemOf(error);
    if (PROBLEM_FACTS[problem.code].family !== 'upstream') throw error;
    return { kind: 'failed', project, problem };
  }
}

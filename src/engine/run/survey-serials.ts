import type { NormalizedName } from '../../python-packaging/name';
import { withRetries } from '../upstream/retry';
import type { Upstream } from '../upstream/upstream';
import { readKnownSerials, serialBasis } from './known-serials';
import type { PlanningContext } from './planning-context';

/** How the list of upstream's projects differs from what the mirror was brought to. */
export interface SerialSurvey {
  /** In upstream's order. A project without a serial always counts as changed. */
  readonly changed: readonly ChangedProject[];
  /** How many are as they were. */
  readonly unchanged: number;
  /** Listed in the mirror, and no longer upstream. */
  readonly gone: readonly string[];
}

export interface ChangedProject {
  readonly project: NormalizedName;
  readonly serial: number | null;
}

/** Asks for the list of all projects, with retries, and compares. Throws a problem. */
export async function surveySerials(
  upstream: Upstream,
  { directory, profile, rules, contents, environment, emit, signal }: PlanningContext,
): Promise<SerialSurvey> {
  const { retryPolicy: policy, clock, random } = environment;
  const retry = { policy, clock, random, emit, signal };
  const serials = await withRetries(upstream.url, () => upstream.listProjects({ signal }), retry);
  const known = await readKnownSerials(directory, serialBasis(profile));
  const listed = await contents.listProjects({ signal });
  const here = new Set(listed);
  const changed: ChangedProject[] = [];
  let unchanged = 0;
  for (const [project, serial] of serials) {
    if (serial !== null && known.get(project) === serial) unchanged += 1;
    // What the rules drop by its name is read only where the mirror has something of it to take away.
    else if (here.has(project) || !rules.dropsName(project)) changed.push({ project, serial });
  }
  return { changed, unchanged, gone: listed.filter((project) => !serials.has(project as NormalizedName)) };
}

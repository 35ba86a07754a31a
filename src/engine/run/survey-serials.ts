import type { NormalizedName } from '../../python-packaging/name';
import type { TakeProject } from '../../python-packaging/simple-root-reader';
import { withRetries } from '../upstream/retry';
import { readKnownSerials, serialBasis } from './known-serials';
import type { PlanningContext } from './planning-context';
import type { RunUpstream } from './run-upstream';

/** How the list of upstream's projects differs from what the mirror was brought to. */
export interface SerialSurvey {
  /** With upstream's serials, in its order. A project without a serial always counts as changed. */
  readonly changed: ReadonlyMap<NormalizedName, number | null>;
  /** How many are as they were. */
  readonly unchanged: number;
  /** Listed in the mirror, and no longer upstream. */
  readonly gone: ReadonlySet<string>;
}

/** Asks for the list of all projects, with retries, and compares. Throws a problem. */
export async function surveySerials(
  upstream: RunUpstream,
  { directory, profile, rules, contents, environment, emit, signal }: PlanningContext,
): Promise<SerialSurvey> {
  const { retryPolicy: policy, clock, random } = environment;
  const { outages } = upstream;
  const retry = { policy, clock, random, emit, outages, signal };
  const known = new Map(await readKnownSerials(directory, serialBasis(profile)));
  for (const project of (await contents.readRepairNotes()).projects) known.delete(project);
  const listed = await contents.listProjects({ signal });
  const here = new Set(listed);
  const compare = async (): Promise<SerialSurvey> => {
    const changed = new Map<NormalizedName, number | null>();
    const gone = new Set(listed);
    let unchanged = 0;
    const take: TakeProject = (project, serial) => {
      gone.delete(project);
      if (serial !== null && known.get(project) === serial) unchanged += 1;
      // What the rules drop by its name is read only where the mirror has something of it to take away.
      else if (here.has(project) || !rules.dropsName(project)) changed.set(project, serial);
    };
    await upstream.listProjects(take, { signal });
    return { changed, unchanged, gone };
  };
  return withRetries(upstream.url, compare, retry);
}

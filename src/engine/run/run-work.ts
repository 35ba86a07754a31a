import type { ProjectTotals, RunTotals } from '../../contract/run-event';
import type { MirrorContents } from '../mirror/mirror-contents';
import type { SavedPlan } from './saved-plan';
import { type ProjectWork, surveyProject } from './sync-project';

/** Of a plan with more projects than this, a run tells the sums, and of each project what fits. */
const MOST_PROJECTS = 50_000;

/** What a run has to do. */
export interface RunWork {
  /** What is told of it. */
  readonly totals: RunTotals;
  readonly filesToFetch: number;
  readonly projects: number;
  readonly removals: number;
  readonly removedProjects: readonly string[];
}

/**
 * Reads a plan through, beside what is on the disk: what there is to do, and how much of it was done before. Throws
 * `plan-missing` where the plan is damaged, before anything is changed.
 */
export async function readRunWork(
  plan: SavedPlan,
  contents: MirrorContents,
  { signal }: { readonly signal: AbortSignal },
): Promise<RunWork> {
  const told: ProjectTotals[] = [];
  const removedProjects: string[] = [];
  const sums = { files: 0, bytes: 0, filesDone: 0, bytesDone: 0 };
  let [filesToFetch, projects, removals] = [0, 0, 0];
  for await (const entry of plan.entries({ signal })) {
    if (entry.kind === 'removed') {
      removedProjects.push(entry.project.project);
      removals += entry.project.files.length;
      continue;
    }
    const work = await surveyProject(entry.project, contents, { signal });
    const totals = projectTotals(work);
    projects += 1;
    removals += entry.project.removals.length;
    filesToFetch += work.toFetch.length;
    sums.files += totals.files;
    sums.bytes += totals.bytes;
    sums.filesDone += totals.filesDone;
    sums.bytesDone += totals.bytesDone;
    if (told.length < MOST_PROJECTS) told.push(totals);
  }
  return { totals: { ...sums, projects: told }, filesToFetch, projects, removals, removedProjects };
}

function projectTotals({ planned, stored, toFetch, partialBytes }: ProjectWork): ProjectTotals {
  const bytesStored = [...stored.values()].reduce((sum, file) => sum + file.sizeBytes, 0);
  return {
    project: planned.project,
    files: planned.files.length,
    bytes: bytesStored + toFetch.reduce((sum, file) => sum + (file.sizeBytes ?? 0), 0),
    filesDone: stored.size,
    bytesDone: bytesStored + partialBytes,
  };
}

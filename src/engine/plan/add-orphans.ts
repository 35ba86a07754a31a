import type { FileReason } from '../../contract/plan-summary';
import type { Plan, PlanEntry, PlannedProject, RemovedFile, RemovedProject } from './plan';

/** A file that no page lists, with the project that its name speaks of. */
export interface Orphan {
  readonly path: string;
  readonly project: string;
  readonly sizeBytes: number;
}

/** Orphans by project; a project is taken out when it has been dealt with. */
export type OrphansByProject = Map<string, readonly RemovedFile[]>;

const REASON: FileReason = { kind: 'orphaned' };

export function groupOrphans(orphans: readonly Orphan[]): OrphansByProject {
  const grouped = new Map<string, RemovedFile[]>();
  for (const { path, project, sizeBytes } of orphans) {
    const filename = path.slice(path.lastIndexOf('/') + 1);
    const file: RemovedFile = { path, filename, sizeBytes, reason: REASON };
    const files = grouped.get(project);
    if (files === undefined) grouped.set(project, [file]);
    else files.push(file);
  }
  return grouped;
}

/** Takes away what no page lists, and the plan does not want either. `here`: the projects that have a page. */
export function addOrphans(plan: Plan, found: readonly Orphan[], here: ReadonlySet<string>): Plan {
  const wanted = new Set(plan.projects.flatMap(({ files }) => files.map(({ path }) => path)));
  const orphans = groupOrphans(found.filter(({ path }) => !wanted.has(path)));
  const projects = plan.projects.map((project) => addToPlanned(project, orphans));
  const removedProjects = plan.removedProjects.map((project) => addToRemoved(project, orphans));
  const others = [...orphans]
    .filter(([project]) => !here.has(project))
    .map(([project, files]): RemovedProject => ({ project, files }));
  return { ...plan, projects, removedProjects: [...removedProjects, ...others] };
}

/** The same for one project of a plan that is not in memory. */
export function addOrphansTo(entry: PlanEntry, orphans: OrphansByProject): PlanEntry {
  return entry.kind === 'planned'
    ? { kind: 'planned', project: addToPlanned(entry.project, orphans) }
    : { kind: 'removed', project: addToRemoved(entry.project, orphans) };
}

function addToPlanned(planned: PlannedProject, orphans: OrphansByProject): PlannedProject {
  const kept = planned.files.map(({ path }) => path);
  const removals = addNew(planned.removals, new Set(kept), take(planned.project, orphans));
  return removals === planned.removals ? planned : { ...planned, removals };
}

function addToRemoved(removed: RemovedProject, orphans: OrphansByProject): RemovedProject {
  const files = addNew(removed.files, new Set(), take(removed.project, orphans));
  return files === removed.files ? removed : { ...removed, files };
}

function take(project: string, orphans: OrphansByProject): readonly RemovedFile[] {
  const files = orphans.get(project) ?? [];
  orphans.delete(project);
  return files;
}

/** A `.metadata` beside a file that stays or goes has its fate. */
function addNew(
  removals: readonly RemovedFile[],
  kept: ReadonlySet<string>,
  orphans: readonly RemovedFile[],
): readonly RemovedFile[] {
  const known = new Set([...kept, ...removals.map(({ path }) => path)]);
  const added = orphans.filter(({ path }) => !known.has(path) && !known.has(path.replace(/\.metadata$/, '')));
  return added.length === 0 ? removals : [...removals, ...added];
}

import type { PlanChange } from '../../contract/plan-summary';
import type { PlannedProject } from './plan';

/** The projects whose versions are other ones than before, in the order of their names. */
export function findChanges(
  before: readonly PlannedProject[],
  after: readonly PlannedProject[],
): readonly PlanChange[] {
  const [old, current] = [versionsByProject(before), versionsByProject(after)];
  const projects = [...new Set([...old.keys(), ...current.keys()])].sort();
  return projects
    .map((project) => ({ project, before: old.get(project) ?? [], after: current.get(project) ?? [] }))
    .filter((change) => change.before.join() !== change.after.join());
}

/** A project of which nothing is wanted counts as not there. */
function versionsByProject(projects: readonly PlannedProject[]): ReadonlyMap<string, readonly string[]> {
  return new Map(
    projects
      .filter(({ files }) => files.length > 0)
      .map(({ project, files }) => [project, [...new Set(files.map((file) => file.version))].sort()]),
  );
}

import type { NamedTarget } from './explanation-groups';
import type { PlanChange, PlanNotice, PlanSummary, PlanTarget } from './plan-summary';
import type { Problem } from './problem';

/** What changed since the plan before, by kind. */
export interface GroupedChanges {
  readonly added: readonly PlanChange[];
  readonly removed: readonly PlanChange[];
  /** Other versions of a project that was there. */
  readonly moved: readonly PlanChange[];
}

export function groupChanges(changes: readonly PlanChange[]): GroupedChanges {
  return {
    added: changes.filter(({ before }) => before.length === 0),
    removed: changes.filter(({ before, after }) => before.length > 0 && after.length === 0),
    moved: changes.filter(({ before, after }) => before.length > 0 && after.length > 0),
  };
}

/** A problem and the targets that have it. */
export interface TargetProblem {
  readonly problem: Problem;
  readonly targets: readonly NamedTarget[];
}

/** What is missing on the targets; the same problem of several of them once, the one of the most first. */
export function groupProblems(targets: readonly PlanTarget[]): readonly TargetProblem[] {
  const groups = new Map<string, { readonly problem: Problem; readonly targets: NamedTarget[] }>();
  for (const { id, label, problems } of targets) {
    for (const problem of problems) {
      const group = groups.get(JSON.stringify(problem)) ?? { problem, targets: [] };
      groups.set(JSON.stringify(problem), group);
      group.targets.push({ id, label });
    }
  }
  return [...groups.values()].sort((left, right) => right.targets.length - left.targets.length);
}

/** The notices that are not told with a target already. */
export function noticesBesideTargets({ notices, targets }: PlanSummary): readonly PlanNotice[] {
  const told = new Set(targets.flatMap(({ problems }) => problems).map((entry) => JSON.stringify(entry)));
  return notices.filter(({ problem }) => !told.has(JSON.stringify(problem)));
}

/** The projects with which something is wrong: of these, not everything comes that was asked for. */
export function incompleteProjects({ notices, targets }: PlanSummary): ReadonlySet<string> {
  const named = targets
    .flatMap(({ problems }) => problems)
    .flatMap(({ parameters }) => ('project' in parameters ? [parameters.project] : []));
  const noticed = notices.flatMap(({ severity, project }) =>
    severity === 'error' && project !== null ? [project] : [],
  );
  return new Set([...named, ...noticed]);
}

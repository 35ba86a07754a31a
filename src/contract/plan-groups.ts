import { foldLabels, type NamedTarget } from './explanation-groups';
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
  /** Where it names its target, it names them all; a long list is counted instead where it is every target. */
  readonly problem: Problem;
  readonly namesTargets: boolean;
  readonly targets: readonly NamedTarget[];
}

/** What is missing on the targets; the same problem of several of them once, the one of the most first. */
export function groupProblems(targets: readonly PlanTarget[]): readonly TargetProblem[] {
  const groups = new Map<string, { readonly problem: Problem; readonly targets: NamedTarget[] }>();
  for (const { id, label, problems } of targets) {
    for (const problem of problems) {
      const key = JSON.stringify(withTarget(problem, ''));
      const group = groups.get(key) ?? { problem, targets: [] };
      groups.set(key, group);
      group.targets.push({ id, label });
    }
  }
  return [...groups.values()]
    .map((group) => ({
      problem: withTarget(group.problem, nameTargets(group.targets, targets.length)),
      namesTargets: 'target' in group.problem.parameters,
      targets: group.targets,
    }))
    .sort((left, right) => right.targets.length - left.targets.length);
}

const MOST_NAMED = 2;

/** Fits after "on" or "for". */
function nameTargets(having: readonly NamedTarget[], all: number): string {
  if (having.length === all && all > MOST_NAMED) return `any of the ${all} targets`;
  return foldLabels(having.map(({ label }) => label)).join('; ');
}

function withTarget(problem: Problem, target: string): Problem {
  return 'target' in problem.parameters
    ? ({ code: problem.code, parameters: { ...problem.parameters, target } } as Problem)
    : problem;
}

/** The notices that are not told with a target already. */
export function noticesBesideTargets({ notices, targets }: PlanSummary): readonly PlanNotice[] {
  const told = new Set(targets.flatMap(({ problems }) => problems).map((entry) => JSON.stringify(entry)));
  return notices.filter(({ problem }) => !told.has(JSON.stringify(problem)));
}

/** The projects with which something is wrong: of these, not everything comes that was asked for. */
export function incompleteProjects({ notices, targets }: PlanSummary): ReadonlySet<string> {
  const noticed = notices.flatMap(({ severity, project }) =>
    severity === 'error' && project !== null ? [project] : [],
  );
  return new Set([...targets.flatMap((target) => [...lackingProjects(target)]), ...noticed]);
}

/** The projects that a target lacks, as far as its problems name them. */
export function lackingProjects({ problems }: PlanTarget): ReadonlySet<string> {
  return new Set(problems.flatMap(({ parameters }) => ('project' in parameters ? [parameters.project] : [])));
}

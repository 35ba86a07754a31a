import {
  addToTally,
  EMPTY_TALLY,
  type FileTally,
  type PlanFileRow,
  type PlanProjectRow,
  type PlanSummary,
  type PlanTarget,
  sumTallies,
} from '../../contract/plan-summary';
import type { Plan, PlannedFile, PlannedProject, RemovedFile, RemovedProject, TargetPlan } from './plan';

/** The part of a plan that people and scripts are shown first: one row a project. */
export function summarisePlan(plan: Plan): PlanSummary {
  const uses = usesByProject(plan.targets);
  const files = filesByName(plan.projects);
  const projects = [
    ...plan.projects.map((project) => projectRow(project, uses.get(project.project) ?? NOT_USED)),
    ...plan.removedProjects.map(removedRow),
  ];
  const sum = (pick: (row: PlanProjectRow) => FileTally): FileTally =>
    projects.map(pick).reduce(sumTallies, EMPTY_TALLY);
  return {
    planId: plan.planId,
    createdAtMs: plan.createdAtMs,
    upstreamUrl: plan.upstreamUrl,
    projects,
    toFetch: sum((row) => row.toFetch),
    present: sum((row) => row.present),
    toRemove: sum((row) => row.toRemove),
    targets: plan.targets.map((target) => targetRow(target, files)),
    changes: plan.changes,
    notices: plan.notices,
    guards: plan.guards,
    complete: plan.complete,
    freeBytes: plan.freeBytes,
  };
}

/** Every file of one project with what happens to it and why; empty for a project that the plan does not have. */
export function planFileRows(plan: Plan, project: string): readonly PlanFileRow[] {
  const planned = plan.projects.find((entry) => entry.project === project);
  const removed = plan.removedProjects.find((entry) => entry.project === project);
  return [
    ...(planned === undefined ? [] : plannedRows(planned)),
    ...(removed === undefined ? [] : removedRows(removed.files)),
  ];
}

function tally(sizes: readonly (number | null)[]): FileTally {
  return sizes.reduce<FileTally>(addToTally, EMPTY_TALLY);
}

/** For which targets a project comes, and on whose behalf. */
interface ProjectUses {
  readonly targets: ReadonlySet<string>;
  readonly requiredBy: ReadonlySet<string>;
}

const NOT_USED: ProjectUses = { targets: new Set(), requiredBy: new Set() };

function usesByProject(targets: readonly TargetPlan[]): ReadonlyMap<string, ProjectUses> {
  const uses = new Map<string, { readonly targets: Set<string>; readonly requiredBy: Set<string> }>();
  for (const { id, packages } of targets) {
    for (const { project, requiredBy } of packages) {
      const use = uses.get(project) ?? { targets: new Set(), requiredBy: new Set() };
      uses.set(project, use);
      use.targets.add(id);
      for (const link of requiredBy) if (link.project !== '') use.requiredBy.add(link.project);
    }
  }
  return uses;
}

function filesByName(projects: readonly PlannedProject[]): ReadonlyMap<string, PlannedFile> {
  return new Map(projects.flatMap(({ files }) => files.map((planned) => [planned.file.filename, planned])));
}

function targetRow(target: TargetPlan, files: ReadonlyMap<string, PlannedFile>): PlanTarget {
  const { id, label, complete, packages, problems } = target;
  const wanted = [...new Set(packages.map((entry) => entry.filename))].flatMap(
    (filename) => files.get(filename) ?? [],
  );
  const sizes = (present: boolean) =>
    wanted.filter((file) => file.present === present).map((file) => file.sizeBytes);
  return {
    id,
    label,
    complete,
    projects: new Set(packages.map((entry) => entry.project)).size,
    toFetch: tally(sizes(false)),
    present: tally(sizes(true)),
    problems,
  };
}

function projectRow(project: PlannedProject, uses: ProjectUses): PlanProjectRow {
  const sizes = (present: boolean) =>
    project.files.filter((file) => file.present === present).map((file) => file.sizeBytes);
  return {
    project: project.project,
    requirements: project.requirements,
    requiredBy: [...uses.requiredBy].sort(),
    targets: [...uses.targets],
    versions: new Set(project.files.map((file) => file.version)).size,
    toFetch: tally(sizes(false)),
    present: tally(sizes(true)),
    toRemove: tally(project.removals.map((file) => file.sizeBytes)),
    leftOutFiles: project.leftOut.length,
  };
}

function removedRow(project: RemovedProject): PlanProjectRow {
  return {
    project: project.project,
    requirements: [],
    requiredBy: [],
    targets: [],
    versions: 0,
    toFetch: EMPTY_TALLY,
    present: EMPTY_TALLY,
    toRemove: tally(project.files.map((file) => file.sizeBytes)),
    leftOutFiles: 0,
  };
}

function plannedRows(project: PlannedProject): readonly PlanFileRow[] {
  const removedNames = new Set(project.removals.map((file) => file.filename));
  return [
    ...project.files.map(
      ({ file, version, sizeBytes, present, reason }): PlanFileRow => ({
        filename: file.filename,
        version,
        sizeBytes,
        action: present ? 'present' : 'fetch',
        reason,
        yankedReason: file.yanked === false ? null : (file.yanked.reason ?? ''),
      }),
    ),
    ...removedRows(project.removals),
    ...project.leftOut
      .filter((file) => !removedNames.has(file.filename))
      .map((file): PlanFileRow => ({ ...file, action: 'leave-out', yankedReason: null })),
  ];
}

function removedRows(files: readonly RemovedFile[]): readonly PlanFileRow[] {
  return files.map((file) => ({
    filename: file.filename,
    version: null,
    sizeBytes: file.sizeBytes,
    action: 'remove',
    reason: file.reason,
    yankedReason: null,
  }));
}

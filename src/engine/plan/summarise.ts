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
import type { Plan, PlannedProject, RemovedFile, RemovedProject, TargetPlan } from './plan';

/** The part of a plan that people and scripts are shown first: one row a project. */
export function summarisePlan(plan: Plan): PlanSummary {
  const targetsOf = targetsByProject(plan);
  const projects = [
    ...plan.projects.map((project) => projectRow(project, targetsOf.get(project.project) ?? [])),
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
    targets: plan.targets.map((target) => targetRow(target, plan)),
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

function targetsByProject(plan: Plan): ReadonlyMap<string, readonly string[]> {
  const targets = new Map<string, string[]>();
  for (const { id, packages } of plan.targets) {
    for (const project of new Set(packages.map((entry) => entry.project))) {
      targets.set(project, [...(targets.get(project) ?? []), id]);
    }
  }
  return targets;
}

function targetRow({ id, label, complete, packages, problems }: TargetPlan, plan: Plan): PlanTarget {
  const files = new Map(
    plan.projects.flatMap((project) => project.files.map((file) => [file.file.filename, file])),
  );
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

function projectRow(project: PlannedProject, targets: readonly string[]): PlanProjectRow {
  const sizes = (present: boolean) =>
    project.files.filter((file) => file.present === present).map((file) => file.sizeBytes);
  return {
    project: project.project,
    requirements: project.requirements,
    targets,
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

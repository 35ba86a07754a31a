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
import {
  entriesOf,
  type Plan,
  type PlanEntry,
  type PlanHead,
  type PlannedFile,
  type PlannedProject,
  type RemovedFile,
  type RemovedProject,
  type TargetPlan,
} from './plan';

/** A plan of more projects is shown without the rows of those that come last; its sums count them all. */
const MOST_ROWS = 200_000;

/** The part of a plan that people and scripts are shown first, put together from its projects one by one. */
export interface PlanSummariser {
  readonly add: (entry: PlanEntry) => void;
  readonly finish: (head: PlanHead) => PlanSummary;
}

/** Keeps one row a project, and of the files only what the targets' sums need. */
export function createPlanSummariser(targets: readonly TargetPlan[]): PlanSummariser {
  const uses = usesByProject(targets);
  const named = new Set(targets.flatMap(({ packages }) => packages.map(({ filename }) => filename)));
  const files = new Map<string, SizedFile>();
  const rows: PlanProjectRow[] = [];
  let [toFetch, present, toRemove] = [EMPTY_TALLY, EMPTY_TALLY, EMPTY_TALLY];
  return {
    add: (entry) => {
      const row =
        entry.kind === 'removed'
          ? removedRow(entry.project)
          : projectRow(entry.project, uses.get(entry.project.project) ?? NOT_USED);
      toFetch = sumTallies(toFetch, row.toFetch);
      present = sumTallies(present, row.present);
      toRemove = sumTallies(toRemove, row.toRemove);
      if (rows.length < MOST_ROWS) rows.push(row);
      for (const { file, ...sized } of entry.kind === 'planned' ? entry.project.files : []) {
        if (named.has(file.filename)) files.set(file.filename, sized);
      }
    },
    finish: (head) => ({
      planId: head.planId,
      createdAtMs: head.createdAtMs,
      upstreamUrl: head.upstreamUrl,
      projects: rows,
      toFetch,
      present,
      toRemove,
      targets: targets.map((target) => targetRow(target, files)),
      changes: head.changes,
      notices: head.notices,
      guards: head.guards,
      complete: head.complete,
      freeBytes: head.freeBytes,
    }),
  };
}

/** The summary of a plan that is in memory. */
export function summarisePlan(plan: Plan): PlanSummary {
  const summariser = createPlanSummariser(plan.targets);
  for (const entry of entriesOf(plan)) summariser.add(entry);
  return summariser.finish(plan);
}

/** Every file of one project with what happens to it and why: of what the plan has under one name, together. */
export function planFileRows(entries: readonly PlanEntry[]): readonly PlanFileRow[] {
  return entries.flatMap((entry) =>
    entry.kind === 'planned' ? plannedRows(entry.project) : removedRows(entry.project.files),
  );
}

type SizedFile = Pick<PlannedFile, 'present' | 'sizeBytes'>;

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

function targetRow(target: TargetPlan, files: ReadonlyMap<string, SizedFile>): PlanTarget {
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
    indexUrl: project.indexUrl,
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
    indexUrl: null,
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

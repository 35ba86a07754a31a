import type { FileReason, PlanNotice } from '../../contract/plan-summary';
import { findChanges } from './changes';
import { findGuards } from './guards';
import type {
  Plan,
  PlanHead,
  PlannedFile,
  PlannedProject,
  RemovedFile,
  RemovedProject,
  TargetPlan,
} from './plan';
import { createPlanTally, type PlanSums } from './plan-tally';
import type { WantedFile, WantedProject } from './wanted-projects';

/** What the mirror holds of the files that a plan could touch, as read from the disk. */
export interface PresentState {
  /** The pages that the mirror has now, by project. */
  readonly pages: ReadonlyMap<string, ListedPage>;
  /** Finished files by path; a path that is missing here is not there. */
  readonly stored: ReadonlyMap<string, { readonly sizeBytes: number; readonly sha256: string }>;
}

/** A page of the mirror with the place of each of its files. */
export interface ListedPage {
  readonly files: readonly ListedFile[];
}

export interface ListedFile {
  readonly path: string;
  readonly filename: string;
  readonly sizeBytes: number;
}

export interface PlanFacts {
  readonly planId: string;
  readonly createdAtMs: number;
  readonly directory: string;
  readonly upstreamUrl: string;
  readonly profileDigest: string;
  readonly freeBytes: number | null;
  /** From the rules; `null`: no limit. */
  readonly maxMirrorSizeBytes: number | null;
}

export interface PlanInput {
  readonly facts: PlanFacts;
  readonly wanted: readonly WantedProject[];
  /**
   * Projects that are never removed whole, whether or not upstream could tell anything about them: those on the
   * allowlist. Neither are those in `wanted`.
   */
  readonly listedNames: ReadonlySet<string>;
  readonly present: PresentState;
  /** Sizes that upstream told when asked for a single file, by URL. */
  readonly askedSizes: ReadonlyMap<string, number | null>;
  readonly notices: readonly PlanNotice[];
  readonly targets: readonly TargetPlan[];
  /** The plan before this one, to tell what changed. */
  readonly before: Plan | null;
}

/** Desired minus present. */
export function assemblePlan(input: PlanInput): Plan {
  const { facts, wanted, present, notices, targets } = input;
  const wantedPaths = new Set(wanted.flatMap((project) => project.files.map((file) => file.path)));
  const projects = wanted.map((project) => planProject(project, input, wantedPaths));
  const removedProjects = removeProjects(input, wantedPaths);
  const listedFiles = [...present.pages.values()].reduce((sum, page) => sum + page.files.length, 0);
  const tally = createPlanTally();
  for (const project of projects) tally.add({ kind: 'planned', project });
  for (const project of removedProjects) tally.add({ kind: 'removed', project });
  const changes = input.before === null ? null : findChanges(input.before.projects, projects);
  return {
    ...headOf(facts, { ...tally.sums(), listedFiles }, { notices, targets, changes }),
    projects,
    removedProjects,
  };
}

/** What a plan says besides its projects, from the sums over them. */
export function headOf(
  facts: PlanFacts,
  sums: PlanSums & { readonly listedFiles: number },
  { notices, targets, changes }: Pick<PlanHead, 'notices' | 'targets' | 'changes'>,
): PlanHead {
  const { directory, freeBytes, maxMirrorSizeBytes } = facts;
  return {
    planId: facts.planId,
    createdAtMs: facts.createdAtMs,
    upstreamUrl: facts.upstreamUrl,
    profileDigest: facts.profileDigest,
    targets,
    changes,
    notices,
    guards: findGuards({ ...sums, directory, freeBytes, maxMirrorSizeBytes }),
    complete:
      sums.wantedFiles > 0 &&
      notices.every((notice) => notice.severity !== 'error') &&
      targets.every((target) => target.complete),
    freeBytes,
  };
}

/** One project: what it shall hold, minus what is there. */
export function planProject(
  wanted: WantedProject,
  { present, askedSizes }: Pick<PlanInput, 'present' | 'askedSizes'>,
  wantedPaths: ReadonlySet<string>,
): PlannedProject {
  const files = wanted.files.map((file): PlannedFile => {
    const stored = present.stored.get(file.path);
    const isPresent = stored !== undefined && isSame(file, stored);
    return {
      ...file,
      present: isPresent,
      sizeBytes: isPresent ? stored.sizeBytes : (file.sizeBytes ?? askedSizes.get(file.file.url) ?? null),
    };
  });
  const whyLeftOut = new Map(wanted.leftOut.map((file) => [file.filename, file.reason]));
  const listed = present.pages.get(wanted.project)?.files ?? [];
  const removals = removeFiles(
    listed,
    wantedPaths,
    (filename) => whyLeftOut.get(filename) ?? { kind: 'gone-upstream' },
  );
  const { project, indexUrl, requirements, status, leftOut } = wanted;
  return { project, indexUrl, serial: null, requirements, status, files, leftOut, removals };
}

/** Whether the file on the disk is the one that upstream offers now. */
export function isSame(
  wanted: Pick<WantedFile, 'file' | 'sizeBytes'>,
  stored: { readonly sizeBytes: number; readonly sha256: string },
): boolean {
  const sha256 = wanted.file.hashes.sha256;
  return (
    (sha256 === undefined || sha256 === stored.sha256) &&
    (wanted.sizeBytes === null || wanted.sizeBytes === stored.sizeBytes)
  );
}

function removeProjects(
  { present, wanted, listedNames }: PlanInput,
  wantedPaths: ReadonlySet<string>,
): readonly RemovedProject[] {
  // What others require stands on no allowlist.
  const kept = new Set<string>([...listedNames, ...wanted.map(({ project }) => project)]);
  return [...present.pages]
    .filter(([project]) => !kept.has(project))
    .map(([project, page]) => ({
      project,
      files: removeFiles(page.files, wantedPaths, () => ({ kind: 'project-not-listed' })),
    }));
}

/** What a page lists and nobody wants. */
export function removeFiles(
  listed: readonly ListedFile[],
  wantedPaths: ReadonlySet<string>,
  reasonFor: (filename: string) => FileReason,
): readonly RemovedFile[] {
  return listed
    .filter((file) => !wantedPaths.has(file.path))
    .map((file) => ({ ...file, reason: reasonFor(file.filename) }));
}

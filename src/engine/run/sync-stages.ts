import type { Profile } from '../../contract/profile';
import type { RunEvent, RunTotals } from '../../contract/run-event';
import { downloadFile } from '../download/download-file';
import { runPool } from '../download/download-pool';
import { createSpeedometer } from '../download/speedometer';
import type { MirrorContents } from '../mirror/mirror-contents';
import type { MirrorWriter } from '../mirror/mirror-writer';
import type { Plan, PlannedFile } from '../plan/plan';
import type { Upstream } from '../upstream/upstream';
import type { Environment } from './environment';
import { isCancelled } from './interruption';
import { withMissingSpace } from './missing-space';
import { openRunUpstream } from './run-upstream';
import { listProject, type ProjectWork, surveyProject } from './sync-project';
import { targetFiles } from './target-files';

export interface SyncContext {
  readonly directory: string;
  readonly plan: Plan;
  readonly profile: Profile;
  readonly contents: MirrorContents;
  readonly writer: MirrorWriter;
  readonly environment: Environment;
  readonly emit: (event: RunEvent) => void;
  readonly signal: AbortSignal;
}

/**
 * The stages of a sync, in the order that keeps a reader of the mirror from ever seeing half of it: files, then their
 * metadata and the project's pages, then the root page; for what goes, the other way round.
 */
export async function carryOut(context: SyncContext, runId: string): Promise<{ readonly complete: boolean }> {
  const { plan, emit, environment, signal } = context;
  const works: ProjectWork[] = [];
  for (const planned of plan.projects) works.push(await surveyProject(planned, context.contents, { signal }));
  emit({ type: 'sync-started', runId, atMs: environment.clock.now(), totals: totalsOf(works) });
  try {
    const failedFiles = await fetchFiles(context, works);
    await listUnchanged(context, works);
    await removeUnwanted(context);
    await writeSets(context, works);
    await context.writer.dropPartialFilesExcept(new Set());
    return { complete: failedFiles === 0 && plan.complete };
  } catch (error) {
    if (isCancelled(signal)) await tidyAfterCancel(context);
    throw await withMissingSpace(error, context.directory, works, context.contents);
  }
}

/** What a run has to do, and how much of it was done before. */
export function totalsOf(works: readonly ProjectWork[]): RunTotals {
  const projects = works.map(({ planned, stored, toFetch, partialBytes }) => {
    const bytesStored = [...stored.values()].reduce((sum, file) => sum + file.sizeBytes, 0);
    return {
      project: planned.project,
      files: planned.files.length,
      bytes: bytesStored + toFetch.reduce((sum, file) => sum + (file.sizeBytes ?? 0), 0),
      filesDone: stored.size,
      bytesDone: bytesStored + partialBytes,
    };
  });
  const sum = (pick: (project: (typeof projects)[number]) => number): number =>
    projects.reduce((total, project) => total + pick(project), 0);
  return {
    files: sum((p) => p.files),
    bytes: sum((p) => p.bytes),
    filesDone: sum((p) => p.filesDone),
    bytesDone: sum((p) => p.bytesDone),
    projects,
  };
}

interface FileJob {
  readonly work: ProjectWork;
  readonly file: PlannedFile;
}

function* jobsOf(works: readonly ProjectWork[]): Generator<FileJob> {
  for (const work of works) for (const file of work.toFetch) yield { work, file };
}

/** Fetches what is missing; a project is listed as soon as the last of its files has come or failed. */
async function fetchFiles(context: SyncContext, works: readonly ProjectWork[]): Promise<number> {
  const { profile, environment, emit, signal } = context;
  const steps = works.reduce((sum, work) => sum + work.toFetch.length, 0);
  emit({ type: 'phase-changed', phase: 'downloading', steps });
  if (steps === 0) return 0;
  const upstream = openRunUpstream(context.directory, profile, environment, emit);
  const emitWithSpeed = createSpeedometer(environment.clock, emit);
  let failedFiles = 0;
  try {
    await runPool({
      jobs: jobsOf(works),
      concurrency: profile.options.parallelDownloads,
      signal,
      run: async ({ work, file }, jobSignal) => {
        const jobContext = { ...context, signal: jobSignal, emit: emitWithSpeed };
        if (!(await fetchFile(jobContext, upstream, work, file))) failedFiles += 1;
      },
    });
  } finally {
    await upstream.close();
  }
  return failedFiles;
}

async function fetchFile(
  context: SyncContext,
  upstream: Upstream,
  work: ProjectWork,
  file: PlannedFile,
): Promise<boolean> {
  const { writer, environment, emit, signal } = context;
  const { clock, random, retryPolicy } = environment;
  const retry = { policy: retryPolicy, clock, random, emit, signal };
  const outcome = await downloadFile({
    upstream,
    writer,
    project: work.planned.project,
    planned: file,
    retry,
  });
  if (outcome.kind === 'stored') work.stored.set(file.path, outcome.stored);
  work.unsettledFiles -= 1;
  if (work.unsettledFiles === 0) await listProject(work, context);
  return outcome.kind === 'stored';
}

/** Projects of which nothing had to be fetched may still have changed: a yank, a status, a file that went. */
async function listUnchanged(context: SyncContext, works: readonly ProjectWork[]): Promise<void> {
  const { writer, emit, plan, signal } = context;
  const unchanged = works.filter((work) => work.toFetch.length === 0);
  emit({ type: 'phase-changed', phase: 'writing-pages', steps: unchanged.length + 1 });
  for (const work of unchanged) {
    signal.throwIfAborted();
    await listProject(work, context);
    emit({ type: 'step-finished', steps: 1 });
  }
  await writer.writeRootPages({ without: new Set(plan.removedProjects.map((entry) => entry.project)) });
  emit({ type: 'step-finished', steps: 1 });
}

/** Pages go first, so that no page ever lists a file that is not there. */
async function removeUnwanted({ plan, writer, emit, signal }: SyncContext): Promise<void> {
  const files = [
    ...plan.projects.flatMap((p) => p.removals),
    ...plan.removedProjects.flatMap((p) => p.files),
  ];
  emit({ type: 'phase-changed', phase: 'removing', steps: files.length });
  for (const { project } of plan.removedProjects) await writer.removeProjectPages(project);
  for (const file of files) {
    signal.throwIfAborted();
    await writer.removeFile(file.path);
    emit({ type: 'step-finished', steps: 1 });
  }
  emit({ type: 'phase-changed', phase: 'finishing', steps: 0 });
}

/** What each target installs, for those who install without asking an index. */
async function writeSets(
  { plan, profile, writer }: SyncContext,
  works: readonly ProjectWork[],
): Promise<void> {
  const stored = new Map(works.flatMap((work) => [...work.stored]));
  await writer.writeTargetFiles(targetFiles(plan, profile.targets, stored));
}

/** What was given up leaves no partial file behind; finished projects stay, and are listed. */
async function tidyAfterCancel({ writer }: SyncContext): Promise<void> {
  await writer.dropPartialFilesExcept(new Set());
  await writer.writeRootPages({ without: new Set() });
}

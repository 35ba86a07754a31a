import type { Profile } from '../../contract/profile';
import type { RunEvent } from '../../contract/run-event';
import { downloadFile } from '../download/download-file';
import { runPool } from '../download/download-pool';
import { createSpeedometer } from '../download/speedometer';
import { isCancelled } from '../files/interruption';
import type { MirrorContents } from '../mirror/mirror-contents';
import type { MirrorWriter } from '../mirror/mirror-writer';
import type { PlannedFile } from '../plan/plan';
import type { Environment } from './environment';
import { collectFinished, type FinishedFiles } from './finished-files';
import { openSerialRecorder, type SerialRecorder, serialBasis } from './known-serials';
import { collectListings } from './listings';
import { withMissingSpace } from './missing-space';
import { openRunUpstream, type RunUpstream } from './run-upstream';
import { type RunWork, readRunWork } from './run-work';
import type { SavedPlan } from './saved-plan';
import { listProject, type ProjectWork, surveyProject } from './sync-project';
import { targetFiles } from './target-files';

export interface SyncContext {
  readonly directory: string;
  readonly plan: SavedPlan;
  readonly profile: Profile;
  readonly contents: MirrorContents;
  readonly writer: MirrorWriter;
  readonly environment: Environment;
  readonly emit: (event: RunEvent) => void;
  readonly signal: AbortSignal;
}

/**
 * The stages of a sync, in the order that keeps a reader of the mirror from ever seeing half of it: files, then their
 * metadata and the project's pages, then the root page; for what goes, the other way round. The plan is read project by
 * project: however many it has, only those at hand are in memory.
 */
export async function carryOut(context: SyncContext, runId: string): Promise<{ readonly complete: boolean }> {
  const { plan, emit, environment, contents, signal } = context;
  const work = await readRunWork(plan, contents, { signal });
  emit({ type: 'sync-started', runId, atMs: environment.clock.now(), totals: work.totals });
  try {
    const finished = collectFinished(plan.head.targets);
    const failedFiles = await fetchAndList(context, work, finished);
    await writeRootPage(context, work);
    await removeUnwanted(context, work);
    await context.writer.writeTargetFiles(
      targetFiles(plan.head.targets, context.profile.targets, finished.byName),
    );
    await context.writer.dropPartialFilesExcept(new Set());
    return { complete: failedFiles === 0 && plan.head.complete };
  } catch (error) {
    if (isCancelled(signal)) await tidyAfterCancel(context);
    throw await withMissingSpace(error, context);
  }
}

/** Projects of which nothing has to be fetched may still have changed: a yank, a status, a file that went. */
type Job =
  | { readonly kind: 'fetch'; readonly work: ProjectWork; readonly file: PlannedFile }
  | { readonly kind: 'list'; readonly work: ProjectWork };

async function* jobsOf({ plan, contents, signal }: SyncContext): AsyncGenerator<Job> {
  for await (const entry of plan.entries({ signal })) {
    if (entry.kind === 'removed') continue;
    const work = await surveyProject(entry.project, contents, { signal });
    for (const file of work.toFetch) yield { kind: 'fetch', work, file };
    if (work.toFetch.length === 0) yield { kind: 'list', work };
  }
}

/** What a repair noted is forgotten here once: from then on a project counts as known when it has come again. */
async function openSerials(context: SyncContext): Promise<SerialRecorder> {
  const { directory, profile, contents, writer } = context;
  const notes = await contents.readRepairNotes();
  const recorder = await openSerialRecorder(directory, serialBasis(profile), notes.projects);
  if (notes.projects.length > 0) await writer.noteRepair({ ...notes, projects: [] });
  return recorder;
}

/**
 * Fetches what is missing; a project is listed as soon as the last of its files has come or failed. Returns how many
 * failed.
 */
async function fetchAndList(
  context: SyncContext,
  { filesToFetch, projects }: RunWork,
  finished: FinishedFiles,
): Promise<number> {
  const { directory, profile, environment, emit, signal } = context;
  if (filesToFetch > 0) emit({ type: 'phase-changed', phase: 'downloading', steps: filesToFetch });
  else emit({ type: 'phase-changed', phase: 'writing-pages', steps: projects });
  const upstream = openRunUpstream(directory, profile, environment, { emit, purpose: 'sync' });
  const emitWithSpeed = createSpeedometer(environment.clock, emit);
  let failedFiles = 0;
  const serials = profile.scope === 'everything' ? await openSerials(context) : null;
  const settle = async (work: ProjectWork): Promise<void> => {
    await listProject(work, context);
    finished.add(work);
    if (filesToFetch === 0) emit({ type: 'step-finished', steps: 1 });
    const { serial, project, files } = work.planned;
    if (serial !== null && work.stored.size === files.length) await serials?.record(project, serial);
  };
  const listings = collectListings(settle, profile.options.parallelDownloads);
  try {
    await runPool({
      jobs: jobsOf(context),
      concurrency: profile.options.parallelDownloads,
      signal,
      run: async (job, jobSignal) => {
        if (job.kind === 'list') {
          await listings.begin(job.work);
          return;
        }
        const jobContext = { ...context, signal: jobSignal, emit: emitWithSpeed };
        if (!(await fetchFile(jobContext, upstream, job.work, job.file))) failedFiles += 1;
        job.work.unsettledFiles -= 1;
        if (job.work.unsettledFiles === 0) await listings.begin(job.work);
      },
    });
    await listings.end();
  } finally {
    await listings.rest();
    await serials?.close();
    await upstream.close();
  }
  return failedFiles;
}

async function fetchFile(
  { writer, environment, emit, signal }: SyncContext,
  upstream: RunUpstream,
  work: ProjectWork,
  file: PlannedFile,
): Promise<boolean> {
  const { project } = work.planned;
  const { clock, random, retryPolicy } = environment;
  const { outages } = upstream;
  const retry = { policy: retryPolicy, clock, random, emit, outages, signal };
  const outcome = await downloadFile({
    upstream,
    nearby: upstream.nearbyFor(project),
    writer,
    project,
    planned: file,
    retry,
  });
  if (outcome.kind === 'stored') work.stored.set(file.path, outcome.stored);
  return outcome.kind === 'stored';
}

async function writeRootPage({ writer, emit }: SyncContext, { removedProjects }: RunWork): Promise<void> {
  emit({ type: 'phase-changed', phase: 'writing-pages', steps: 1 });
  await writer.writeRootPages({ without: new Set(removedProjects) });
  emit({ type: 'step-finished', steps: 1 });
}

/** Pages go first, so that no page ever lists a file that is not there. */
async function removeUnwanted(context: SyncContext, work: RunWork): Promise<void> {
  const { plan, writer, emit, signal } = context;
  emit({ type: 'phase-changed', phase: 'removing', steps: work.removals });
  for (const project of work.removedProjects) await writer.removeProjectPages(project);
  if (work.removals > 0) {
    for await (const { kind, project } of plan.entries({ signal })) {
      for (const file of kind === 'removed' ? project.files : project.removals) {
        signal.throwIfAborted();
        await writer.removeFile(file.path);
        emit({ type: 'step-finished', steps: 1 });
      }
    }
  }
  emit({ type: 'phase-changed', phase: 'finishing', steps: 0 });
}

/** What was given up leaves no partial file behind; finished projects stay, and are listed. */
async function tidyAfterCancel({ writer }: SyncContext): Promise<void> {
  await writer.dropPartialFilesExcept(new Set());
  await writer.writeRootPages({ without: new Set() });
}

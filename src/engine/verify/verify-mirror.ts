import type { Act, RecordAct } from '../../contract/history';
import { type Problem, problemOf, refuse } from '../../contract/problem';
import {
  countFindings,
  type Finding,
  type FindingKind,
  NO_FINDINGS,
  VERIFICATION_VERSION,
  type VerificationSummary,
  type VerifyMode,
  type VerifyProgress,
} from '../../contract/verification';
import type { NormalizedName } from '../../python-packaging/name';
import type { Clock } from '../files/clock';
import { isCancelled } from '../files/interruption';
import { causeOf } from '../mirror/cause-of';
import { mirrorPaths } from '../mirror/mirror-paths';
import { openVerificationRecords, type VerificationRecords } from '../mirror/verification-records';
import { readProfile } from '../profile/profile-file';
import { checkListed, type ListedFile } from './check-file';
import { findOrphans } from './find-orphans';
import { openPlainTree, type PlainTree } from './plain-files';
import { createProgressMeter, type ProgressMeter } from './progress-meter';
import { readPage } from './read-pages';
import { listedFiles, listFolders, type PageSurvey, surveyPages } from './survey-pages';

export interface VerifyMirrorOptions {
  readonly directory: string;
  readonly mode: VerifyMode;
  /** Who verifies, for the lock. */
  readonly program: string;
  /**
   * Whether the last sync was cut off or paused: then finished files wait for their project to be listed, and are not
   * told as orphans.
   */
  readonly isInterrupted: boolean;
  readonly clock: Pick<Clock, 'now'>;
  readonly emit: (progress: VerifyProgress) => void;
  readonly recordAct: RecordAct;
  /** Every finding as it comes. */
  readonly found: (finding: Finding) => void;
  /** Abort with `PAUSE` or `CANCEL` as the reason. */
  readonly signal: AbortSignal;
}

export type VerifyOutcome =
  | { readonly kind: 'verified'; readonly summary: VerificationSummary }
  /** A later verification of the same mode goes on here. */
  | { readonly kind: 'paused' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** Of findings, so many are kept in memory; all of them are in the mirror's records. */
const MOST_KEPT_FINDINGS = 1000;

/** Some files side by side keep a fast disk busy; more would only make a slow one seek. */
const PARALLEL_FILES = 4;

/** When so much was read, what was found right is put on the disk, so that a crash loses little. */
const FLUSH_BYTES = 256 * 1024 * 1024;

/**
 * Holds everything in a mirror against its own pages and records, and changes nothing but what it writes down about it:
 * the findings, for people and for a repair, and how far it came. Holds the mirror's lock meanwhile. Does not throw.
 */
export async function verifyMirror(options: VerifyMirrorOptions): Promise<VerifyOutcome> {
  const outcome = await attempt(options);
  await options.recordAct(options.directory, actOf(outcome));
  return outcome;
}

function actOf(outcome: VerifyOutcome): Act {
  switch (outcome.kind) {
    case 'verified': {
      const { mode, files, filesRead, counts } = outcome.summary.report;
      return { act: 'verified', mode, files, filesRead, findings: countFindings(counts) };
    }
    case 'paused':
    case 'cancelled':
      return { act: `verify-${outcome.kind}` };
    case 'failed':
      return { act: 'verify-failed', cause: causeOf(outcome.problem) };
  }
}

async function attempt(options: VerifyMirrorOptions): Promise<VerifyOutcome> {
  const { directory, mode, program, clock, signal } = options;
  try {
    await readProfile(directory, { signal });
    const nowMs = clock.now();
    const records = await openVerificationRecords(directory, { mode, program, nowMs, signal });
    try {
      return { kind: 'verified', summary: await verify(options, records) };
    } catch (error) {
      const ending = isCancelled(signal) ? records.marks.giveUp() : records.marks.flush();
      // Where the disk is gone, that is what has to be told, and not that nothing can be kept on it.
      await ending.catch(() => undefined);
      throw error;
    } finally {
      await records.close();
    }
  } catch (error) {
    if (isCancelled(signal)) return { kind: 'cancelled' };
    if (signal.aborted) return { kind: 'paused' };
    return { kind: 'failed', problem: problemOf(error) };
  }
}

/** What the parts of a verification work with. */
interface Verification {
  readonly options: VerifyMirrorOptions;
  readonly records: VerificationRecords;
  readonly tree: PlainTree;
  readonly meter: ProgressMeter;
  readonly found: (finding: Finding) => Promise<void>;
}

async function verify(
  options: VerifyMirrorOptions,
  records: VerificationRecords,
): Promise<VerificationSummary> {
  const { directory, mode, isInterrupted, clock, signal } = options;
  const tree = await openPlainTree(mirrorPaths(directory).web);
  if (!(await tree.isFolder('simple'))) refuse('nothing-to-serve', { directory });
  const meter = createProgressMeter(clock.now, options.emit);
  const findings: Finding[] = [];
  const counts: { [Kind in FindingKind]: number } = { ...NO_FINDINGS };
  const found = async (finding: Finding): Promise<void> => {
    counts[finding.kind] += 1;
    if (findings.length < MOST_KEPT_FINDINGS) findings.push(finding);
    meter.found();
    options.found(finding);
    await records.addFinding(finding);
  };
  const verification: Verification = { options, records, tree, meter, found };
  const folders = await listFolders(verification);
  meter.begin('read-pages', { items: folders.length, bytes: 0 });
  const survey = await surveyPages(folders, { tree, isInterrupted, found, signal }, meter.itemDone);
  meter.begin('check-files', { items: survey.files, bytes: survey.bytes });
  const filesRead = await checkFiles(survey, verification);
  meter.begin('find-orphans', { items: 0, bytes: 0 });
  const filesWaiting = await tellOrphans(survey, verification);
  const report = {
    version: VERIFICATION_VERSION,
    mode,
    startedAtMs: records.marks.begunAtMs,
    finishedAtMs: clock.now(),
    projects: survey.projects.length,
    files: survey.files,
    bytes: survey.bytes,
    filesRead,
    filesWaiting,
    counts,
  } as const;
  await records.finish(report);
  return { report, findings };
}

/** Several side by side; the pages are read again one by one, so that only those at hand are in memory. */
async function checkFiles(survey: PageSurvey, verification: Verification): Promise<number> {
  const { options, records, tree, meter, found } = verification;
  const { signal } = options;
  let [filesRead, unsavedBytes] = [0, 0];
  const ended = new AbortController();
  const context = {
    tree,
    records,
    found,
    trustsJournal: options.mode === 'changed',
    signal: AbortSignal.any([signal, ended.signal]),
  };
  const jobs = filesOf(survey.projects, tree, context.signal);
  const work = async (): Promise<void> => {
    for (let next = await jobs.next(); next.done !== true; next = await jobs.next()) {
      const expectedBytes = next.value.file.sizeBytes ?? 0;
      let countedBytes = 0;
      const readBytes = (bytes: number): void => {
        const counted = Math.min(bytes, expectedBytes - countedBytes);
        countedBytes += counted;
        unsavedBytes += bytes;
        meter.read(counted);
      };
      if (await checkListed(next.value, { ...context, readBytes })) filesRead += 1;
      meter.skip(expectedBytes - countedBytes);
      meter.itemDone();
      if (unsavedBytes < FLUSH_BYTES) continue;
      unsavedBytes = 0;
      await records.marks.flush();
    }
  };
  const workers = Array.from({ length: PARALLEL_FILES }, () =>
    work().catch((error: unknown) => {
      ended.abort(error);
      throw error;
    }),
  );
  await Promise.allSettled(workers);
  await Promise.all(workers);
  return filesRead;
}

async function* filesOf(
  projects: readonly NormalizedName[],
  tree: PlainTree,
  signal: AbortSignal,
): AsyncGenerator<ListedFile, void, undefined> {
  for (const project of projects) {
    signal.throwIfAborted();
    const reading = await readPage(tree, project);
    if (reading.kind !== 'page') continue;
    for (const listed of listedFiles(reading.page)) {
      signal.throwIfAborted();
      yield listed;
    }
  }
}

/** Tells what no page lists. Returns how many files wait for the sync that was cut off. */
async function tellOrphans(survey: PageSurvey, verification: Verification): Promise<number> {
  const { options, tree, meter, found } = verification;
  let filesWaiting = 0;
  await findOrphans({
    tree,
    isListed: survey.isListed,
    isUnread: (project) => survey.unread.has(project),
    found: async (finding) => {
      const isWaiting = options.isInterrupted && finding.kind === 'orphaned' && finding.removable;
      if (!isWaiting) await found(finding);
      else if (!finding.path.endsWith('.metadata')) filesWaiting += 1;
    },
    lookedAt: meter.itemDone,
    signal: options.signal,
  });
  return filesWaiting;
}

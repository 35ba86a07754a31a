import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describeProblem } from '../../contract/describe';
import type { PlanSummary } from '../../contract/plan-summary';
import type { FailedFile, RunProgress, RunState } from '../../contract/run-state';
import { ENGLISH } from '../../contract/texts/english';
import type { SyncOutcome } from '../../engine/run/sync-outcome';
import { EXIT_CODES, exitCodeOfSignal } from '../exit-codes';
import { noticeLines } from '../output/plan-text';
import { problemLines } from '../output/problem-lines';
import { formatBytes, formatCount } from '../output/quantities';
import type { Style } from '../output/style';
import { printJson, printLines, type Session } from '../session';
import { shellWord } from './init';

export interface SyncEnd {
  readonly directory: string;
  readonly outcome: Exclude<SyncOutcome, { kind: 'failed' }>;
  readonly state: RunState;
  /** What was finished on the disk before this sync began; bytes include partial files. */
  readonly filesBefore: { readonly count: number; readonly bytes: number };
  readonly summary: PlanSummary;
}

/** Says how a sync ended, and gives the exit code. */
export async function tellSyncEnd(end: SyncEnd, session: Session): Promise<number> {
  const exitCode = exitCodeAtEnd(end, session);
  if (session.json) {
    printJson(session, summaryLine(end, exitCode));
    return exitCode;
  }
  const { style } = session.notices;
  printLines(session.notices, noticeLines(progressOf(end)?.notices ?? [], style));
  printLines(session.notices, failureLines(progressOf(end)?.failures ?? [], style));
  switch (end.outcome.kind) {
    case 'finished':
      printLines(session.results, finishedLines(end, session.results.style));
      break;
    case 'paused':
      if (end.outcome.reason.kind === 'problem') {
        printLines(session.notices, await problemLines(end.outcome.reason.problem, style));
      }
      printLines(session.results, pausedLines(end));
      break;
    case 'cancelled':
      printLines(session.results, ['The sync was given up. Finished files stay in the mirror.']);
  }
  return exitCode;
}

function exitCodeAtEnd({ outcome }: SyncEnd, { ending }: Session): number {
  if (outcome.kind === 'finished') return outcome.complete ? EXIT_CODES.done : EXIT_CODES.incomplete;
  const received = ending.received();
  return received === null ? EXIT_CODES.incomplete : exitCodeOfSignal(received);
}

function progressOf({ state }: SyncEnd): RunProgress | null {
  return 'progress' in state ? state.progress : null;
}

function summaryLine(end: SyncEnd, exitCode: number) {
  const { directory, outcome, filesBefore, summary } = end;
  const progress = progressOf(end);
  return {
    type: 'summary',
    mirror: resolve(directory),
    outcome: outcome.kind,
    complete: outcome.kind === 'finished' && outcome.complete,
    reason: outcome.kind === 'paused' ? outcome.reason : null,
    files: progress?.files ?? 0,
    bytes: progress?.bytes ?? 0,
    filesDone: progress?.filesDone ?? 0,
    bytesDone: progress?.bytesDone ?? 0,
    filesFetched: (progress?.filesDone ?? 0) - filesBefore.count,
    filesToRemove: summary.toRemove.files,
    failures: (progress?.failures ?? []).map((failure) => ({
      ...failure,
      ...describeProblem(ENGLISH, failure.problem),
    })),
    notices: [...summary.notices, ...(progress?.notices ?? [])],
    exitCode,
  };
}

/** Each file that failed with its cause, both hashes where the hash was wrong. */
function failureLines(failures: readonly FailedFile[], style: Style): readonly string[] {
  return failures.flatMap(({ filename, problem }) => {
    const { what, next } = describeProblem(ENGLISH, problem);
    const named = what.includes(filename) ? what : `"${filename}" did not come. ${what}`;
    return [`${style.red('error:')} ${named}`, `  ${style.dim(next)}`];
  });
}

function finishedLines(end: SyncEnd, style: Style): readonly string[] {
  const { directory, outcome, filesBefore, summary } = end;
  const progress = progressOf(end);
  const files = progress?.filesDone ?? 0;
  const removed = summary.toRemove.files;
  const parts = [
    `${formatCount(files - filesBefore.count, 'file')} fetched`,
    `${filesBefore.count} here already`,
    ...(removed === 0 ? [] : [`${removed} removed`]),
  ];
  const holds = `"${directory}" holds ${formatCount(files, 'file')}, ${formatBytes(progress?.bytesDone ?? 0)}`;
  if (outcome.kind === 'finished' && outcome.complete) {
    const indexUrl = pathToFileURL(`${join(resolve(directory), 'web', 'simple')}/`).href;
    return [
      `${style.green('Complete:')} ${holds} (${parts.join(', ')}).`,
      `Next: sandgrouse serve ${shellWord(directory)}, or pip install --index-url ${indexUrl} NAME`,
    ];
  }
  return [`${style.yellow('Incomplete:')} ${holds} (${[...parts, ...missingParts(end)].join(', ')}).`];
}

function missingParts(end: SyncEnd): readonly string[] {
  const failed = progressOf(end)?.failures.length ?? 0;
  const errors = end.summary.notices.filter((notice) => notice.severity === 'error').length;
  return [
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(errors === 0 ? [] : [`${formatCount(errors, 'error')} in the plan`]),
  ];
}

function pausedLines(end: SyncEnd): readonly string[] {
  const progress = progressOf(end);
  const done =
    progress === null
      ? ''
      : ` at ${progress.filesDone} of ${formatCount(progress.files, 'file')}, ${formatBytes(progress.bytesDone)} of ${formatBytes(progress.bytes)}`;
  return [`Paused${done}. To go on: sandgrouse sync ${shellWord(end.directory)}`];
}

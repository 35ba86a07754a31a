import { nameOfBundle } from '../../contract/bundle';
import { describeProblem } from '../../contract/describe';
import type { MirrorStatus } from '../../contract/mirror';
import type { Problem } from '../../contract/problem';
import { ENGLISH } from '../../contract/texts/english';
import { countFindings } from '../../contract/verification';
import { readMirrorStatus } from '../../engine/status/mirror-status';
import { EXIT_CODES } from '../exit-codes';
import { formatBytes, formatCount, formatDuration, formatTime } from '../output/quantities';
import type { StatusRequest } from '../requests';
import { printJson, printLines, type Session } from '../session';
import { shellWord } from './init';

/** `sandgrouse status`: what a mirror holds. Tells facts, so it is done when they are told. */
export async function runStatus({ directory }: StatusRequest, session: Session): Promise<number> {
  const status = await readMirrorStatus(directory, { signal: session.ending.signal });
  const nowMs = session.environment.clock.now();
  if (session.json) printJson(session, { type: 'status', ...status });
  else {
    printLines(session.results, statusLines(status, { word: shellWord(directory), nowMs }));
    printLines(session.results, troubleLines(status));
  }
  return EXIT_CODES.done;
}

interface Telling {
  /** The folder, as it can be pasted. */
  readonly word: string;
  readonly nowMs: number;
}

function statusLines(status: MirrorStatus, telling: Telling): readonly string[] {
  const { projects, files, bytes, upstreamSerial, lockedBy } = status;
  const rows: readonly (readonly [string, string | null])[] = [
    ['Mirror', status.mirror],
    ['Upstream', status.upstreamUrl],
    ['Serial', upstreamSerial === null ? null : String(upstreamSerial)],
    ['Holds', `${formatCount(projects, 'project')}, ${formatCount(files, 'file')}, ${formatBytes(bytes)}`],
    ['In use', lockedBy && `by ${lockedBy.program} (process ${lockedBy.processId} on ${lockedBy.host})`],
    ['Imported', status.lastImport && importText(status.lastImport, telling)],
    ['Last sync', lastRunText(status, telling)],
    ['Waits', waitingText(status)],
    ['Last complete', aged(status.lastCompleteAtMs, telling)],
    ['Last plan', lastPlanText(status, telling)],
    ['Verified', verificationText(status, telling)],
    ['Proven', proofText(status, telling)],
  ];
  return rows.flatMap(([name, value]) => (value === null ? [] : [`${`${name}:`.padEnd(16)}${value}`]));
}

/** A time and how long ago that is. */
function aged(atMs: number | null, { nowMs }: Telling): string {
  if (atMs === null) return 'never';
  // A clock that was set back makes nothing come out of the future.
  return `${formatTime(atMs)} (${formatDuration(Math.max(0, nowMs - atMs))} ago)`;
}

function importText(
  { importedAtMs, bundleId }: NonNullable<MirrorStatus['lastImport']>,
  telling: Telling,
): string {
  return `${aged(importedAtMs, telling)}, ${nameOfBundle(bundleId)}`;
}

function lastRunText({ lastRun, lastImport }: MirrorStatus, { word }: Telling): string {
  switch (lastRun) {
    case 'none':
      if (lastImport !== null) return 'none; what is here was imported';
      return `none yet; start one with: sandgrouse sync ${word}`;
    case 'running':
      return 'running now';
    case 'complete':
      return 'complete';
    case 'incomplete':
      return `incomplete; try again with: sandgrouse sync ${word}`;
    case 'paused':
    case 'interrupted':
      return `${lastRun}; go on with: sandgrouse sync ${word}`;
    case 'cancelled':
      return 'given up; finished files stayed';
    case 'failed':
      return `failed; try again with: sandgrouse sync ${word}`;
  }
}

function waitingText({ waiting }: MirrorStatus): string | null {
  if (waiting === null) return null;
  const { filesDone, files, bytesDone, bytes } = waiting;
  return `${filesDone} of ${formatCount(files, 'file')} here, ${formatBytes(bytesDone)} of ${formatBytes(bytes)}`;
}

function lastPlanText({ lastPlan }: MirrorStatus, telling: Telling): string {
  if (lastPlan === null) return 'none';
  const { createdAtMs, complete, isOutdated, guards } = lastPlan;
  const remarks = [
    ...(complete ? [] : ['incomplete']),
    ...(guards.length === 0 ? [] : ['held up']),
    ...(isOutdated ? ['the profile has changed since'] : []),
  ];
  return [aged(createdAtMs, telling), ...remarks].join(', ');
}

function verificationText({ lastVerification, waitingVerification }: MirrorStatus, telling: Telling): string {
  const waiting =
    waitingVerification === null ? [] : [`one stands; go on with: sandgrouse verify ${telling.word}`];
  if (lastVerification === null) return ['never', ...waiting].join('; ');
  const { finishedAtMs, mode, counts } = lastVerification;
  const findings = countFindings(counts);
  const result = findings === 0 ? 'nothing wrong' : formatCount(findings, 'finding');
  const what = `${mode === 'full' ? 'everything' : 'what had changed'}, ${result}`;
  return [`${aged(finishedAtMs, telling)}, ${what}`, ...waiting].join('; ');
}

function proofText({ lastProof }: MirrorStatus, telling: Telling): string {
  if (lastProof === null) return 'never';
  const { createdAtMs, complete, targets, isOutdated } = lastProof;
  const result = `${complete ? 'complete' : 'incomplete'} for ${formatCount(targets, 'target')}`;
  const outdated = isOutdated ? ', outdated: the mirror has changed since' : '';
  return `${aged(createdAtMs, telling)}, ${result}${outdated}`;
}

/** Each thing that failed last, and why. */
function troubleLines({ waiting, lastPlan, failedFiles }: MirrorStatus): readonly string[] {
  const problems: Problem[] = waiting?.reason.kind === 'problem' ? [waiting.reason.problem] : [];
  if (lastPlan !== null) problems.push(...lastPlan.guards, ...lastPlan.errors.map(({ problem }) => problem));
  const told = (lastPlan?.errors.length ?? 0) + failedFiles.files.length;
  const more = (lastPlan?.errorCount ?? 0) + failedFiles.count - told;
  const lines = [
    ...problems.map((problem) => `- ${wordsOf(problem)}`),
    ...failedFiles.files.map(({ filename, problem }) => {
      const words = wordsOf(problem);
      return `- ${words.includes(filename) ? words : `"${filename}" did not come. ${words}`}`;
    }),
    ...(more === 0 ? [] : [`- and ${more} more`]),
  ];
  return lines.length === 0 ? [] : ['', 'What failed last:', ...lines];
}

function wordsOf(problem: Problem): string {
  const { what, next } = describeProblem(ENGLISH, problem);
  return `${what} ${next}`;
}

import { describeProblem } from '../../contract/describe';
import type { RunPhase, Waiting } from '../../contract/run-event';
import type { RunProgress, RunState } from '../../contract/run-state';
import { ENGLISH } from '../../contract/texts/english';
import { formatBytes, formatCount, formatDuration, percentOf } from './quantities';

/** A state of a run as lines for a terminal, or as one line for a log. Pure: no colours, no cursor. */

const BAR_COLUMNS = 24;
const SHOWN_FILES = 4;
const SHOWN_WAITS = 3;

export const PHASE_NAMES: { readonly [Phase in RunPhase]: string } = {
  downloading: 'Downloading',
  'writing-pages': 'Writing pages',
  removing: 'Removing',
  finishing: 'Finishing',
};

/** What is drawn over again and again: the bar, the files on the wire, what is waited for. */
export function liveLines(
  state: RunState,
  { columns, nowMs }: { readonly columns: number; readonly nowMs: number },
): readonly string[] {
  const lines = state.stage === 'planning' || state.stage === 'syncing' ? workingLines(state, nowMs) : [];
  // A line that fills the last column would wrap on some terminals, and the next drawing would be off by one.
  return lines.map((line) => shorten(line, columns - 1));
}

type WorkingState = Extract<RunState, { stage: 'planning' | 'syncing' }>;

function workingLines(state: WorkingState, nowMs: number): readonly string[] {
  if (state.stage === 'planning') {
    const line = barLine('Planning', percentOf(state.projectsDone, state.projects), [progressText(state)]);
    return [line, ...waitLines(state.waiting, nowMs)];
  }
  const { progress } = state;
  const bar = barLine(PHASE_NAMES[progress.phase], donePercent(progress), [
    progressText(state),
    ...paceTexts(progress),
  ]);
  const active = Object.values(progress.active).slice(0, SHOWN_FILES);
  // The name comes last, because it is what may be cut off.
  const files = active.map(({ filename, receivedBytes, sizeBytes }) => {
    const size = sizeBytes === null ? '' : ` of ${formatBytes(sizeBytes)}`;
    return `  ${formatBytes(receivedBytes).padStart(7)}${size.padEnd(11)}  ${filename}`;
  });
  const more = Object.keys(progress.active).length - active.length;
  if (more > 0) files.push(`  and ${formatCount(more, 'more file')}`);
  return [bar, ...files, ...waitLines(progress.waiting, nowMs)];
}

/** How far this phase is, from 0 to 100, rounded down. */
export function donePercent(progress: RunProgress): number {
  if (progress.phase !== 'downloading') return percentOf(progress.stepsDone, progress.steps);
  // Where upstream tells no sizes, files are all that can be counted.
  const byBytes = percentOf(progress.bytesDone, progress.bytes);
  const byFiles = percentOf(progress.filesDone, progress.files);
  if (progress.bytes === 0) return byFiles;
  return progress.filesDone < progress.files ? Math.min(byBytes, 99) : byBytes;
}

/** The counts of a state: `3 of 40 files, 1.2 MB of 80 MB`. */
export function progressText(state: WorkingState): string {
  if (state.stage === 'planning') {
    return `${state.projectsDone} of ${formatCount(state.projects, 'project')}`;
  }
  const { progress } = state;
  if (progress.phase !== 'downloading') return `${progress.stepsDone} of ${progress.steps}`;
  const files = `${progress.filesDone} of ${formatCount(progress.files, 'file')}`;
  return `${files}, ${formatBytes(progress.bytesDone)} of ${formatBytes(progress.bytes)}`;
}

function paceTexts(progress: RunProgress): readonly string[] {
  const texts: string[] = [];
  if (progress.phase === 'downloading' && progress.bytesPerSecond > 0) {
    texts.push(`${formatBytes(progress.bytesPerSecond)}/s`);
    const leftMs = ((progress.bytes - progress.bytesDone) / progress.bytesPerSecond) * 1000;
    if (leftMs > 0) texts.push(`${formatDuration(leftMs)} left`);
  }
  if (progress.failures.length > 0) texts.push(`${progress.failures.length} failed`);
  return texts;
}

/** `Checking ██░░  20%  …` */
export function barLine(name: string, percent: number, texts: readonly string[]): string {
  const filled = Math.floor((percent / 100) * BAR_COLUMNS);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_COLUMNS - filled);
  return `${name} ${bar} ${String(percent).padStart(3)}%  ${texts.join('  ')}`;
}

function waitLines(waiting: readonly Waiting[], nowMs: number): readonly string[] {
  const lines = waiting.slice(0, SHOWN_WAITS).map((wait) => `  ${waitText(wait, nowMs)}`);
  const more = waiting.length - SHOWN_WAITS;
  return more > 0 ? [...lines, `  and ${more} more waiting`] : lines;
}

/** `Trying "six" again in 4 s (try 2): "https://…" answered with HTTP status 503.` */
export function waitText({ subject, attempt, retryAtMs, problem }: Waiting, nowMs: number): string {
  const { what } = describeProblem(ENGLISH, problem);
  const delayMs = retryAtMs - nowMs;
  const when = delayMs < 1000 ? 'now' : `in ${formatDuration(delayMs)}`;
  return `Trying "${subject}" again ${when} (try ${attempt + 1}): ${what}`;
}

/** Cuts off what a terminal has no room for. */
export function shorten(line: string, columns: number): string {
  const characters = [...line];
  if (characters.length <= columns) return line;
  return columns < 2 ? '' : `${characters.slice(0, columns - 1).join('')}…`;
}

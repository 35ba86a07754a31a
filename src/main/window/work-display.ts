import { isWorking, type RunProgress, type RunState } from '../../contract/run-state';
import type { HostTexts } from '../texts/english';

/** What the title bar and the taskbar say about all runs together. */
export interface WorkDisplay {
  readonly title: string;
  /** `null` clears the bar. `indeterminate`: something goes on of which the length is not known. */
  readonly bar: { readonly share: number; readonly mode: 'normal' | 'indeterminate' } | null;
}

export interface NamedRun {
  readonly name: string;
  readonly state: RunState;
}

/** Work under way comes first; a paused run is told in the title only, for nothing is on its way to an end. */
export function displayWork(runs: readonly NamedRun[], texts: HostTexts): WorkDisplay {
  const working = runs.filter((run) => isWorking(run.state));
  const [first] = working;
  if (first === undefined) return { title: pausedTitle(runs, texts), bar: null };
  const progresses = working.flatMap(({ state }) => (state.stage === 'syncing' ? [state.progress] : []));
  if (progresses.length === 0) {
    return { title: texts.title.planning(first.name), bar: { share: 0, mode: 'indeterminate' } };
  }
  const share = shareOf(progresses);
  const syncing = working.find((run) => run.state.stage === 'syncing') ?? first;
  const title =
    progresses.length === 1
      ? texts.title.syncing(syncing.name, percent(share))
      : texts.title.several(progresses.length, percent(share));
  return { title, bar: { share, mode: 'normal' } };
}

function pausedTitle(runs: readonly NamedRun[], texts: HostTexts): string {
  for (const { name, state } of runs) {
    if (state.stage === 'paused') return texts.title.paused(name, percent(shareOf([state.progress])));
  }
  return texts.application;
}

/** By bytes; by files where no file has a size. */
function shareOf(progresses: readonly RunProgress[]): number {
  const sum = (pick: (progress: RunProgress) => number): number =>
    progresses.reduce((total, progress) => total + pick(progress), 0);
  const bytes = sum((progress) => progress.bytes);
  if (bytes > 0) return clamp(sum((progress) => progress.bytesDone) / bytes);
  const files = sum((progress) => progress.files);
  return files > 0 ? clamp(sum((progress) => progress.filesDone) / files) : 1;
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share));

/** Rounded down: 100 % is said only when nothing is left. */
const percent = (share: number): number => Math.floor(share * 100);

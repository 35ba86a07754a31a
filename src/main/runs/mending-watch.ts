import type { Problem } from '../../contract/problem';
import type { RunState } from '../../contract/run-state';
import type { MendingProbe } from '../../engine/run/mended-disk';
import type { StartTimer } from './timer';

const FIRST_DELAY_MS = 5000;
const LONGEST_DELAY_MS = 300_000;

export interface MendingWatchParts {
  readonly startTimer: StartTimer;
  readonly probe: (problem: Problem) => MendingProbe;
  /** Resumes the run. */
  readonly goOn: () => Promise<void>;
}

/**
 * Lets a run that its disk made pause go on when the disk is mended; one that a person paused stays so. Looks every few
 * seconds, and less and less often where going on brought nothing.
 */
export interface MendingWatch {
  /** Told of every state of the run. */
  readonly follow: (state: RunState) => void;
  readonly close: () => void;
}

export function createMendingWatch({ startTimer, probe, goOn }: MendingWatchParts): MendingWatch {
  let delayMs = FIRST_DELAY_MS;
  /** How much was there when a run last went on by itself. */
  let bytesWhenGoneOn: number | null = null;
  let watching: { readonly problem: Problem; readonly controller: AbortController } | null = null;
  let stopTimer: (() => void) | null = null;

  const stop = (): void => {
    watching?.controller.abort();
    watching = null;
    stopTimer?.();
    stopTimer = null;
  };
  const begin = (problem: Problem, bytesDone: number): void => {
    stop();
    const controller = new AbortController();
    const { signal } = controller;
    watching = { problem, controller };
    delayMs = bytesWhenGoneOn === bytesDone ? Math.min(delayMs * 2, LONGEST_DELAY_MS) : FIRST_DELAY_MS;
    const { isMended } = probe(problem);
    const look = async (): Promise<void> => {
      const mended = await isMended({ signal });
      if (signal.aborted) return;
      // Should the disk be gone again at once, this look was too early and others follow.
      stopTimer = startTimer(() => void look(), delayMs);
      if (!mended) return;
      bytesWhenGoneOn = bytesDone;
      await goOn().catch(() => undefined);
    };
    stopTimer = startTimer(() => void look(), delayMs);
  };
  return {
    close: stop,
    follow: (state) => {
      if (state.stage !== 'paused' || state.reason.kind !== 'problem') return stop();
      if (state.reason.problem !== watching?.problem) begin(state.reason.problem, state.progress.bytesDone);
    },
  };
}

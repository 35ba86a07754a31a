import { mergeRunEvents } from '../../contract/merge-events';
import { reduceRunBatch } from '../../contract/reduce-run';
import type { RunEvent } from '../../contract/run-event';
import { IDLE, type RunState } from '../../contract/run-state';

/** Starts a timer and gives the function that stops it. Comes in from outside, so that tests do not wait. */
export type StartTimer = (run: () => void, delayMs: number) => () => void;

export const startSystemTimer: StartTimer = (run, delayMs) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};

/** About ten batches a second, however fast the bytes come. */
const BATCH_INTERVAL_MS = 100;

export interface RunFollower {
  readonly emit: (event: RunEvent) => void;
  /** Delivers what waits. */
  readonly flush: () => void;
  /** Everything that was emitted, folded. */
  readonly state: () => RunState;
}

/** Gathers a run's events to merged batches and shows each with the state that it leads to. */
export function followRun(
  show: (events: readonly RunEvent[], state: RunState) => void,
  startTimer: StartTimer,
): RunFollower {
  let waiting: RunEvent[] = [];
  let stopTimer: (() => void) | null = null;
  let state: RunState = IDLE;
  const flush = (): void => {
    stopTimer?.();
    stopTimer = null;
    if (waiting.length === 0) return;
    const events = mergeRunEvents(waiting);
    waiting = [];
    state = reduceRunBatch(state, events);
    show(events, state);
  };
  return {
    flush,
    emit: (event) => {
      waiting.push(event);
      stopTimer ??= startTimer(flush, BATCH_INTERVAL_MS);
    },
    state: () => {
      flush();
      return state;
    },
  };
}

import type { StartTimer } from '../runs/timer';

/** Without a byte for so long, the computer may sleep: the upstream is stalled or away. */
const QUIET_AFTER_MS = 60_000;

export interface KeepAwakeParts {
  /** Starts to hold sleep off; gives the function that lets go. */
  readonly holdOff: () => () => void;
  readonly startTimer: StartTimer;
}

/** Each kind of work has a name of its own, so that the end of one leaves the others awake. */
export interface KeepAwake {
  readonly bytesMoved: (work: string) => void;
  /** Nothing of this work runs any more. */
  readonly settled: (work: string) => void;
}

/** Holds sleep off while bytes move, and no longer. */
export function createKeepAwake({ holdOff, startTimer }: KeepAwakeParts): KeepAwake {
  let letGo: (() => void) | null = null;
  const stopTimers = new Map<string, () => void>();

  const settled = (work: string): void => {
    stopTimers.get(work)?.();
    stopTimers.delete(work);
    if (stopTimers.size > 0) return;
    letGo?.();
    letGo = null;
  };
  return {
    settled,
    bytesMoved: (work) => {
      letGo ??= holdOff();
      stopTimers.get(work)?.();
      stopTimers.set(
        work,
        startTimer(() => settled(work), QUIET_AFTER_MS),
      );
    },
  };
}

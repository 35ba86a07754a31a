import type { StartTimer } from '../runs/timer';

/** Without a byte for so long, the computer may sleep: the upstream is stalled or away. */
const QUIET_AFTER_MS = 60_000;

export interface KeepAwakeParts {
  /** Starts to hold sleep off; gives the function that lets go. */
  readonly holdOff: () => () => void;
  readonly startTimer: StartTimer;
}

export interface KeepAwake {
  readonly bytesMoved: () => void;
  /** Nothing runs any more. */
  readonly settled: () => void;
}

/** Holds sleep off while bytes move, and no longer. */
export function createKeepAwake({ holdOff, startTimer }: KeepAwakeParts): KeepAwake {
  let letGo: (() => void) | null = null;
  let stopTimer: (() => void) | null = null;

  const settled = (): void => {
    stopTimer?.();
    stopTimer = null;
    letGo?.();
    letGo = null;
  };
  return {
    settled,
    bytesMoved: () => {
      letGo ??= holdOff();
      stopTimer?.();
      stopTimer = startTimer(settled, QUIET_AFTER_MS);
    },
  };
}

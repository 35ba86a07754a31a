import { setTimeout as sleepFor } from 'node:timers/promises';

/** Time comes in from outside, so that tests of waiting do not wait. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Rejects with the signal's reason when it aborts. */
  readonly sleep: (delayMs: number, options: { readonly signal: AbortSignal }) => Promise<void>;
}

export const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  sleep: async (delayMs, { signal }) => {
    await sleepFor(delayMs, undefined, { signal });
  },
};

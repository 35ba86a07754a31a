import type { Clock } from '../../files/clock';

/** Shares out so many bytes a second among all that is read. */
export interface Bandwidth {
  /** Comes back when so many bytes may have gone by. Rejects with the signal's reason when it aborts. */
  readonly take: (bytes: number, options: { readonly signal: AbortSignal }) => Promise<void>;
}

/** What was not used for a moment may be made good for, so that small pauses cost nothing. */
const LONGEST_CREDIT_MS = 250;

/**
 * A bucket of tokens, kept as the moment at which all that was taken is paid for: it needs no timer, and whoever comes
 * first goes first.
 */
export function createBandwidth(maxBytesPerSecond: number, clock: Clock): Bandwidth {
  let paidAtMs = clock.now();
  return {
    take: async (bytes, { signal }) => {
      const nowMs = clock.now();
      paidAtMs = Math.max(paidAtMs, nowMs - LONGEST_CREDIT_MS) + (bytes * 1000) / maxBytesPerSecond;
      const waitMs = paidAtMs - nowMs;
      if (waitMs >= 1) await clock.sleep(waitMs, { signal });
    },
  };
}

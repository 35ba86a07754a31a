import type { Problem } from './problem';
import type { VerificationSummary, VerifyMode, VerifyProgress } from './verification';

/**
 *     idle ──> verifying ──> verified
 *      ^          │ ^ ├────> cancelled
 *      │          ▼ │ └────> failed        each of them, and verified, ──> verifying
 *      └ (none)  paused
 */
export type VerifyState =
  | { readonly status: 'idle' }
  | { readonly status: 'verifying'; readonly mode: VerifyMode; readonly progress: VerifyProgress }
  /** `progress`: `null` where it was paused or cut off before the application was started. */
  | { readonly status: 'paused'; readonly mode: VerifyMode; readonly progress: VerifyProgress | null }
  /** `isOutdated`: a sync has changed the mirror since. */
  | { readonly status: 'verified'; readonly summary: VerificationSummary; readonly isOutdated: boolean }
  | { readonly status: 'cancelled' }
  | { readonly status: 'failed'; readonly problem: Problem };

export const VERIFY_IDLE: VerifyState = { status: 'idle' };

export const VERIFY_BEGINS: VerifyProgress = {
  step: 'read-pages',
  itemsDone: 0,
  items: 0,
  bytesDone: 0,
  bytes: 0,
  bytesPerSecond: 0,
  findings: 0,
};

import type { Problem } from '../../contract/problem';
import type { PauseReason } from '../../contract/run-event';

/** How a sync ended. */
export type SyncOutcome =
  | { readonly kind: 'finished'; readonly complete: boolean }
  | { readonly kind: 'paused'; readonly reason: PauseReason }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly problem: Problem };

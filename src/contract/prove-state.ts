import type { Problem } from './problem';
import type { ProofSummary } from './proof';

/** What a proof does one after the other. */
export type ProveStep = 'solve' | 'check-files' | 'find-pythons' | 'ask-pip' | 'write';

export interface ProveProgress {
  readonly step: ProveStep;
  /** Of pages, files or targets, as the step has it. */
  readonly done: number;
  readonly total: number;
  /** What is worked at for one target alone; its label. */
  readonly target: string | null;
}

/**
 *     idle ──> proving ──> proven
 *      ^          ├──────> cancelled
 *      └ (none)   └──────> failed        each of them, and proven, ──> proving
 */
export type ProveState =
  | { readonly status: 'idle' }
  | { readonly status: 'proving'; readonly progress: ProveProgress }
  /** `isOutdated`: profile or content of the mirror have changed since. */
  | { readonly status: 'proven'; readonly proof: ProofSummary; readonly isOutdated: boolean }
  | { readonly status: 'cancelled' }
  | { readonly status: 'failed'; readonly problem: Problem };

export const PROVE_IDLE: ProveState = { status: 'idle' };

export const PROVE_BEGINS: ProveProgress = { step: 'solve', done: 0, total: 0, target: null };

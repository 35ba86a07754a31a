import type { PlanNotice } from './plan-summary';
import type { Problem } from './problem';

/**
 * Everything that happens in a run, in order. `reduceRun` folds these into a `RunState`; nothing else changes one.
 * Paths are relative to the mirror's `web` folder. Times are milliseconds since the epoch, sizes are bytes.
 */
export type RunPhase = 'downloading' | 'writing-pages' | 'removing' | 'finishing';

/** Why a run stands still and can go on. */
export type PauseReason =
  | { readonly kind: 'asked' }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** A try that failed and will be made again. */
export interface Waiting {
  readonly subject: string;
  readonly attempt: number;
  readonly retryAtMs: number;
  readonly problem: Problem;
}

/** What has to be done for one project, and what was done before this run began. */
export interface ProjectTotals {
  readonly project: string;
  readonly files: number;
  readonly bytes: number;
  readonly filesDone: number;
  readonly bytesDone: number;
}

export interface RunTotals {
  readonly files: number;
  readonly bytes: number;
  readonly filesDone: number;
  /** Includes the bytes of partial files that will be resumed. */
  readonly bytesDone: number;
  readonly projects: readonly ProjectTotals[];
}

export type RunEvent =
  | {
      readonly type: 'plan-started';
      readonly runId: string;
      readonly atMs: number;
      readonly projects: number;
    }
  /** Following requirements finds more projects on the way: `projects` may rise. */
  | { readonly type: 'plan-progressed'; readonly projectsDone: number; readonly projects: number }
  | { readonly type: 'plan-finished'; readonly planId: string; readonly complete: boolean }
  | {
      readonly type: 'sync-started';
      readonly runId: string;
      readonly atMs: number;
      readonly totals: RunTotals;
    }
  | { readonly type: 'phase-changed'; readonly phase: RunPhase; readonly steps: number }
  | { readonly type: 'step-finished'; readonly steps: number }
  | {
      readonly type: 'file-started';
      readonly path: string;
      readonly project: string;
      readonly filename: string;
      readonly sizeBytes: number | null;
      readonly resumedFromBytes: number;
    }
  | { readonly type: 'file-progressed'; readonly path: string; readonly bytes: number }
  /** Bytes that counted as received have to be fetched again. */
  | { readonly type: 'file-restarted'; readonly path: string; readonly bytesLost: number }
  | { readonly type: 'file-finished'; readonly path: string }
  | { readonly type: 'file-failed'; readonly path: string; readonly url: string; readonly problem: Problem }
  | { readonly type: 'waiting-started'; readonly waiting: Waiting }
  | { readonly type: 'waiting-ended'; readonly subject: string }
  /** Something that a person should know and that stops nothing. */
  | { readonly type: 'notice-raised'; readonly notice: PlanNotice }
  | { readonly type: 'speed-measured'; readonly bytesPerSecond: number }
  | { readonly type: 'run-paused'; readonly reason: PauseReason }
  | { readonly type: 'run-cancelled' }
  | { readonly type: 'run-failed'; readonly problem: Problem }
  | { readonly type: 'run-finished'; readonly atMs: number; readonly complete: boolean }
  /** A run that an earlier process left: its totals are read from the disk again. */
  | {
      readonly type: 'run-restored';
      readonly runId: string;
      readonly atMs: number;
      readonly totals: RunTotals;
      readonly reason: PauseReason;
    };

/** Merged events with the number of the last one; numbers rise by one a batch and start at 1 for each mirror. */
export interface RunEventBatch {
  readonly mirror: string;
  readonly sequence: number;
  readonly events: readonly RunEvent[];
}

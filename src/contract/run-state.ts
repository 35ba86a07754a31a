import type { PlanNotice } from './plan-summary';
import type { Problem } from './problem';
import type { PauseReason, RunPhase, Waiting } from './run-event';

/**
 * The state of one mirror's run.
 *
 *     idle ──▶ planning ──▶ planned ──▶ syncing ──▶ finished
 *               │   ▲          ▲        │  ▲  │
 *               │   └──────────┼────────┼──┼──┼──── (a new plan can be made from every state that stands still)
 *               ▼              │        ▼  │  └───▶ failed
 *           cancelled ─────────┘      paused ─────▶ cancelled
 *
 * Totals exist only where they are known: from `syncing` on.
 */
export type RunState =
  | { readonly stage: 'idle' }
  | {
      readonly stage: 'planning';
      readonly runId: string;
      readonly startedAtMs: number;
      readonly projects: number;
      readonly projectsDone: number;
      readonly waiting: readonly Waiting[];
    }
  | { readonly stage: 'planned'; readonly planId: string; readonly complete: boolean }
  | { readonly stage: 'syncing'; readonly progress: RunProgress }
  | { readonly stage: 'paused'; readonly progress: RunProgress; readonly reason: PauseReason }
  | {
      readonly stage: 'finished';
      readonly progress: RunProgress;
      readonly complete: boolean;
      readonly finishedAtMs: number;
    }
  | { readonly stage: 'cancelled'; readonly progress: RunProgress | null }
  | { readonly stage: 'failed'; readonly progress: RunProgress | null; readonly problem: Problem };

export type RunStage = RunState['stage'];

export interface ActiveFile {
  readonly path: string;
  readonly project: string;
  readonly filename: string;
  readonly sizeBytes: number | null;
  readonly receivedBytes: number;
}

export interface FailedFile {
  readonly path: string;
  readonly project: string;
  readonly filename: string;
  readonly url: string;
  readonly problem: Problem;
}

export interface ProjectProgress {
  readonly project: string;
  readonly files: number;
  readonly bytes: number;
  readonly filesDone: number;
  readonly bytesDone: number;
  readonly filesFailed: number;
}

export interface RunProgress {
  readonly runId: string;
  readonly startedAtMs: number;
  readonly phase: RunPhase;
  /** Pages to write or files to remove in this phase, and how many are done. Downloads count in files and bytes. */
  readonly steps: number;
  readonly stepsDone: number;
  readonly files: number;
  readonly bytes: number;
  readonly filesDone: number;
  readonly bytesDone: number;
  readonly bytesPerSecond: number;
  /** By path: what is on the wire now. */
  readonly active: Readonly<Record<string, ActiveFile>>;
  /** By project name. */
  readonly projects: Readonly<Record<string, ProjectProgress>>;
  readonly failures: readonly FailedFile[];
  readonly notices: readonly PlanNotice[];
  readonly waiting: readonly Waiting[];
}

export const IDLE: RunState = { stage: 'idle' };

/** Whether a run is under way, so that another cannot start on the same mirror. */
export function isWorking(state: RunState): boolean {
  return state.stage === 'planning' || state.stage === 'syncing';
}

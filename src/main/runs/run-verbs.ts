import type { Problem } from '../../contract/problem';
import type { RunEvent } from '../../contract/run-event';
import type { Environment } from '../../engine/run/environment';
import { makePlan } from '../../engine/run/make-plan';
import { createMendingProbe, type MendingProbe } from '../../engine/run/mended-disk';
import { discardRun, restoreRun } from '../../engine/run/restore-run';
import { openPlan } from '../../engine/run/saved-plan';
import { syncMirror } from '../../engine/run/sync-mirror';

interface Verb {
  readonly emit: (event: RunEvent) => void;
  readonly signal: AbortSignal;
}

/** What a run host needs of the engine: work that tells of itself by events, and what an earlier process left. */
export interface RunVerbs {
  readonly makePlan: (directory: string, verb: Verb) => Promise<unknown>;
  readonly syncMirror: (
    directory: string,
    verb: Verb & { readonly planId: string; readonly acceptGuards: boolean },
  ) => Promise<unknown>;
  readonly restoreRun: (
    directory: string,
    options: { readonly signal: AbortSignal },
  ) => Promise<RunEvent | null>;
  readonly discardRun: (directory: string, options: { readonly signal: AbortSignal }) => Promise<void>;
  readonly probeDisk: (directory: string, problem: Problem) => MendingProbe;
  readonly readPlanId: (directory: string) => Promise<string | null>;
}

/** The engine's verbs in this program's name. */
export function engineVerbs(program: string, environment: Environment): RunVerbs {
  return {
    makePlan: (directory, verb) => makePlan({ directory, program, environment, ...verb }),
    syncMirror: (directory, verb) => syncMirror({ directory, program, environment, ...verb }),
    restoreRun,
    discardRun: (directory, { signal }) =>
      discardRun(directory, { program, recordAct: environment.recordAct, signal }),
    probeDisk: createMendingProbe,
    readPlanId: async (directory) => (await openPlan(directory))?.head.planId ?? null,
  };
}

import { mayBeAccepted } from '../../contract/plan-summary';
import { PROBLEM_FACTS, ProblemError, problemOf, refuse } from '../../contract/problem';
import type { RunEvent } from '../../contract/run-event';
import { isCancelled } from '../files/interruption';
import { type FailureRecords, openFailureRecords } from '../mirror/failure-records';
import { openMirrorWriter } from '../mirror/open-mirror';
import { profileDigest, readProfile } from '../profile/profile-file';
import type { Environment } from './environment';
import { type RunRecord, readRunRecord, writeRunRecord } from './run-record';
import { dropOtherPlans, openPlan, type SavedPlan } from './saved-plan';
import { followSync, type SyncHistory } from './sync-history';
import type { SyncOutcome } from './sync-outcome';
import { carryOut } from './sync-stages';

export interface SyncMirrorOptions {
  readonly directory: string;
  /** The plan that was shown; another one on the disk is refused as outdated. */
  readonly planId: string;
  readonly acceptGuards: boolean;
  /** Who syncs, for the lock. */
  readonly program: string;
  readonly emit: (event: RunEvent) => void;
  readonly environment: Environment;
  /** Abort with `PAUSE` or `CANCEL` as the reason. */
  readonly signal: AbortSignal;
}

/**
 * Carries out a saved plan: what it wants minus what is on the disk now. Starting, resuming, retrying and repairing are
 * all this. Ends with one of the events run-finished, run-paused, run-cancelled or run-failed, and does not throw.
 */
export async function syncMirror(options: SyncMirrorOptions): Promise<SyncOutcome> {
  const { directory, environment } = options;
  const history = followSync(directory, { recordAct: environment.recordAct, emit: options.emit });
  const outcome = await attempt({ ...options, emit: history.emit }, history);
  await history.end(outcome);
  options.emit(endEvent(outcome, environment.clock.now()));
  return outcome;
}

async function attempt(options: SyncMirrorOptions, history: SyncHistory): Promise<SyncOutcome> {
  const { directory, program, signal } = options;
  try {
    const profile = await readProfile(directory, { signal });
    const plan = await openPlan(directory);
    if (plan === null) return refuse('plan-missing', { directory });
    if (plan.head.planId !== options.planId || plan.head.profileDigest !== profileDigest(profile)) {
      return refuse('plan-outdated', { directory });
    }
    const guard = plan.head.guards.find((entry) => !(options.acceptGuards && mayBeAccepted(entry)));
    if (guard !== undefined) throw new ProblemError(guard);
    const mirror = await openMirrorWriter(directory, { program, signal });
    try {
      await dropOtherPlans(directory, plan.head.planId);
      return await recorded(options, plan, history, (runId, emit) =>
        carryOut({ ...options, ...mirror, plan, profile, emit }, runId),
      );
    } finally {
      await mirror.writer.close();
    }
  } catch (error) {
    return stopped(error, signal);
  }
}

/** Keeps `.sandgrouse/run.json` true to what is happening. */
async function recorded(
  { directory, environment, emit, signal }: SyncMirrorOptions,
  plan: SavedPlan,
  history: SyncHistory,
  run: (runId: string, emit: SyncMirrorOptions['emit']) => Promise<{ readonly complete: boolean }>,
): Promise<SyncOutcome> {
  const before = await readRunRecord(directory);
  const isStanding = before?.state === 'paused' || before?.state === 'syncing';
  if (isStanding && before.planId === plan.head.planId) history.resumes();
  const begun: RunRecord = {
    version: 1,
    state: 'syncing',
    runId: environment.newId(),
    planId: plan.head.planId,
    startedAtMs: environment.clock.now(),
    problem: null,
    lastCompleteAtMs: before?.lastCompleteAtMs ?? null,
  };
  await writeRunRecord(directory, begun);
  const failures = await openFailureRecords(directory);
  let outcome: SyncOutcome;
  try {
    outcome = { kind: 'finished', ...(await run(begun.runId, keepingFailures(failures, emit))) };
  } catch (error) {
    outcome = stopped(error, signal);
  }
  await failures.close();
  await writeRunRecord(directory, { ...begun, ...ending(outcome, environment.clock.now()) }).catch(
    (error: unknown) => {
      // A full or missing disk cannot remember why the run stopped; the record then still says "syncing", which reads
      // as an interruption. Any other failure has to be told.
      if (outcome.kind !== 'paused') throw error;
    },
  );
  return outcome;
}

function keepingFailures(failures: FailureRecords, emit: SyncMirrorOptions['emit']): typeof emit {
  return (event) => {
    if (event.type === 'file-failed') {
      const { path, url, problem } = event;
      failures.add({ path, url, problem });
    }
    emit(event);
  };
}

function ending(outcome: SyncOutcome, nowMs: number): Partial<RunRecord> {
  switch (outcome.kind) {
    case 'finished':
      return outcome.complete ? { state: 'complete', lastCompleteAtMs: nowMs } : { state: 'incomplete' };
    case 'paused':
      return { state: 'paused', problem: outcome.reason.kind === 'problem' ? outcome.reason.problem : null };
    case 'cancelled':
    case 'failed':
      return { state: outcome.kind };
  }
}

/** What ended a run early: the person, the disk (which can be mended, so the run waits), or something final. */
function stopped(error: unknown, signal: AbortSignal): SyncOutcome {
  if (signal.aborted) {
    return isCancelled(signal) ? { kind: 'cancelled' } : { kind: 'paused', reason: { kind: 'asked' } };
  }
  const problem = problemOf(error);
  const isMendable = PROBLEM_FACTS[problem.code].family === 'disk' && problem.code !== 'mirror-in-use';
  return isMendable ? { kind: 'paused', reason: { kind: 'problem', problem } } : { kind: 'failed', problem };
}

function endEvent(outcome: SyncOutcome, atMs: number): RunEvent {
  switch (outcome.kind) {
    case 'finished':
      return { type: 'run-finished', atMs, complete: outcome.complete };
    case 'paused':
      return { type: 'run-paused', reason: outcome.reason };
    case 'cancelled':
      return { type: 'run-cancelled' };
    case 'failed':
      return { type: 'run-failed', problem: outcome.problem };
  }
}

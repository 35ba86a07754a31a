import type { CarryState } from '../../../contract/carry-state';
import type { MirrorStatus, ServeState } from '../../../contract/mirror';
import type { ProveState } from '../../../contract/prove-state';
import type { RunState } from '../../../contract/run-state';
import type { Step } from '../../state/view';

export type StepState = 'todo' | 'busy' | 'done' | 'attention';

interface TripFacts {
  readonly run: RunState;
  readonly allowlistFilled: boolean;
  readonly hasPlan: boolean;
  readonly status: MirrorStatus | undefined;
  readonly proof: ProveState | undefined;
  readonly carry: CarryState | undefined;
  readonly serving: ServeState | undefined;
}

/** How far each step of the trip is. */
export function tripStates(facts: TripFacts): Readonly<Record<Step, StepState>> {
  return {
    choose: facts.allowlistFilled ? 'done' : 'todo',
    plan: planState(facts),
    sync: syncState(facts),
    prove: proveState(facts),
    carry: carryState(facts),
    serve: facts.serving?.status === 'serving' ? 'done' : 'todo',
  };
}

/** A proof of what was there before says nothing of what is there now. */
function proveState({ proof }: TripFacts): StepState {
  switch (proof?.status) {
    case 'proving':
      return 'busy';
    case 'proven':
      if (proof.isOutdated) return 'todo';
      return proof.proof.complete ? 'done' : 'attention';
    case 'failed':
      return 'attention';
    case 'idle':
    case 'cancelled':
    case undefined:
      return 'todo';
  }
}

function carryState({ carry }: TripFacts): StepState {
  switch (carry?.status) {
    case 'exporting':
      return 'busy';
    case 'exported':
      return 'done';
    case 'paused':
    case 'failed':
      return 'attention';
    case 'idle':
    case undefined:
      return 'todo';
  }
}

function planState({ run, hasPlan }: TripFacts): StepState {
  if (run.stage === 'planning') return 'busy';
  if (run.stage === 'planned') return run.complete ? 'done' : 'attention';
  if (run.stage === 'failed' && run.progress === null) return 'attention';
  return hasPlan ? 'done' : 'todo';
}

function syncState({ run, status }: TripFacts): StepState {
  switch (run.stage) {
    case 'syncing':
      return 'busy';
    case 'paused':
      return 'attention';
    case 'failed':
      return run.progress === null ? 'todo' : 'attention';
    case 'finished':
      return run.complete ? 'done' : 'attention';
    case 'idle':
    case 'planning':
    case 'planned':
    case 'cancelled':
      return status?.lastRun === 'complete' ? 'done' : 'todo';
  }
}

import { problemOf } from '../../contract/problem';
import type { RunState } from '../../contract/run-state';
import { IDLE } from '../../contract/run-state';
import { type ActionContext, attempt, setFor } from './context';
import type { PlanActions } from './plan-actions';
import { createRunFollower } from './run-follower';
import type { StatusActions } from './status-actions';

export interface RunActions {
  readonly followRun: (mirror: string) => Promise<void>;
  /** Carries out a plan. Says whether it started. */
  readonly startSync: (mirror: string, planId: string, acceptGuards: boolean) => Promise<boolean>;
  /** Starts the newest plan once more: what is there already is not fetched again. */
  readonly retrySync: (mirror: string) => Promise<boolean>;
  readonly pause: (mirror: string) => Promise<boolean>;
  readonly resume: (mirror: string) => Promise<boolean>;
  readonly cancel: (mirror: string) => Promise<boolean>;
  /** Ends the subscription to the run events. */
  readonly stopListening: () => void;
}

export function createRunActions(
  context: ActionContext,
  plans: PlanActions,
  statuses: StatusActions,
): RunActions {
  const { client, store } = context;
  const follower = createRunFollower({
    readSnapshot: (mirror) => client.ask('run.snapshot', { mirror }),
    changed: (mirror, state) => {
      const previous = store.getState().runs[mirror] ?? IDLE;
      setFor(store, 'runs', mirror, state);
      if (hasNewPlan(previous, state)) void plans.readPlan(mirror);
      if (previous.stage === 'syncing' && state.stage !== 'syncing') void statuses.readStatus(mirror);
    },
    failed: (error) => store.setState({ problem: problemOf(error) }),
  });
  // Before the first snapshot is asked for, so that no batch falls between the two.
  const stopListening = client.listen('run', follower.receive);

  const startSync: RunActions['startSync'] = (mirror, planId, acceptGuards) =>
    attempt(store, async () => {
      store.setState({ problem: null });
      await client.ask('sync.start', { mirror, planId, acceptGuards });
    });
  const send = (command: 'sync.pause' | 'sync.resume' | 'sync.cancel') => (mirror: string) =>
    attempt(store, () => client.ask(command, { mirror }));

  return {
    followRun: follower.follow,
    startSync,
    retrySync: async (mirror) => {
      await plans.readPlan(mirror);
      const view = store.getState().plans[mirror];
      if (view?.status !== 'ready') return false;
      return startSync(mirror, view.plan.planId, view.guardsAccepted);
    },
    pause: send('sync.pause'),
    resume: send('sync.resume'),
    cancel: send('sync.cancel'),
    stopListening,
  };
}

function hasNewPlan(previous: RunState, next: RunState): boolean {
  if (next.stage !== 'planned') return false;
  return previous.stage !== 'planned' || previous.planId !== next.planId;
}

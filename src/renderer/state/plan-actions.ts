import { type ActionContext, attempt, setFor } from './context';

export interface PlanActions {
  /** Starts planning; the run's state tells the rest. */
  readonly makePlan: (mirror: string) => Promise<boolean>;
  readonly readPlan: (mirror: string) => Promise<void>;
  /** Reads the files of one project of the plan, once. */
  readonly readPlanFiles: (mirror: string, project: string) => Promise<void>;
  readonly acceptGuards: (mirror: string, accepted: boolean) => void;
}

export function createPlanActions({ client, store }: ActionContext): PlanActions {
  const filesOf = (mirror: string) => store.getState().planFiles[mirror] ?? {};
  return {
    makePlan: (mirror) =>
      attempt(store, async () => {
        store.setState({ problem: null });
        await client.ask('plan.make', { mirror });
      }),
    readPlan: async (mirror) => {
      const before = store.getState().plans[mirror];
      if (before === undefined) setFor(store, 'plans', mirror, { status: 'loading' });
      const succeeded = await attempt(store, async () => {
        const plan = await client.ask('plan.read', { mirror });
        if (plan === null) {
          setFor(store, 'plans', mirror, { status: 'none' });
        } else if (before?.status !== 'ready' || before.plan.planId !== plan.planId) {
          setFor(store, 'planFiles', mirror, {});
          setFor(store, 'plans', mirror, { status: 'ready', plan, guardsAccepted: false });
        }
      });
      if (!succeeded && before === undefined) setFor(store, 'plans', mirror, { status: 'none' });
    },
    readPlanFiles: async (mirror, project) => {
      if (filesOf(mirror)[project] !== undefined) return;
      setFor(store, 'planFiles', mirror, { ...filesOf(mirror), [project]: null });
      const succeeded = await attempt(store, async () => {
        const rows = await client.ask('plan.files', { mirror, project });
        setFor(store, 'planFiles', mirror, { ...filesOf(mirror), [project]: rows });
      });
      if (succeeded) return;
      const others = Object.entries(filesOf(mirror)).filter(([name]) => name !== project);
      setFor(store, 'planFiles', mirror, Object.fromEntries(others));
    },
    acceptGuards: (mirror, accepted) => {
      const view = store.getState().plans[mirror];
      if (view?.status === 'ready') setFor(store, 'plans', mirror, { ...view, guardsAccepted: accepted });
    },
  };
}

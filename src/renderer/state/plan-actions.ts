import { type ActionContext, attempt, setFor } from './context';

export interface PlanActions {
  /** Starts planning; the run's state tells the rest. */
  readonly makePlan: (mirror: string) => Promise<boolean>;
  readonly readPlan: (mirror: string) => Promise<void>;
  /** Reads why one project is in the plan as it is, once. */
  readonly explainProject: (mirror: string, project: string) => Promise<void>;
  readonly acceptGuards: (mirror: string, accepted: boolean) => void;
}

export function createPlanActions({ client, store }: ActionContext): PlanActions {
  const explained = (mirror: string) => store.getState().explanations[mirror] ?? {};
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
          setFor(store, 'explanations', mirror, {});
          setFor(store, 'plans', mirror, { status: 'ready', plan, guardsAccepted: false });
        }
      });
      if (!succeeded && before === undefined) setFor(store, 'plans', mirror, { status: 'none' });
    },
    explainProject: async (mirror, project) => {
      if (explained(mirror)[project] !== undefined) return;
      setFor(store, 'explanations', mirror, { ...explained(mirror), [project]: null });
      const succeeded = await attempt(store, async () => {
        const explanation = await client.ask('plan.explain', { mirror, project });
        // A new plan has forgotten the question, and an answer about the old one with it.
        if (explained(mirror)[project] === undefined) return;
        setFor(store, 'explanations', mirror, { ...explained(mirror), [project]: explanation });
      });
      if (succeeded) return;
      const others = Object.entries(explained(mirror)).filter(([name]) => name !== project);
      setFor(store, 'explanations', mirror, Object.fromEntries(others));
    },
    acceptGuards: (mirror, accepted) => {
      const view = store.getState().plans[mirror];
      if (view?.status === 'ready') setFor(store, 'plans', mirror, { ...view, guardsAccepted: accepted });
    },
  };
}

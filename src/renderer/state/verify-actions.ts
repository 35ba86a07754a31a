import type { VerifyMode } from '../../contract/verification';
import { type ActionContext, attempt, setFor } from './context';

export interface VerifyActions {
  readonly readVerification: (mirror: string) => Promise<void>;
  /** Begins, or goes on with one of this mode that is paused. Progress and the end are pushed. */
  readonly startVerifying: (mirror: string, mode: VerifyMode) => Promise<boolean>;
  readonly pauseVerifying: (mirror: string) => Promise<boolean>;
  readonly cancelVerifying: (mirror: string) => Promise<boolean>;
  /** Notes what was found, and starts a plan that mends it. Says whether it started. */
  readonly planRepair: (mirror: string) => Promise<boolean>;
}

export function createVerifyActions({ client, store }: ActionContext): VerifyActions {
  const clearly = (work: () => Promise<unknown>): Promise<boolean> => {
    store.setState({ problem: null });
    return attempt(store, work);
  };
  return {
    readVerification: async (mirror) => {
      await attempt(store, async () => {
        setFor(store, 'verifications', mirror, await client.ask('verify.read', { mirror }));
      });
    },
    startVerifying: (mirror, mode) => clearly(() => client.ask('verify.start', { mirror, mode })),
    pauseVerifying: (mirror) => attempt(store, () => client.ask('verify.pause', { mirror })),
    cancelVerifying: (mirror) => attempt(store, () => client.ask('verify.cancel', { mirror })),
    planRepair: (mirror) => clearly(() => client.ask('verify.plan-repair', { mirror })),
  };
}

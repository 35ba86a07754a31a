import { type ActionContext, attempt, setFor } from './context';

export interface ProveActions {
  readonly readProof: (mirror: string) => Promise<void>;
  /** Progress and the end are pushed. */
  readonly startProving: (mirror: string) => Promise<boolean>;
  readonly cancelProving: (mirror: string) => Promise<boolean>;
  readonly openReport: (mirror: string) => Promise<boolean>;
}

export function createProveActions({ client, store }: ActionContext): ProveActions {
  return {
    readProof: async (mirror) => {
      await attempt(store, async () => {
        setFor(store, 'proofs', mirror, await client.ask('prove.read', { mirror }));
      });
    },
    startProving: (mirror) => attempt(store, () => client.ask('prove.start', { mirror })),
    cancelProving: (mirror) => attempt(store, () => client.ask('prove.cancel', { mirror })),
    openReport: (mirror) => attempt(store, () => client.ask('prove.open-report', { mirror })),
  };
}

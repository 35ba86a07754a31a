import type { ActionContext } from './context';
import { setFor } from './context';

export interface StatusActions {
  /** Reads how much is in a mirror and how its last sync ended. */
  readonly readStatus: (mirror: string) => Promise<void>;
}

export function createStatusActions({ client, store }: ActionContext): StatusActions {
  return {
    readStatus: async (mirror) => {
      try {
        setFor(store, 'statuses', mirror, await client.ask('mirrors.status', { mirror }));
      } catch {
        // Only figures are missing then; whatever the person does next with this mirror tells what is wrong.
      }
    },
  };
}

import type { HistoryPage } from '../../contract/history';
import { problemOf } from '../../contract/problem';
import type { KnownTransfer } from '../../contract/transfer-log';
import { type ActionContext, setFor } from './context';

export interface StatusActions {
  /** Reads how much is in a mirror and how its last sync ended. */
  readonly readStatus: (mirror: string) => Promise<void>;
  /** What was done before the place `olderFrom`; `null` where that cannot be read now. */
  readonly readHistory: (mirror: string, olderFrom: number | null) => Promise<HistoryPage | null>;
  /** What was exported and imported, here and on other sides; nothing where that cannot be read now. */
  readonly readTransfers: (mirror: string) => Promise<readonly KnownTransfer[]>;
}

export function createStatusActions({ client, store }: ActionContext): StatusActions {
  return {
    readHistory: async (mirror, olderFrom) => {
      try {
        return await client.ask('mirrors.history', { mirror, olderFrom });
      } catch (error) {
        store.setState({ problem: problemOf(error) });
        return null;
      }
    },
    readTransfers: async (mirror) => {
      try {
        return await client.ask('mirrors.transfers', { mirror });
      } catch (error) {
        store.setState({ problem: problemOf(error) });
        return [];
      }
    },
    readStatus: async (mirror) => {
      try {
        setFor(store, 'statuses', mirror, await client.ask('mirrors.status', { mirror }));
      } catch {
        // Only figures are missing then; whatever the person does next with this mirror tells what is wrong.
      }
    },
  };
}

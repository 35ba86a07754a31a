import { type Problem, problemOf } from '../../contract/problem';
import type { ShareChoice } from '../../contract/sharing';
import { type ActionContext, attempt, setFor } from './context';
import type { MirrorActions } from './mirror-actions';

export interface BundleImport {
  readonly mirror: string;
  readonly fingerprint: string | null;
  readonly acceptsRemovals: boolean;
}

export interface BundleActions {
  /** Holds every file against the bundle's list. Progress and the end are pushed, as of the import. */
  readonly checkBundle: (directory: string) => Promise<boolean>;
  readonly importBundle: (directory: string, choice: BundleImport) => Promise<boolean>;
  /** `null` when it serves now, otherwise why not. `fingerprint` is what the person compared. */
  readonly serveBundle: (
    directory: string,
    fingerprint: string,
    port: number | null,
    share: ShareChoice,
  ) => Promise<Problem | null>;
  /** Which exports are served from their drives, of a window that has just opened. */
  readonly readServedBundles: () => Promise<void>;
  readonly cancelBundle: (directory: string) => Promise<boolean>;
  /** Ends what is under way and goes back to where the person was. */
  readonly leaveBundle: (directory: string) => Promise<void>;
  /** Asks for a folder and writes a receipt there. Its path; `null` when none was chosen, or it could not be written. */
  readonly writeReceipt: (mirror: string) => Promise<string | null>;
}

export function createBundleActions(
  { client, store }: ActionContext,
  { leaveCreate }: Pick<MirrorActions, 'leaveCreate'>,
): BundleActions {
  return {
    checkBundle: (directory) => attempt(store, () => client.ask('bundle.check', { directory })),
    importBundle: (directory, choice) =>
      attempt(store, () => client.ask('bundle.import', { directory, ...choice })),
    serveBundle: async (directory, fingerprint, port, share) => {
      try {
        const state = await client.ask('bundle.serve', { directory, fingerprint, port, share });
        setFor(store, 'serving', directory, state);
        return null;
      } catch (error) {
        return problemOf(error);
      }
    },
    readServedBundles: async () => {
      for (const directory of await client.ask('bundle.served', undefined)) {
        setFor(store, 'serving', directory, await client.ask('serve.read', { mirror: directory }));
      }
    },
    cancelBundle: (directory) => attempt(store, () => client.ask('bundle.cancel', { directory })),
    leaveBundle: async (directory) => {
      await attempt(store, () => client.ask('bundle.cancel', { directory }));
      await leaveCreate();
    },
    writeReceipt: async (mirror) => {
      let path: string | null = null;
      await attempt(store, async () => {
        const to = await client.ask('mirrors.choose-folder', { purpose: 'receipt' });
        if (to !== null) path = await client.ask('bundle.write-receipt', { mirror, to });
      });
      return path;
    },
  };
}

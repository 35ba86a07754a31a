import { type ActionContext, attempt } from './context';
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

import type { FolderPurpose } from '../../contract/mirror';
import { type ActionContext, attempt } from './context';

/** What the system around the window does for it. */
export interface SystemActions {
  /** `null` when the person chose none. */
  readonly chooseFolder: (purpose: FolderPurpose) => Promise<string | null>;
  /** Where the script for an offline computer was put; `null` when the person chose no place. */
  readonly saveTargetScript: () => Promise<string | null>;
  /** A file to import; `null` when the person chose none. */
  readonly chooseFile: () => Promise<string | null>;
  readonly showFolder: (mirror: string) => Promise<boolean>;
  readonly openInBrowser: (mirror: string) => Promise<boolean>;
  readonly copy: (text: string) => Promise<boolean>;
}

export function createSystemActions({ client, store }: ActionContext): SystemActions {
  return {
    chooseFolder: async (purpose) => {
      let chosen: string | null = null;
      await attempt(store, async () => {
        chosen = await client.ask('mirrors.choose-folder', { purpose });
      });
      return chosen;
    },
    saveTargetScript: async () => {
      let saved: string | null = null;
      await attempt(store, async () => {
        saved = await client.ask('targets.save-script', undefined);
      });
      return saved;
    },
    chooseFile: async () => {
      let chosen: string | null = null;
      await attempt(store, async () => {
        chosen = await client.ask('import.choose-file', undefined);
      });
      return chosen;
    },
    showFolder: (mirror) => attempt(store, () => client.ask('mirrors.show-folder', { mirror })),
    openInBrowser: (mirror) => attempt(store, () => client.ask('serve.open-in-browser', { mirror })),
    copy: (text) => attempt(store, () => client.ask('clipboard.write', { text })),
  };
}

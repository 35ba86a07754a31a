import { homedir } from 'node:os';
import type { ClientFileChoice, ClientFilePreview, WritableClient } from '../../contract/clients/client-file';
import type { ClientIndex } from '../../contract/clients/client-index';
import { refuse } from '../../contract/problem';
import { changedLines } from '../../engine/clients/changed-lines';
import {
  type ClientFileChange,
  planClientFile,
  undoClientFile,
  writeClientFile,
} from '../../engine/clients/client-file';
import { findClientFile, isProjectFile } from '../../engine/clients/client-places';

/** Writes the index into the files of clients on this computer, as it was shown before. */
export interface ClientFiles {
  /** The person's own file; `null` where a client has one for each project. */
  readonly find: (client: WritableClient) => string | null;
  readonly preview: (choice: ClientFileChoice, index: ClientIndex) => Promise<ClientFilePreview>;
  /**
   * Where the old text was put; `null` where there was none. Throws `client-file-refused` for a file that is not as it was
   * when it was shown.
   */
  readonly write: (choice: ClientFileChoice, index: ClientIndex) => Promise<string | null>;
  /** Takes the last change of a file back; the path of what it held. */
  readonly undo: (path: string) => Promise<string>;
}

export function clientFilesHere({ signal }: { readonly signal: AbortSignal }): ClientFiles {
  const shown = new Map<string, ClientFileChange>();
  /** What was put into files that were not there before. */
  const made = new Map<string, string>();
  const plan = ({ client, path }: ClientFileChoice, index: ClientIndex): Promise<ClientFileChange> =>
    planClientFile({ client, index, path }, { signal });
  return {
    find: (client) => {
      const { platform, env: variables } = process;
      const homeFolder = homedir();
      const path = findClientFile(client, { platform, variables, homeFolder, projectFolder: homeFolder });
      return path === null || isProjectFile(path) ? null : path;
    },
    preview: async (choice, index) => {
      const change = await plan(choice, index);
      shown.set(choice.path, change);
      const { path, before, after } = change;
      return { path, isNew: before === null, lines: changedLines(before ?? '', after) };
    },
    write: async (choice, index) => {
      const { path } = choice;
      const change = await plan(choice, index);
      const earlier = shown.get(path);
      if (earlier?.before !== change.before || earlier.after !== change.after) {
        refuse('client-file-refused', { path, reason: 'it is not as it was when it was shown' });
      }
      shown.delete(path);
      if (change.before === change.after) return null;
      const { backupPath } = await writeClientFile(change, { signal });
      if (change.before === null) made.set(path, change.after);
      return backupPath;
    },
    undo: (path) => undoClientFile({ path, madeText: made.get(path) ?? null }, { signal }),
  };
}

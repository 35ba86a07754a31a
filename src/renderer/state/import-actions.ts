import type { ImportQuestion } from '../../contract/commands';
import type { ImportReport } from '../../contract/import-report';
import { ProblemError } from '../../contract/problem';
import { type ActionContext, setFor } from './context';
import type { ProfileActions } from './profile-actions';

export interface ImportActions {
  /** What the input would bring to the mirror as it stands in the editors. Throws a problem. */
  readonly readImport: (question: ImportQuestion) => Promise<ImportReport>;
  /** Adds it, and shows the profile that comes of it. Throws a problem. */
  readonly applyImport: (question: ImportQuestion) => Promise<void>;
}

export function createImportActions(
  { client, store }: ActionContext,
  { saveProfile }: Pick<ProfileActions, 'saveProfile'>,
): ImportActions {
  // What is imported is added to the folder's profile, so what was typed has to be in it first.
  const saveEdits = async (mirror: string): Promise<void> => {
    if (await saveProfile(mirror)) return;
    const cause = store.getState().profiles[mirror]?.problem ?? null;
    if (cause !== null) throw new ProblemError(cause);
  };
  return {
    readImport: async (question) => {
      await saveEdits(question.mirror);
      return client.ask('import.read', question);
    },
    applyImport: async (question) => {
      await saveEdits(question.mirror);
      const profile = await client.ask('import.apply', question);
      setFor(store, 'profiles', question.mirror, {
        saved: profile,
        draft: profile,
        saving: false,
        problem: null,
      });
    },
  };
}

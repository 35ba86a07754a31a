import { problemOf } from '../../contract/problem';
import type { Profile } from '../../contract/profile';
import type { ProfileDraft } from './app-state';
import { type ActionContext, attempt, setFor } from './context';

/** How long typing has to rest before a profile is written. */
export const SAVE_DELAY_MS = 600;

export interface ProfileActions {
  readonly readProfile: (mirror: string) => Promise<void>;
  /** Changes the draft, and saves it soon. */
  readonly editProfile: (mirror: string, change: Partial<Omit<Profile, 'version'>>) => void;
  /** Saves at once what is not saved yet. Says whether everything is saved now. */
  readonly saveProfile: (mirror: string) => Promise<boolean>;
}

export function createProfileActions({ client, store }: ActionContext): ProfileActions {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const saves = new Map<string, Promise<void>>();
  const entryOf = (mirror: string): ProfileDraft | undefined => store.getState().profiles[mirror];
  const change = (mirror: string, part: Partial<ProfileDraft>): void => {
    const entry = entryOf(mirror);
    if (entry !== undefined) setFor(store, 'profiles', mirror, { ...entry, ...part });
  };

  const saveOnce = async (mirror: string): Promise<void> => {
    const sent = entryOf(mirror)?.draft;
    if (sent === undefined || sent === entryOf(mirror)?.saved) return;
    change(mirror, { saving: true });
    try {
      await client.ask('profile.save', { mirror, profile: sent });
      change(mirror, { saved: sent, saving: false, problem: null });
    } catch (error) {
      change(mirror, { saving: false, problem: problemOf(error) });
    }
  };

  const saveProfile = async (mirror: string): Promise<boolean> => {
    clearTimeout(timers.get(mirror));
    // One save at a time, in the order of the edits.
    const save = (saves.get(mirror) ?? Promise.resolve()).then(() => saveOnce(mirror));
    saves.set(mirror, save);
    await save;
    const entry = entryOf(mirror);
    return entry === undefined || entry.draft === entry.saved;
  };

  return {
    readProfile: async (mirror) => {
      // What was typed and is not saved yet is never overwritten by what is in the folder.
      if (!(await saveProfile(mirror))) return;
      await attempt(store, async () => {
        const profile = await client.ask('profile.read', { mirror });
        const entry = entryOf(mirror);
        if (entry !== undefined && entry.draft !== entry.saved) return;
        setFor(store, 'profiles', mirror, { saved: profile, draft: profile, saving: false, problem: null });
      });
    },
    editProfile: (mirror, part) => {
      const entry = entryOf(mirror);
      if (entry === undefined) return;
      change(mirror, { draft: { ...entry.draft, ...part } });
      clearTimeout(timers.get(mirror));
      timers.set(
        mirror,
        setTimeout(() => void saveProfile(mirror), SAVE_DELAY_MS),
      );
    },
    saveProfile,
  };
}

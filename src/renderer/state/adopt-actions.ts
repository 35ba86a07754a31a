import { type ActionContext, attempt } from './context';
import type { MirrorActions } from './mirror-actions';

export interface AdoptActions {
  /** Looks at what is in a folder of bandersnatch's. Progress and the end are pushed, as of all the others. */
  readonly surveyFolder: (directory: string) => Promise<boolean>;
  readonly startAdoption: (
    directory: string,
    choices: { readonly configurationPath: string | null; readonly removesLeftovers: boolean },
  ) => Promise<boolean>;
  readonly cancelAdoption: (directory: string) => Promise<boolean>;
  /** Ends what is under way and goes back to where the person was. */
  readonly leaveAdoption: (directory: string) => Promise<void>;
  /** Asks for bandersnatch's configuration; `null` when none was chosen. */
  readonly chooseConfiguration: () => Promise<string | null>;
}

export function createAdoptActions(
  { client, store }: ActionContext,
  { leaveCreate }: Pick<MirrorActions, 'leaveCreate'>,
): AdoptActions {
  return {
    surveyFolder: (directory) => attempt(store, () => client.ask('adopt.survey', { directory })),
    startAdoption: (directory, choices) =>
      attempt(store, () => client.ask('adopt.start', { directory, ...choices })),
    cancelAdoption: (directory) => attempt(store, () => client.ask('adopt.cancel', { directory })),
    leaveAdoption: async (directory) => {
      await attempt(store, () => client.ask('adopt.cancel', { directory }));
      await leaveCreate();
    },
    chooseConfiguration: async () => {
      let chosen: string | null = null;
      await attempt(store, async () => {
        chosen = await client.ask('import.choose-file', undefined);
      });
      return chosen;
    },
  };
}

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LanguageChoice } from '../../contract/language';
import type { MirrorSummary } from '../../contract/mirror';
import { problemOf } from '../../contract/problem';
import type { SettingsChange, Theme } from '../../contract/settings';
import type { Client } from '../bridge';
import { type AdoptActions, createAdoptActions } from './adopt-actions';
import { type AppState, INITIAL_STATE } from './app-state';
import { type BundleActions, createBundleActions } from './bundle-actions';
import { type CarryActions, createCarryActions } from './carry-actions';
import { type ClientFileActions, createClientFileActions } from './client-file-actions';
import { type ActionContext, attempt, setFor } from './context';
import { createImportActions, type ImportActions } from './import-actions';
import { createMirrorActions, type MirrorActions } from './mirror-actions';
import { createPlanActions, type PlanActions } from './plan-actions';
import { createProfileActions, type ProfileActions } from './profile-actions';
import { createProveActions, type ProveActions } from './prove-actions';
import { createRunActions, type RunActions } from './run-actions';
import { createServeActions, type ServeActions } from './serve-actions';
import { createStatusActions, type StatusActions } from './status-actions';
import { createSystemActions, type SystemActions } from './system-actions';
import { createVerifyActions, type VerifyActions } from './verify-actions';

interface ApplicationActions {
  /** Reads what main knows and shows the first screen. Waits for no network. */
  readonly boot: () => Promise<void>;
  readonly chooseTheme: (theme: Theme) => Promise<boolean>;
  readonly chooseLanguage: (languageChoice: LanguageChoice) => Promise<boolean>;
  readonly setOnline: (online: boolean) => void;
  readonly dismissProblem: () => void;
  /** Shows what something failed by that belongs to no screen of its own. */
  readonly reportProblem: (error: unknown) => void;
  /** Ends every subscription. */
  readonly close: () => void;
}

export type Actions = ApplicationActions &
  AdoptActions &
  BundleActions &
  ClientFileActions &
  CarryActions &
  ImportActions &
  MirrorActions &
  PlanActions &
  ProfileActions &
  ProveActions &
  RunActions &
  ServeActions &
  StatusActions &
  SystemActions &
  VerifyActions;

/** The window's state and everything that changes it. */
export interface App {
  readonly client: Client;
  readonly store: StoreApi<AppState>;
  readonly actions: Actions;
}

export function createApp(client: Client): App {
  const store = createStore<AppState>(() => INITIAL_STATE);
  const context = { client, store };
  const plans = createPlanActions(context);
  const statuses = createStatusActions(context);
  const runs = createRunActions(context, plans, statuses);
  const mirrors = createMirrorActions(context, runs);
  const profiles = createProfileActions(context);
  const bundles = createBundleActions(context, mirrors);
  const stops = [...listenTo(context), runs.stopListening];
  const boot = async (): Promise<void> => {
    await attempt(store, async () => {
      const [info, settings, list] = await Promise.all([
        client.ask('app.info', undefined),
        client.ask('settings.read', undefined),
        client.ask('mirrors.list', undefined),
      ]);
      store.setState({ info, settings, mirrors: list });
      const first = firstToShow(list);
      if (first !== undefined) await mirrors.showMirror(first.mirror);
      await bundles.readServedBundles();
    });
    store.setState({ booted: true });
  };
  const changeSettings = (change: SettingsChange): Promise<boolean> =>
    attempt(store, async () => {
      store.setState({ settings: await client.ask('settings.update', change) });
    });
  return {
    client,
    store,
    actions: {
      boot,
      chooseTheme: (theme) => changeSettings({ theme }),
      chooseLanguage: (languageChoice) => changeSettings({ languageChoice }),
      setOnline: (online) => store.setState({ online }),
      dismissProblem: () => store.setState({ problem: null }),
      reportProblem: (error: unknown) => store.setState({ problem: problemOf(error) }),
      close: () => {
        for (const stop of stops) stop();
      },
      ...statuses,
      ...plans,
      ...runs,
      ...mirrors,
      ...profiles,
      ...createAdoptActions(context, mirrors),
      ...bundles,
      ...createCarryActions(context),
      ...createImportActions(context, profiles),
      ...createProveActions(context),
      ...createServeActions(context),
      ...createClientFileActions(context),
      ...createSystemActions(context),
      ...createVerifyActions(context),
    },
  };
}

/** A mirror whose work is under way comes first: that is what a person who comes back looks for. */
function firstToShow(mirrors: readonly MirrorSummary[]): MirrorSummary | undefined {
  const underWay = mirrors.find((entry) => ['planning', 'syncing', 'paused'].includes(entry.stage));
  return underWay ?? mirrors.find((entry) => entry.availability === 'ready') ?? mirrors[0];
}

/** What main pushes goes into the state as it is. Gives the functions that end it. */
function listenTo({ client, store }: ActionContext): readonly (() => void)[] {
  return [
    client.listen('mirrors', (list) => store.setState({ mirrors: list })),
    client.listen('settings', (settings) => store.setState({ settings })),
    client.listen('adopt', ({ directory, state }) => setFor(store, 'adoptions', directory, state)),
    client.listen('prove', ({ mirror, state }) => setFor(store, 'proofs', mirror, state)),
    client.listen('verify', ({ mirror, state }) => setFor(store, 'verifications', mirror, state)),
    client.listen('carry', ({ mirror, state }) => setFor(store, 'carries', mirror, state)),
    client.listen('bundle', ({ directory, state }) => setFor(store, 'bundles', directory, state)),
    client.listen('serve', ({ mirror, state }) => setFor(store, 'serving', mirror, state)),
  ];
}

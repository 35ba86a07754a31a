import { BUNDLE_IDLE, type BundleState } from '../../contract/carry-state';
import type { MirrorSummary } from '../../contract/mirror';
import { type Problem, problemOf } from '../../contract/problem';
import type { Profile } from '../../contract/profile';
import { type ActionContext, attempt } from './context';
import type { RunActions } from './run-actions';
import { type BuiltStep, stepForStage } from './view';

export interface MirrorActions {
  readonly showCreate: () => void;
  /** Back to the mirror that was shown before, or to the two doors. */
  readonly leaveCreate: () => Promise<void>;
  /** Shows a mirror, at the step where it was left, or where its run is. */
  readonly showMirror: (mirror: string) => Promise<void>;
  readonly showStep: (step: BuiltStep) => void;
  /** `null` when it was created and is shown, otherwise why not. */
  readonly createMirror: (directory: string, profile: Profile) => Promise<Problem | null>;
  /** Asks for a folder with a mirror in it and shows that, ready to serve; one of bandersnatch's is offered for adoption, an export for import. */
  readonly openMirror: () => Promise<boolean>;
  /** Shows an export that somebody brought. */
  readonly showBundle: (directory: string) => void;
  /** Shows a mirror that took in what somebody brought, ready to serve. */
  readonly openImported: (directory: string) => Promise<boolean>;
  /** Shows a mirror that was just adopted. */
  readonly openAdopted: (directory: string) => Promise<boolean>;
  readonly forgetMirror: (mirror: string) => Promise<boolean>;
  /** Looks for a mirror that was missing: its drive may have been plugged in. */
  readonly lookAgain: (mirror: string) => Promise<boolean>;
}

export function createMirrorActions(context: ActionContext, runs: RunActions): MirrorActions {
  const { client, store } = context;
  const views = createViews(context, runs);
  const { showMirror } = views;
  const add = async (summary: MirrorSummary, step: BuiltStep): Promise<void> => {
    store.setState((state) => ({ mirrors: withMirror(state.mirrors, summary) }));
    await runs.followRun(summary.mirror);
    views.show(summary.mirror, step);
  };
  const openAt = (directory: string, step: BuiltStep): Promise<boolean> =>
    attempt(store, async () => add(await client.ask('mirrors.open', { directory }), step));

  return {
    showCreate: () => store.setState({ view: { kind: 'create' }, problem: null }),
    leaveCreate: views.showLast,
    showMirror,
    showStep: (step) => {
      const { view } = store.getState();
      if (view.kind === 'mirror') views.show(view.mirror, step);
    },
    createMirror: async (directory, profile) => {
      try {
        await add(await client.ask('mirrors.create', { directory, profile }), 'choose');
        return null;
      } catch (error) {
        return problemOf(error);
      }
    },
    openMirror: () =>
      attempt(store, async () => {
        const directory = await client.ask('mirrors.choose-folder', { purpose: 'open' });
        if (directory === null) return;
        const bundle = await client.ask('bundle.recognise', { directory });
        if (bundle !== null) {
          views.showBundle(bundle);
          return;
        }
        const adoptable = await client.ask('adopt.recognise', { directory });
        if (adoptable === null) await add(await client.ask('mirrors.open', { directory }), 'serve');
        else store.setState({ view: { kind: 'adopt', directory: adoptable }, problem: null });
      }),
    showBundle: views.showBundle,
    openImported: (directory) => openAt(directory, 'serve'),
    openAdopted: (directory) => openAt(directory, 'choose'),
    forgetMirror: (mirror) =>
      attempt(store, async () => {
        const mirrors = await client.ask('mirrors.forget', { mirror });
        store.setState({ mirrors });
        await views.showLast();
      }),
    lookAgain: (mirror) =>
      attempt(store, async () => {
        store.setState({ problem: null });
        const summary = await client.ask('mirrors.open', { directory: mirror });
        store.setState((state) => ({ mirrors: withMirror(state.mirrors, summary) }));
        await runs.followRun(mirror);
      }),
  };
}

/** How the last one ended is of no interest to a person who begins anew. */
function isAtWork(state: BundleState | undefined): boolean {
  return state?.status === 'checking' || state?.status === 'importing';
}

/** Which mirror is shown, and at which step each was left. */
function createViews({ store }: ActionContext, runs: RunActions) {
  const steps = new Map<string, BuiltStep>();
  let last: string | null = null;
  const show = (mirror: string, step: BuiltStep): void => {
    last = mirror;
    steps.set(mirror, step);
    store.setState({ view: { kind: 'mirror', mirror, step }, problem: null });
  };
  const showMirror = async (mirror: string): Promise<void> => {
    const summary = store.getState().mirrors.find((entry) => entry.mirror === mirror);
    show(mirror, steps.get(mirror) ?? stepForStage(summary?.stage ?? 'idle'));
    if (summary?.availability === 'ready') await runs.followRun(mirror);
  };
  const showLast = async (): Promise<void> => {
    const { mirrors } = store.getState();
    const back = mirrors.find((entry) => entry.mirror === last) ?? mirrors[0];
    if (back === undefined) store.setState({ view: { kind: 'start' }, problem: null });
    else await showMirror(back.mirror);
  };
  const showBundle = (directory: string): void =>
    store.setState(({ bundles }) => ({
      view: { kind: 'bundle', directory },
      problem: null,
      bundles: isAtWork(bundles[directory]) ? bundles : { ...bundles, [directory]: BUNDLE_IDLE },
    }));
  return { show, showMirror, showLast, showBundle };
}

function withMirror(mirrors: readonly MirrorSummary[], added: MirrorSummary): readonly MirrorSummary[] {
  const known = mirrors.some((entry) => entry.mirror === added.mirror);
  return known
    ? mirrors.map((entry) => (entry.mirror === added.mirror ? added : entry))
    : [...mirrors, added];
}

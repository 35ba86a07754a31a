import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommandName } from '../../contract/commands';
import type { MirrorSummary } from '../../contract/mirror';
import { EMPTY_TALLY, type PlanSummary } from '../../contract/plan-summary';
import { ProblemError, problem } from '../../contract/problem';
import { PROFILE_DEFAULTS, type Profile } from '../../contract/profile';
import { IDLE } from '../../contract/run-state';
import type { Client } from '../bridge';
import { createApp } from './app';
import { SAVE_DELAY_MS } from './profile-actions';

const MIRROR = '/mirrors/one';
const SUMMARY: MirrorSummary = {
  mirror: MIRROR,
  name: 'one',
  availability: 'ready',
  stage: 'idle',
  serving: false,
};
const PROFILE: Profile = {
  version: 1,
  upstreamUrl: 'https://example.org/simple/',
  allowlist: 'attrs\n',
  ...PROFILE_DEFAULTS,
};
const planWith = (planId: string): PlanSummary => ({
  planId,
  createdAtMs: 1,
  upstreamUrl: PROFILE.upstreamUrl,
  projects: [],
  toFetch: EMPTY_TALLY,
  present: EMPTY_TALLY,
  toRemove: EMPTY_TALLY,
  targets: [],
  changes: null,
  notices: [],
  guards: [],
  complete: true,
  freeBytes: null,
});

type Answers = Partial<Record<CommandName, (input: never) => unknown>>;

/** The other side, as far as a test needs it: answers by command, and a way to push. */
function startApp(answers: Answers) {
  const asked: { readonly name: CommandName; readonly input: unknown }[] = [];
  const receivers = new Map<string, (value: never) => void>();
  const all: Answers = {
    'app.info': () => null,
    'settings.read': () => ({ theme: 'dark', languageChoice: 'system', language: 'en' }),
    'mirrors.list': () => [SUMMARY],
    'bundle.served': () => [],
    'run.snapshot': () => ({ sequence: 0, state: IDLE }),
    'profile.read': () => PROFILE,
    'profile.save': () => PROFILE,
    ...answers,
  };
  const client = {
    ask: async (name: CommandName, input: unknown) => {
      asked.push({ name, input });
      return all[name]?.(input as never);
    },
    listen: (name: string, receive: (value: never) => void) => {
      receivers.set(name, receive);
      return () => receivers.delete(name);
    },
  } as unknown as Client;
  const push = (name: string, value: unknown): void => receivers.get(name)?.(value as never);
  const inputsOf = (name: CommandName) =>
    asked.filter((entry) => entry.name === name).map(({ input }) => input);
  return { ...createApp(client), push, inputsOf };
}

describe('the start', () => {
  it('shows the two doors when there is no mirror', async () => {
    const app = startApp({ 'mirrors.list': () => [] });
    await app.actions.boot();
    expect(app.store.getState()).toMatchObject({ booted: true, view: { kind: 'start' } });
  });

  it('shows the mirror whose sync is paused before all others, at its sync', async () => {
    const paused: MirrorSummary = { ...SUMMARY, mirror: '/mirrors/two', stage: 'paused' };
    const app = startApp({ 'mirrors.list': () => [SUMMARY, paused] });
    await app.actions.boot();
    expect(app.store.getState().view).toEqual({ kind: 'mirror', mirror: '/mirrors/two', step: 'sync' });
  });

  it('finds an export again that is served from its drive', async () => {
    const app = startApp({
      'bundle.served': () => ['/stick/lab'],
      'serve.read': () => ({ status: 'serving', port: 8080 }),
    });
    await app.actions.boot();
    expect(app.store.getState().serving['/stick/lab']).toMatchObject({ port: 8080 });
  });

  it('shows the window with the problem when main cannot answer', async () => {
    const refused = problem('bug', { message: 'no', details: 'no' });
    const app = startApp({
      'mirrors.list': () => {
        throw new ProblemError(refused);
      },
    });
    await app.actions.boot();
    expect(app.store.getState()).toMatchObject({ booted: true, problem: refused });
  });
});

describe('a plan', () => {
  it('is read as soon as planning has ended', async () => {
    const app = startApp({ 'plan.read': () => planWith('p2') });
    await app.actions.boot();
    app.push('run', {
      mirror: MIRROR,
      sequence: 1,
      events: [{ type: 'plan-finished', planId: 'p2', complete: true }],
    });
    await vi.waitFor(() => expect(app.store.getState().plans[MIRROR]).toMatchObject({ status: 'ready' }));
  });

  it('keeps an acceptance only as long as it is the same plan', async () => {
    let planId = 'p1';
    const app = startApp({ 'plan.read': () => planWith(planId) });
    await app.actions.readPlan(MIRROR);
    app.actions.acceptGuards(MIRROR, true);
    await app.actions.readPlan(MIRROR);
    expect(app.store.getState().plans[MIRROR]).toMatchObject({ guardsAccepted: true });
    planId = 'p2';
    await app.actions.readPlan(MIRROR);
    expect(app.store.getState().plans[MIRROR]).toMatchObject({ guardsAccepted: false });
  });

  it('is started once more by a retry, under its own name', async () => {
    const app = startApp({ 'plan.read': () => planWith('p1') });
    await app.actions.retrySync(MIRROR);
    expect(app.inputsOf('sync.start')).toEqual([{ mirror: MIRROR, planId: 'p1', acceptGuards: false }]);
  });
});

describe('a profile that is edited', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is saved once the typing rests', async () => {
    const app = startApp({});
    await app.actions.readProfile(MIRROR);
    app.actions.editProfile(MIRROR, { allowlist: 'n' });
    app.actions.editProfile(MIRROR, { allowlist: 'numpy' });
    expect(app.inputsOf('profile.save')).toEqual([]);
    await vi.advanceTimersByTimeAsync(SAVE_DELAY_MS);
    expect(app.inputsOf('profile.save')).toEqual([
      { mirror: MIRROR, profile: { ...PROFILE, allowlist: 'numpy' } },
    ]);
  });

  it('keeps what was typed when it cannot be saved, and says why', async () => {
    const refused = problem('disk-gone', { path: MIRROR });
    const app = startApp({
      'profile.save': () => {
        throw new ProblemError(refused);
      },
    });
    await app.actions.readProfile(MIRROR);
    app.actions.editProfile(MIRROR, { allowlist: 'numpy' });
    expect(await app.actions.saveProfile(MIRROR)).toBe(false);
    await app.actions.readProfile(MIRROR);
    expect(app.store.getState().profiles[MIRROR]).toMatchObject({
      draft: { allowlist: 'numpy' },
      saved: { allowlist: 'attrs\n' },
      problem: refused,
    });
  });

  it('saves again what was typed while it was being saved', async () => {
    const app = startApp({});
    await app.actions.readProfile(MIRROR);
    app.actions.editProfile(MIRROR, { allowlist: 'one' });
    const first = app.actions.saveProfile(MIRROR);
    app.actions.editProfile(MIRROR, { allowlist: 'two' });
    await first;
    await vi.advanceTimersByTimeAsync(SAVE_DELAY_MS);
    const { draft, saved } = app.store.getState().profiles[MIRROR] ?? {};
    expect(draft?.allowlist).toBe('two');
    expect(saved).toBe(draft);
  });
});

describe('an import', () => {
  const question = {
    mirror: MIRROR,
    source: { kind: 'path', path: '/home/ada/requirements.txt' },
    choices: null,
  } as const;

  it('is added to what was typed, and shown in the editors', async () => {
    const imported = { ...PROFILE, allowlist: 'typed\nimported\n' };
    const app = startApp({ 'import.apply': () => imported });
    await app.actions.readProfile(MIRROR);
    app.actions.editProfile(MIRROR, { allowlist: 'typed\n' });
    await app.actions.applyImport(question);
    expect(app.inputsOf('profile.save')).toMatchObject([{ profile: { allowlist: 'typed\n' } }]);
    expect(app.store.getState().profiles[MIRROR]).toMatchObject({ saved: imported, draft: imported });
  });

  it('does not begin while what was typed cannot be saved', async () => {
    const full = problem('disk-full', { path: MIRROR, missingBytes: null });
    const app = startApp({
      'profile.save': () => {
        throw new ProblemError(full);
      },
    });
    await app.actions.readProfile(MIRROR);
    app.actions.editProfile(MIRROR, { allowlist: 'typed\n' });
    await expect(app.actions.applyImport(question)).rejects.toMatchObject({ problem: full });
    expect(app.inputsOf('import.apply')).toEqual([]);
    expect(app.store.getState().profiles[MIRROR]?.draft.allowlist).toBe('typed\n');
  });
});

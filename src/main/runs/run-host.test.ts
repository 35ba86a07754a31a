import { beforeEach, describe, expect, it } from 'vitest';
import { ProblemError, problem } from '../../contract/problem';
import { reduceRunBatch } from '../../contract/reduce-run';
import type { RunEvent, RunEventBatch, RunTotals } from '../../contract/run-event';
import type { RunState } from '../../contract/run-state';
import { CANCEL, PAUSE } from '../../engine/files/interruption';
import { RunHost } from './run-host';
import type { RunVerbs } from './run-verbs';

const MIRROR = '/mirrors/lab';
const TOTALS: RunTotals = { files: 1, bytes: 100, filesDone: 0, bytesDone: 0, projects: [] };
const STARTED: RunEvent = { type: 'sync-started', runId: 'r', atMs: 1, totals: TOTALS };
const FILE: RunEvent = {
  type: 'file-started',
  path: 'a',
  project: 'p',
  filename: 'a',
  sizeBytes: 100,
  resumedFromBytes: 0,
};
const bytes = (count: number): RunEvent => ({ type: 'file-progressed', path: 'a', bytes: count });
const PLANNED: RunEvent = { type: 'plan-finished', planId: 'plan-1', complete: true };
const PAUSED: RunEvent = { type: 'run-paused', reason: { kind: 'asked' } };
const RESTORED: RunEvent = {
  type: 'run-restored',
  runId: 'r',
  atMs: 1,
  totals: TOTALS,
  reason: { kind: 'interrupted' },
};

/** Work that waits until the test lets it end, as if the engine did it. */
interface Performance {
  readonly emit: (event: RunEvent) => void;
  readonly signal: AbortSignal;
  readonly arguments: readonly unknown[];
  readonly end: () => void;
}

function stage(
  found: { restored?: RunEvent | Promise<RunEvent>; planId?: string; discard?: () => Promise<void> } = {},
) {
  const performances: Performance[] = [];
  const batches: RunEventBatch[] = [];
  const states: RunState[] = [];
  const timers = new Set<() => void>();
  const perform = (
    { emit, signal }: Pick<Performance, 'emit' | 'signal'>,
    ...rest: readonly unknown[]
  ): Promise<void> =>
    new Promise((end) => {
      performances.push({ emit, signal, arguments: rest, end });
    });
  const verbs: RunVerbs = {
    makePlan: (_directory, verb) => perform(verb),
    syncMirror: (_directory, verb) => perform(verb, verb.planId, verb.acceptGuards),
    restoreRun: async () => found.restored ?? null,
    discardRun: async () => found.discard?.(),
    readPlanId: async () => found.planId ?? null,
    probeDisk: () => ({ isMended: async () => false }),
  };
  const host = new RunHost({
    mirror: MIRROR,
    verbs,
    startTimer: (run) => {
      timers.add(run);
      return () => timers.delete(run);
    },
    publish: (batch, state) => {
      batches.push(batch);
      states.push(state);
    },
  });
  const latest = async (): Promise<Performance> => {
    await Promise.resolve();
    await Promise.resolve();
    const last = performances.at(-1);
    if (last === undefined) throw new Error('nothing was started');
    return last;
  };
  const passTime = (): void => {
    for (const run of [...timers]) run();
  };
  return { host, batches, states, latest, passTime, performances };
}

let scene: ReturnType<typeof stage>;

beforeEach(() => {
  scene = stage();
});

async function startSync(): Promise<Performance> {
  await scene.host.startSync('plan-1', false);
  const performance = await scene.latest();
  performance.emit(STARTED);
  performance.emit(FILE);
  return performance;
}

describe('batches', () => {
  it('are numbered from 1 without a gap and hold merged events', async () => {
    const { emit } = await startSync();
    emit(bytes(10));
    emit(bytes(20));
    scene.passTime();
    emit(bytes(5));
    emit(PAUSED);
    expect(scene.batches).toEqual([
      { mirror: MIRROR, sequence: 1, events: [STARTED] },
      { mirror: MIRROR, sequence: 2, events: [FILE, bytes(30)] },
      { mirror: MIRROR, sequence: 3, events: [bytes(5), PAUSED] },
    ]);
  });

  it('replayed after a snapshot give the state that the host has', async () => {
    const { emit } = await startSync();
    emit(bytes(10));
    const snapshot = scene.host.snapshot();
    emit(bytes(20));
    scene.passTime();
    emit(PAUSED);
    const newer = scene.batches.filter((batch) => batch.sequence > snapshot.sequence);
    const replayed = newer.reduce((state, batch) => reduceRunBatch(state, batch.events), snapshot.state);
    expect(newer).toHaveLength(2);
    expect(replayed).toEqual(scene.host.state);
    expect(replayed).toMatchObject({ stage: 'paused', progress: { bytesDone: 30 } });
  });

  it('come with the state that they led to', async () => {
    const { emit } = await startSync();
    emit(PAUSED);
    expect(scene.states.map((state) => state.stage)).toEqual(['syncing', 'paused']);
  });
});

describe('one piece of work at a time', () => {
  it('refuses a second one, and names the mirror', async () => {
    await startSync();
    await expect(scene.host.makePlan()).rejects.toMatchObject({
      problem: problem('mirror-busy', { directory: MIRROR, stage: 'syncing' }),
    });
  });

  it('waits for the files of the first to be closed before the next begins', async () => {
    await scene.host.makePlan();
    const plan = await scene.latest();
    plan.emit(PLANNED);
    const starting = scene.host.startSync('plan-1', true);
    await scene.latest();
    expect(scene.performances).toHaveLength(1);
    plan.end();
    await starting;
    expect((await scene.latest()).arguments).toEqual(['plan-1', true]);
  });

  it('lets only one of two requests that came together begin', async () => {
    const results = await Promise.allSettled([scene.host.makePlan(), scene.host.makePlan()]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected']);
  });

  it('tells of a fault in the engine as a failed run', async () => {
    const broken = new RunHost({
      mirror: MIRROR,
      verbs: {
        makePlan: () => Promise.reject(new Error('broken')),
        syncMirror: async () => undefined,
        restoreRun: async () => null,
        discardRun: async () => undefined,
        readPlanId: async () => null,
        probeDisk: () => ({ isMended: async () => false }),
      },
      startTimer: () => () => undefined,
      publish: () => undefined,
    });
    await broken.makePlan();
    await broken.close();
    expect(broken.state).toMatchObject({ stage: 'failed', problem: { code: 'bug' } });
  });
});

describe('pause, resume and cancel', () => {
  it('pause asks the sync to stand still', async () => {
    const { signal } = await startSync();
    scene.host.pause();
    expect(signal.reason).toBe(PAUSE);
  });

  it('pause leaves a plan alone', async () => {
    await scene.host.makePlan();
    const { signal } = await scene.latest();
    scene.host.pause();
    expect(signal.aborted).toBe(false);
  });

  it('resume goes on with the plan on the disk, its guards accepted', async () => {
    scene = stage({ restored: RESTORED, planId: 'plan-7' });
    await scene.host.restore(new AbortController().signal);
    await scene.host.resume();
    expect((await scene.latest()).arguments).toEqual(['plan-7', true]);
  });

  it('resume without a plan says so', async () => {
    scene = stage({ restored: RESTORED });
    await scene.host.restore(new AbortController().signal);
    await expect(scene.host.resume()).rejects.toMatchObject({ problem: { code: 'plan-missing' } });
  });

  it('cancel gives up what runs', async () => {
    const { signal } = await startSync();
    await scene.host.cancel();
    expect(signal.reason).toBe(CANCEL);
  });

  it('cancel gives up a run that stands paused', async () => {
    scene = stage({ restored: RESTORED });
    await scene.host.restore(new AbortController().signal);
    await scene.host.cancel();
    expect(scene.host.state.stage).toBe('cancelled');
  });

  it('cancel of a paused run whose folder is away says why, and the run stays paused', async () => {
    const gone = new ProblemError(problem('disk-gone', { path: MIRROR }));
    scene = stage({ restored: RESTORED, discard: () => Promise.reject(gone) });
    await scene.host.restore(new AbortController().signal);
    await expect(scene.host.cancel()).rejects.toBe(gone);
    expect(scene.host.state.stage).toBe('paused');
    expect(scene.host.isWorking).toBe(false);
  });
});

describe('restoring', () => {
  it('puts a waiting run back as the first batch', async () => {
    scene = stage({ restored: RESTORED });
    await scene.host.restore(new AbortController().signal);
    expect(scene.batches).toEqual([{ mirror: MIRROR, sequence: 1, events: [RESTORED] }]);
    expect(scene.host.state).toMatchObject({ stage: 'paused', reason: { kind: 'interrupted' } });
  });

  it('does not overtake work that was started meanwhile', async () => {
    let arrive: (event: RunEvent) => void = () => undefined;
    const restored = new Promise<RunEvent>((resolve) => {
      arrive = resolve;
    });
    scene = stage({ restored });
    const restoring = scene.host.restore(new AbortController().signal);
    await scene.host.makePlan();
    arrive(RESTORED);
    await restoring;
    expect(scene.batches).toEqual([]);
  });
});

it('closing pauses a sync and waits until its files are closed', async () => {
  const { emit, end, signal } = await startSync();
  let closed = false;
  const closing = scene.host.close().then(() => {
    closed = true;
  });
  expect(signal.reason).toBe(PAUSE);
  emit(PAUSED);
  expect(closed).toBe(false);
  end();
  await closing;
  expect(scene.host.state.stage).toBe('paused');
});

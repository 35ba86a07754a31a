import { afterEach, describe, expect, it } from 'vitest';
import { type LyingIndex, startLyingIndex } from '../../../testing/lying-index/lying-index';
import { createMirrorFixture, type MirrorFixture } from '../../../testing/mirror-fixture';
import { PAUSE } from '../files/interruption';
import type { Plan } from '../plan/plan';

const WHEELS = [
  { name: 'sand', version: '1.0' },
  { name: 'stone', version: '1.0' },
  { name: 'grain', version: '1.0' },
];

let index: LyingIndex;
let mirror: MirrorFixture;

afterEach(async () => {
  await index.close();
  await mirror.remove();
});

async function planned(): Promise<Plan> {
  index = await startLyingIndex({ wheels: WHEELS });
  mirror = await createMirrorFixture(index.url, 'sand\nstone\ngrain');
  const outcome = await mirror.plan();
  if (outcome.kind !== 'planned') throw new Error(JSON.stringify(outcome));
  return outcome.plan;
}

/** Calls back when the run says that the network is gone. */
function whenLost(react: () => void): void {
  mirror.onEvent((event) => {
    if (event.type === 'waiting-started' && event.waiting.problem.code === 'network-lost') react();
  });
}

const lostCount = (): number =>
  mirror.events.filter(
    (event) => event.type === 'waiting-started' && event.waiting.problem.code === 'network-lost',
  ).length;

describe('a sync whose network goes', () => {
  it('waits, and goes on by itself when it is back, with nothing given up', async () => {
    const plan = await planned();
    index.faults.add(/.*/, { kind: 'reset' });
    whenLost(() => index.faults.clear());
    expect(await mirror.sync(plan)).toEqual({ kind: 'finished', complete: true });
    expect(lostCount()).toBe(1);
    expect(mirror.events.some((event) => event.type === 'file-failed')).toBe(false);
    expect(await mirror.findFaults()).toEqual([]);
  });

  it('can be paused meanwhile', async () => {
    const plan = await planned();
    index.faults.add(/.*/, { kind: 'reset' });
    const stop = new AbortController();
    whenLost(() => stop.abort(PAUSE));
    expect(await mirror.sync(plan, { signal: stop.signal })).toMatchObject({ kind: 'paused' });
  });

  it('for longer than its patience lasts names what did not come', async () => {
    const plan = await planned();
    index.faults.add(/.*/, { kind: 'reset' });
    expect(await mirror.sync(plan)).toEqual({ kind: 'finished', complete: false });
    expect(mirror.state()).toMatchObject({ stage: 'finished' });
    const failed = mirror.events.flatMap((event) =>
      event.type === 'file-failed' ? [event.problem.code] : [],
    );
    expect(failed).toEqual(WHEELS.map(() => 'upstream-unreachable'));
  });

  it('is told from a file that does not come while the others do', async () => {
    const plan = await planned();
    index.faults.add(/sand-/, { kind: 'reset' });
    expect(await mirror.sync(plan)).toEqual({ kind: 'finished', complete: false });
    expect(lostCount()).toBe(0);
  });
});

describe('a plan', () => {
  it('at an address where nobody is fails without waiting for a network', async () => {
    index = await startLyingIndex({ wheels: WHEELS });
    await index.close();
    mirror = await createMirrorFixture(index.url, 'sand');
    expect(await mirror.plan()).toMatchObject({ kind: 'failed', problem: { code: 'upstream-unreachable' } });
    expect(lostCount()).toBe(0);
  });

  it('that has had answers waits for the network', async () => {
    await planned();
    let asked = 0;
    mirror.onEvent((event) => {
      if (event.type === 'plan-progressed' && asked === 0) {
        asked += 1;
        index.faults.add(/.*/, { kind: 'reset' });
      }
    });
    whenLost(() => index.faults.clear());
    await mirror.setAllowlist('sand\nstone\ngrain\n# again');
    expect(await mirror.plan()).toMatchObject({ kind: 'planned', plan: { complete: true } });
  });
});

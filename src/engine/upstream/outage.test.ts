import { describe, expect, it } from 'vitest';
import { createSteppedClock } from '../../../testing/stepped-clock';
import { problem } from '../../contract/problem';
import type { RunEvent } from '../../contract/run-event';
import { type OutageParts, watchForOutages } from './outage';

const HOME = 'https://index.example/simple/';
const failed = problem('upstream-unreachable', {
  url: 'https://files.example/a.whl',
  cause: 'there is no network',
});

function watch(changes: Partial<OutageParts> & { readonly backAtMs?: number }) {
  const clock = createSteppedClock();
  const events: RunEvent[] = [];
  const probes: string[] = [];
  const outages = watchForOutages({
    home: HOME,
    probe: async (url) => {
      probes.push(url);
      return clock.now() >= (changes.backAtMs ?? Number.POSITIVE_INFINITY);
    },
    hasAnswered: () => false,
    patienceMs: () => 3_600_000,
    clock,
    emit: (event) => void events.push(event),
    ...changes,
  });
  const { signal } = new AbortController();
  return {
    clock,
    events,
    probes,
    outages,
    outlast: () => clock.runUntil(outages.outlast(failed, { signal })),
  };
}

describe('a network', () => {
  it('that is there makes the failure one of the address, and nothing is said', async () => {
    const { outlast, probes, events } = watch({ backAtMs: 0 });
    expect(await outlast()).toBe(false);
    expect([probes, events]).toEqual([[HOME], []]);
  });

  it('that is gone is waited for, and said until when; then tries begin anew', async () => {
    const { outlast, clock, events } = watch({ backAtMs: 600_000 });
    expect(await outlast()).toBe(true);
    expect(clock.now()).toBeLessThan(670_000);
    expect(events[0]).toEqual({
      type: 'waiting-started',
      waiting: {
        subject: 'index.example',
        attempt: 1,
        retryAtMs: 5000,
        problem: {
          code: 'network-lost',
          parameters: { host: 'index.example', cause: 'there is no network', endsAtMs: 3_600_000 },
        },
      },
    });
    expect(events.at(-1)).toEqual({ type: 'waiting-ended', subject: 'index.example' });
  });

  it('is not waited for longer than the patience lasts, nor at all without any', async () => {
    const patient = watch({});
    expect(await patient.outlast()).toBe(false);
    expect(patient.clock.now()).toBe(3_600_000);
    const impatient = watch({ patienceMs: () => 0 });
    expect(await impatient.outlast()).toBe(false);
    expect([impatient.clock.now(), impatient.events]).toEqual([0, []]);
  });

  it('is asked for at the host itself where that answered before', async () => {
    const { outlast, probes } = watch({ backAtMs: 1, hasAnswered: (host) => host === 'files.example' });
    expect(await outlast()).toBe(true);
    expect(new Set(probes)).toEqual(new Set(['https://files.example/']));
  });

  it('is probed once for all that wait, and a person can stop the waiting', async () => {
    const { outages, probes, clock } = watch({});
    const stop = new AbortController();
    const waits = [1, 2, 3].map(() => outages.outlast(failed, { signal: stop.signal }));
    const all = Promise.allSettled(waits);
    await clock.runUntil(clock.sleep(4000, { signal: new AbortController().signal }));
    expect(probes).toHaveLength(1);
    stop.abort('pause');
    expect((await all).map((result) => result.status)).toEqual(['rejected', 'rejected', 'rejected']);
  });

  it('says nothing of other failures', async () => {
    const { outages, probes } = watch({});
    const { signal } = new AbortController();
    const status = problem('upstream-status', { url: HOME, status: 500, retryAfterMs: null });
    const local = problem('upstream-unreachable', { url: 'file:///x', cause: 'it is not a file' });
    expect(await outages.outlast(status, { signal })).toBe(false);
    expect(await outages.outlast(local, { signal })).toBe(false);
    expect(probes).toEqual([]);
  });
});

import { beforeEach, expect, it } from 'vitest';
import { problem } from '../../contract/problem';
import { reduceRun } from '../../contract/reduce-run';
import type { PauseReason, RunEvent } from '../../contract/run-event';
import { IDLE, type RunState } from '../../contract/run-state';
import { createMendingWatch, type MendingWatch } from './mending-watch';

let timers: Map<() => void, number>;
let isMended: boolean;
let looks: number;
let goneOn: number;
let watch: MendingWatch;

beforeEach(() => {
  timers = new Map();
  [isMended, looks, goneOn] = [false, 0, 0];
  watch = createMendingWatch({
    startTimer: (run, delayMs) => {
      timers.set(run, delayMs);
      return () => timers.delete(run);
    },
    probe: () => ({
      isMended: async () => {
        looks += 1;
        return isMended;
      },
    }),
    goOn: async () => {
      goneOn += 1;
    },
  });
});

const delays = (): readonly number[] => [...timers.values()];

async function passTime(): Promise<void> {
  for (const run of [...timers.keys()]) {
    timers.delete(run);
    run();
  }
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}

function paused(reason: PauseReason, bytesDone = 0): RunState {
  const totals = { files: 1, bytes: 100, filesDone: 0, bytesDone, projects: [] };
  const events: readonly RunEvent[] = [
    { type: 'sync-started', runId: 'r', atMs: 1, totals },
    { type: 'run-paused', reason },
  ];
  return events.reduce(reduceRun, IDLE);
}

const byDisk = (): PauseReason => ({
  kind: 'problem',
  problem: problem('disk-gone', { path: '/mirrors/lab' }),
});

it('looks every few seconds, and lets the run go on when the disk is mended', async () => {
  watch.follow(paused(byDisk()));
  expect(delays()).toEqual([5000]);
  await passTime();
  await passTime();
  expect([looks, goneOn]).toEqual([2, 0]);
  isMended = true;
  await passTime();
  expect([looks, goneOn]).toEqual([3, 1]);
});

it('leaves a run alone that a person paused, or that was interrupted', () => {
  watch.follow(paused({ kind: 'asked' }));
  watch.follow(paused({ kind: 'interrupted' }));
  expect(delays()).toEqual([]);
});

it('stops as soon as the run is no longer paused by its disk', async () => {
  const state = paused(byDisk());
  watch.follow(state);
  watch.follow(state);
  expect(delays()).toHaveLength(1);
  watch.follow(IDLE);
  expect(delays()).toEqual([]);
  watch.follow(state);
  watch.close();
  expect(delays()).toEqual([]);
});

it('goes on less and less often where that brings nothing, and at once again where it brings something', async () => {
  isMended = true;
  const seen: number[] = [];
  for (let time = 0; time < 8; time += 1) {
    watch.follow(paused(byDisk(), 10));
    seen.push(...delays());
    await passTime();
  }
  expect(seen).toEqual([5000, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000]);
  watch.follow(paused(byDisk(), 50));
  expect(delays()).toEqual([5000]);
});

it('does not go on when it was stopped while it looked', async () => {
  isMended = true;
  watch.follow(paused(byDisk()));
  for (const run of timers.keys()) run();
  watch.close();
  await passTime();
  expect(goneOn).toBe(0);
});

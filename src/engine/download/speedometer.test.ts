import { expect, it } from 'vitest';
import type { RunEvent } from '../../contract/run-event';
import { createSpeedometer } from './speedometer';

/** Passes bytes by at the given times (milliseconds, bytes); the speeds that were announced. */
function speedsOf(progress: readonly (readonly [number, number])[]): readonly number[] {
  let nowMs = 0;
  const emitted: RunEvent[] = [];
  const clock = { now: () => nowMs, sleep: () => Promise.resolve() };
  const watch = createSpeedometer(clock, (event) => emitted.push(event));
  for (const [atMs, bytes] of progress) {
    nowMs = atMs;
    watch({ type: 'file-progressed', path: 'packages/a.whl', bytes });
  }
  expect(emitted.filter((event) => event.type === 'file-progressed')).toHaveLength(progress.length);
  return emitted.flatMap((event) => (event.type === 'speed-measured' ? [event.bytesPerSecond] : []));
}

it('announces the speed about once a second', () => {
  const progress = Array.from({ length: 30 }, (_, index) => [(index + 1) * 100, 1000] as const);
  expect(speedsOf(progress)).toEqual([10_000, 10_000, 10_000]);
});

it('forgets what was more than five seconds ago', () => {
  const fast = Array.from({ length: 5 }, (_, index) => [(index + 1) * 1000, 1_000_000] as const);
  const slow = Array.from({ length: 6 }, (_, index) => [(index + 6) * 1000, 1000] as const);
  expect(speedsOf([...fast, ...slow]).at(-1)).toBe(1000);
});

it('says nothing before a second has passed', () => {
  expect(speedsOf([[999, 5]])).toEqual([]);
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergeRunEvents } from './merge-events';
import { reduceRun, reduceRunBatch } from './reduce-run';
import type { RunEvent } from './run-event';
import { IDLE, type RunState } from './run-state';
import { runEvents } from './testing/run-events';

/** Cuts a sequence into batches at the given places. */
function cut(events: readonly RunEvent[], sizes: readonly number[]): readonly (readonly RunEvent[])[] {
  const batches: (readonly RunEvent[])[] = [];
  let from = 0;
  for (const size of sizes) {
    batches.push(events.slice(from, from + size));
    from += size;
  }
  return [...batches, events.slice(from)];
}

it('folds merged batches to the state that every single event folds to', () => {
  fc.assert(
    fc.property(runEvents, fc.array(fc.nat({ max: 40 })), (events, sizes) => {
      const merged = cut(events, sizes).reduce<RunState>(
        (state, batch) => reduceRunBatch(state, mergeRunEvents(batch)),
        IDLE,
      );
      expect(merged).toEqual(events.reduce(reduceRun, IDLE));
    }),
    { numRuns: 500 },
  );
});

it('never makes a batch longer, and merging twice changes nothing more', () => {
  fc.assert(
    fc.property(runEvents, (events) => {
      const once = mergeRunEvents(events);
      expect(once.length).toBeLessThanOrEqual(events.length);
      expect(mergeRunEvents(once)).toEqual(once);
    }),
  );
});

it('adds up the bytes of each file and keeps the last of the speeds', () => {
  const progressed = (path: string, bytes: number): RunEvent => ({ type: 'file-progressed', path, bytes });
  expect(
    mergeRunEvents([
      progressed('a', 1),
      { type: 'speed-measured', bytesPerSecond: 5 },
      progressed('b', 10),
      progressed('a', 2),
      { type: 'speed-measured', bytesPerSecond: 7 },
    ]),
  ).toEqual([progressed('a', 3), { type: 'speed-measured', bytesPerSecond: 7 }, progressed('b', 10)]);
});

it('moves no bytes in front of the start of their file', () => {
  const events: readonly RunEvent[] = [
    { type: 'file-progressed', path: 'a', bytes: 1 },
    { type: 'file-finished', path: 'a' },
    {
      type: 'file-started',
      path: 'a',
      project: 'p',
      filename: 'a',
      sizeBytes: null,
      resumedFromBytes: 0,
    },
    { type: 'file-progressed', path: 'a', bytes: 2 },
  ];
  expect(mergeRunEvents(events)).toEqual(events);
});

import { beforeEach, expect, it } from 'vitest';
import { createKeepAwake, type KeepAwake } from './keep-awake';

let held: number;
let timers: Set<() => void>;
let keepAwake: KeepAwake;

beforeEach(() => {
  held = 0;
  timers = new Set();
  keepAwake = createKeepAwake({
    holdOff: () => {
      held += 1;
      return () => {
        held -= 1;
      };
    },
    startTimer: (run) => {
      timers.add(run);
      return () => timers.delete(run);
    },
  });
});

it('holds sleep off once, however many bytes move', () => {
  keepAwake.bytesMoved('sync');
  keepAwake.bytesMoved('sync');
  expect(held).toBe(1);
});

it('lets go when the run ends', () => {
  keepAwake.bytesMoved('sync');
  keepAwake.settled('sync');
  keepAwake.settled('sync');
  expect(held).toBe(0);
  expect(timers.size).toBe(0);
});

it('lets go when no byte has come for long, and holds again when bytes come', () => {
  keepAwake.bytesMoved('sync');
  for (const run of [...timers]) run();
  expect(held).toBe(0);
  keepAwake.bytesMoved('sync');
  expect(held).toBe(1);
});

it('stays awake for a proof when the sync beside it ends', () => {
  keepAwake.bytesMoved('sync');
  keepAwake.bytesMoved('prove /m');
  keepAwake.settled('sync');
  expect(held).toBe(1);
  keepAwake.settled('prove /m');
  expect(held).toBe(0);
  expect(timers.size).toBe(0);
});

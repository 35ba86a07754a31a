import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../src/engine/files/clock';

/** A clock that stands still until nothing else can go on, and then goes to the next moment that somebody waits for. */
export interface SteppedClock extends Clock {
  /** Goes on until the work is done; its result. */
  readonly runUntil: <Value>(work: Promise<Value>) => Promise<Value>;
}

interface Sleeper {
  readonly wakesAtMs: number;
  readonly wake: () => void;
}

/** Real servers need a few turns to answer. */
const TURNS_BEFORE_STEP = 20;

export function createSteppedClock(): SteppedClock {
  let nowMs = 0;
  const sleepers = new Set<Sleeper>();
  return {
    now: () => nowMs,
    sleep: (delayMs, { signal }) =>
      new Promise((fulfil, reject) => {
        const refuse = (): void => {
          sleepers.delete(sleeper);
          reject(signal.reason as Error);
        };
        const sleeper: Sleeper = {
          wakesAtMs: nowMs + delayMs,
          wake: () => {
            sleepers.delete(sleeper);
            signal.removeEventListener('abort', refuse);
            fulfil();
          },
        };
        if (signal.aborted) return refuse();
        signal.addEventListener('abort', refuse, { once: true });
        sleepers.add(sleeper);
      }),
    runUntil: async (work) => {
      let isDone = false;
      const done = work.finally(() => {
        isDone = true;
      });
      done.catch(() => undefined);
      for (;;) {
        for (let turn = 0; turn < TURNS_BEFORE_STEP; turn += 1) await nextTurn();
        if (isDone) return done;
        const next = [...sleepers].sort((left, right) => left.wakesAtMs - right.wakesAtMs)[0];
        if (next === undefined) continue;
        nowMs = Math.max(nowMs, next.wakesAtMs);
        next.wake();
      }
    },
  };
}

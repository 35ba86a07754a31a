import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { runPool } from './download-pool';

/** A promise to be fulfilled from outside. */
function gate() {
  let open = (): void => undefined;
  const passed = new Promise<void>((fulfil) => {
    open = fulfil;
  });
  return { open, passed };
}

const never = new AbortController().signal;

describe('the pool', () => {
  it('runs every job, as many at a time as it may', async () => {
    let running = 0;
    let mostRunning = 0;
    const done: number[] = [];
    await runPool({
      jobs: Array.from({ length: 50 }, (_, job) => job),
      concurrency: 4,
      signal: never,
      run: async (job) => {
        running += 1;
        mostRunning = Math.max(mostRunning, running);
        await nextTurn();
        running -= 1;
        done.push(job);
      },
    });
    expect(done.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, job) => job));
    expect(mostRunning).toBe(4);
  });

  it('takes jobs from an endless list only as they are needed', async () => {
    let taken = 0;
    let finished = 0;
    let mostAhead = 0;
    function* endless() {
      for (;;) {
        taken += 1;
        yield taken;
      }
    }
    const stop = new AbortController();
    const work = runPool({
      jobs: endless(),
      concurrency: 3,
      signal: stop.signal,
      run: async () => {
        mostAhead = Math.max(mostAhead, taken - finished);
        await nextTurn();
        finished += 1;
        if (finished === 1000) stop.abort('enough');
      },
    });
    await expect(work).rejects.toBe('enough');
    expect(mostAhead).toBeLessThanOrEqual(6);
  });

  it('waits for what is in flight when it is stopped, and begins nothing more', async () => {
    const stop = new AbortController();
    const [first, second] = [gate(), gate()];
    const begun: number[] = [];
    const ended: number[] = [];
    let isOver = false;
    const work = runPool({
      jobs: [1, 2, 3, 4],
      concurrency: 2,
      signal: stop.signal,
      run: async (job) => {
        begun.push(job);
        await (job === 1 ? first : second).passed;
        ended.push(job);
      },
    }).finally(() => {
      isOver = true;
    });
    work.catch(() => undefined);
    await expect.poll(() => begun).toEqual([1, 2]);
    stop.abort('pause');
    first.open();
    await expect.poll(() => ended).toEqual([1]);
    expect(isOver).toBe(false);
    second.open();
    await expect(work).rejects.toBe('pause');
    expect(begun).toEqual([1, 2]);
    expect(ended).toEqual([1, 2]);
  });

  it('stops the others when one throws, and throws what it threw', async () => {
    const reasons: unknown[] = [];
    const failure = new Error('disk full');
    const otherBegan = gate();
    const work = runPool({
      jobs: ['waits', 'fails', 'never begins', 'never begins either'],
      concurrency: 2,
      signal: never,
      run: async (job, signal) => {
        if (job === 'fails') {
          await otherBegan.passed;
          throw failure;
        }
        if (job !== 'waits') throw new Error(`${job} began`);
        const stopped = new Promise((fulfil) => signal.addEventListener('abort', fulfil));
        otherBegan.open();
        await stopped;
        reasons.push(signal.reason);
      },
    });
    await expect(work).rejects.toBe(failure);
    expect(reasons).toEqual([failure]);
  });

  it('lets any number of jobs listen to the signal without a warning of leaks', async () => {
    const warnings: Error[] = [];
    const listen = (warning: Error): void => void warnings.push(warning);
    process.on('warning', listen);
    const everyoneListens = gate();
    let listening = 0;
    await runPool({
      jobs: Array.from({ length: 40 }, (_, job) => job),
      concurrency: 40,
      signal: never,
      run: async (_job, signal) => {
        signal.addEventListener('abort', () => undefined);
        listening += 1;
        if (listening === 40) everyoneListens.open();
        await everyoneListens.passed;
      },
    });
    await nextTurn();
    process.off('warning', listen);
    expect(warnings).toEqual([]);
  });

  it('has nothing to do with an empty list', async () => {
    await expect(
      runPool({ jobs: [], concurrency: 1, signal: never, run: () => Promise.reject(new Error('a job ran')) }),
    ).resolves.toBeUndefined();
  });
});

import { expect, it } from 'vitest';
import { eachAtOnce } from './at-once';

it('does everything in order, and no more at once than it may', async () => {
  const begun: number[] = [];
  let [running, most] = [0, 0];
  await eachAtOnce([1, 2, 3, 4, 5], 2, async (item) => {
    begun.push(item);
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
  });
  expect(begun).toEqual([1, 2, 3, 4, 5]);
  expect(most).toBe(2);
});

it('begins nothing after a failure, and ends what has begun', async () => {
  const ended: number[] = [];
  const work = eachAtOnce([1, 2, 3, 4, 5], 2, async (item) => {
    if (item === 2) throw new Error('two');
    await new Promise(setImmediate);
    ended.push(item);
  });
  await expect(work).rejects.toThrow('two');
  expect(ended).toEqual([1]);
});

import { expect, it } from 'vitest';
import { eachBySize } from './each-by-size';

it('does several small files at once, and large ones one after another', async () => {
  const sizes = [...Array.from({ length: 20 }, () => 1000), 5_000_000, 5_000_000, 5_000_000];
  const most = { small: 0, large: 0 };
  const running = { small: 0, large: 0 };
  let done = 0;
  await eachBySize(
    sizes,
    (size) => size,
    async (size) => {
      const kind = size > 1_000_000 ? 'large' : 'small';
      running[kind] += 1;
      most[kind] = Math.max(most[kind], running[kind]);
      await new Promise(setImmediate);
      running[kind] -= 1;
      done += 1;
    },
  );
  expect({ most, done }).toEqual({ most: { small: 8, large: 1 }, done: sizes.length });
});

import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs', 'testing/**/*.test.ts'],
    testTimeout: 30_000,
    // Many of them wait for programs and for disks; one worker less than there are processors leaves one idle of two.
    maxWorkers: availableParallelism(),
  },
});

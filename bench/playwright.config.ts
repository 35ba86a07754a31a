import { defineConfig } from 'playwright/test';

/** Measurements of the real application, one at a time. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.bench.ts',
  outputDir: '../test-results/bench',
  workers: 1,
  timeout: 600_000,
  reporter: [['list']],
});

import { defineConfig } from 'playwright/test';

/** One application at a time: the tests drive real windows on one display, on machines with few cores. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/e2e',
  workers: 1,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  use: { trace: 'retain-on-failure' },
  reporter: [['list'], ['json', { outputFile: '../test-results/e2e.json' }]],
});

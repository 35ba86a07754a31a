import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright/test';
import { expect, test } from '../e2e/fixtures/launch-app';
import { startLyingIndex } from '../testing/lying-index/lying-index';

const PROJECTS = 1000;
const FILES_A_PROJECT = 5;
const PADDING_BYTES = 20_000;
const AIM_P99_MS = 50;

/** Starts to measure, in main, how late its event loop comes round. */
async function watchEventLoop(app: ElectronApplication): Promise<void> {
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const histogram = monitorEventLoopDelay({ resolution: 5 });
    histogram.enable();
    Object.assign(globalThis, { eventLoopDelay: histogram });
  });
}

interface Delays {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

async function readEventLoop(app: ElectronApplication): Promise<Delays> {
  return app.evaluate(() => {
    const { eventLoopDelay } = globalThis as unknown as {
      eventLoopDelay: { percentile: (percentile: number) => number; max: number };
    };
    const inMs = (nanoseconds: number): number => Math.round(nanoseconds / 10_000) / 100;
    return {
      p50Ms: inMs(eventLoopDelay.percentile(50)),
      p99Ms: inMs(eventLoopDelay.percentile(99)),
      maxMs: inMs(eventLoopDelay.max),
    };
  });
}

async function report(
  app: ElectronApplication,
  window: Page,
  { seconds, rows }: { readonly seconds: number; readonly rows: number },
): Promise<void> {
  const delays = await readEventLoop(app);
  const frames = await window.evaluate(() =>
    (globalThis as unknown as { frames: number[] }).frames.sort((a, b) => a - b),
  );
  const frameP99Ms = frames[Math.floor(frames.length * 0.99)] ?? 0;
  console.log(`files fetched             ${PROJECTS * FILES_A_PROJECT} in ${seconds.toFixed(1)} s`);
  console.log(
    `main, event-loop delay    p50 ${delays.p50Ms} ms, p99 ${delays.p99Ms} ms, max ${delays.maxMs} ms (aim: p99 under ${AIM_P99_MS} ms)`,
  );
  console.log(`window, time of a frame   p99 ${frameP99Ms.toFixed(0)} ms`);
  console.log(`rows drawn of ${PROJECTS} projects: ${rows}`);
}

test('main and the window stay responsive while thousands of files come', async ({
  sandgrouse,
  workFolder,
}) => {
  const names = Array.from({ length: PROJECTS }, (_, index) => `grain-${index}`);
  const wheels = names.flatMap((name) =>
    Array.from({ length: FILES_A_PROJECT }, (_, index) => ({
      name,
      version: `${index}.0`,
      paddingBytes: PADDING_BYTES,
    })),
  );
  const index = await startLyingIndex({ wheels });
  const { app, window } = sandgrouse;
  const directory = join(workFolder, 'grains');
  await window.getByRole('button', { name: 'Build a mirror' }).first().click();
  await window.getByRole('textbox', { name: 'Name' }).fill('grains');
  await window.getByRole('textbox', { name: 'Folder' }).fill(directory);
  await window.getByRole('radio', { name: 'Another index' }).check();
  await window.getByRole('textbox', { name: /address/i }).fill(index.url);
  await window.getByRole('textbox', { name: 'First packages' }).fill(names.join('\n'));
  await window.getByRole('button', { name: 'Create the mirror' }).click();
  await window.getByRole('button', { name: 'Make a plan' }).click();
  // One is the step of the trip, the other one appears below a plan that is ready.
  const buttons = window.getByRole('button', { name: 'Sync', exact: true });
  await expect(buttons).toHaveCount(2, { timeout: 120_000 });
  const sync = buttons.last();

  await watchEventLoop(app);
  // Frames of the window: how long a person waits for a reaction at the worst.
  await window.evaluate(() => {
    const frames: number[] = [];
    let lastMs = performance.now();
    const tick = (nowMs: number): void => {
      frames.push(nowMs - lastMs);
      lastMs = nowMs;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    Object.assign(globalThis, { frames });
  });
  const startedAt = Date.now();
  await sync.click();
  await expect(window).toHaveTitle(/^\d+/, { timeout: 30_000 });
  const rows = await window.getByRole('table').getByRole('row').count();
  await expect(window.getByText(/everything is here|complete|synced/i).first()).toBeVisible({
    timeout: 300_000,
  });
  const seconds = (Date.now() - startedAt) / 1000;

  await report(app, window, { seconds, rows });
  await index.close();
});

import { join } from 'node:path';
import { type LyingIndex, startLyingIndex } from '../testing/lying-index/lying-index';
import { findFaults } from '../testing/mirror-fixture';
import { buildMirror, expectComplete, goTo, makePlan, startSync } from './fixtures/journey';
import { expect, test } from './fixtures/launch-app';

const NAMES = Array.from({ length: 12 }, (_, number) => `grain-${number}`);
const WHEELS = NAMES.map((name) => ({ name, version: '1.0', paddingBytes: 300_000 }));

let index: LyingIndex;
let folder: string;

test.beforeEach(async ({ sandgrouse, workFolder }) => {
  index = await startLyingIndex({ wheels: WHEELS, bytesPerSecond: 300_000 });
  folder = join(workFolder, 'grains');
  const upstream = { kind: 'other', url: index.url } as const;
  await buildMirror(sandgrouse.window, { name: 'grains', folder, upstream, allowlist: NAMES.join('\n') });
  await makePlan(sandgrouse.window);
});

test.afterEach(async () => {
  await index.close();
});

test('killed in the middle of a sync, it says so, goes on, and fetches nothing finished again', async ({
  sandgrouse,
}) => {
  await startSync(sandgrouse.window);
  await expect(sandgrouse.window.getByRole('row', { name: /^Done/ }).first()).toBeVisible();
  await sandgrouse.kill();
  const wholeBefore = index.requests.filter(({ path }) => path.endsWith('.whl')).length;
  await sandgrouse.launch();
  await goTo(sandgrouse.window, 'Sync');
  await expect(sandgrouse.window.getByText(/was interrupted/)).toBeVisible();
  const done = await sandgrouse.window.getByRole('row', { name: /^Done/ }).count();
  expect(done).toBeGreaterThan(0);

  index.setBytesPerSecond(null);
  await sandgrouse.window.getByRole('button', { name: 'Resume' }).click();
  await expectComplete(sandgrouse.window);
  const again = index.requests.filter(({ path }) => path.endsWith('.whl')).length - wholeBefore;
  expect(again).toBeLessThanOrEqual(NAMES.length - done);
  expect(await findFaults(join(folder, 'web'))).toEqual([]);
});

test('closing the window during work asks once; paused and quit, it is paused when it comes back', async ({
  sandgrouse,
}) => {
  await startSync(sandgrouse.window);
  await expect(sandgrouse.window).toHaveTitle(/^[1-9]\d?% /);
  await sandgrouse.app.evaluate(({ dialog }) => {
    const asked: string[] = [];
    // The second button: pause and quit.
    dialog.showMessageBox = async (...given: unknown[]) => {
      asked.push(JSON.stringify(given.at(-1)));
      return { response: 1, checkboxChecked: false };
    };
    Object.assign(globalThis, { asked });
  });
  const questions = await sandgrouse.app.evaluate(async ({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.close();
    return (globalThis as unknown as { asked: string[] }).asked;
  });
  expect(questions).toHaveLength(1);
  expect(questions[0]).toContain('grains');
  await sandgrouse.restart();
  await goTo(sandgrouse.window, 'Sync');
  await expect(sandgrouse.window.getByText(/^Paused\. Nothing is lost/)).toBeVisible();
});

test('a file that keeps lying is named with both hashes, and can be tried again alone', async ({
  sandgrouse,
}) => {
  const { window } = sandgrouse;
  index.setBytesPerSecond(null);
  index.faults.add(/grain_3-1\.0.*whl$/, { kind: 'flipped-byte' }, 2);
  await startSync(window);
  await expect(window.getByText('1 file could not be fetched')).toBeVisible({ timeout: 30_000 });
  await expect(window.getByText(/grain_3-1\.0.*[0-9a-f]{64}.*[0-9a-f]{64}/)).toBeVisible();
  index.forgetRequests();
  await window.getByRole('button', { name: 'Retry failed' }).click();
  await expectComplete(window);
  expect(index.requests.map(({ path }) => path.slice(path.lastIndexOf('/') + 1))).toEqual([
    'grain_3-1.0-py3-none-any.whl',
  ]);
});

import { join } from 'node:path';
import { type LyingIndex, startLyingIndex } from '../testing/lying-index/lying-index';
import type { DrivenApplication } from './fixtures/driven-application';
import { expect, test } from './fixtures/launch-app';
import {
  createMirror,
  makePlan,
  readRun,
  startSync,
  stepButton,
  waitForBytes,
} from './fixtures/mirror-steps';

const CHOICES = ['Keep running', 'Pause and quit', 'Cancel'];

let index: LyingIndex;

test.beforeEach(async () => {
  index = await startLyingIndex({
    bytesPerSecond: 400_000,
    wheels: [{ name: 'wing', version: '2.0', paddingBytes: 3_000_000 }],
  });
});

test.afterEach(() => index.close());

/** Answers the question on closing in the person's place; `asked` tells which questions came. */
async function answerWith({ app }: DrivenApplication, choice: string): Promise<void> {
  await app.evaluate(({ dialog }, wanted) => {
    const notes = globalThis as unknown as { questions: unknown[] };
    notes.questions = [];
    dialog.showMessageBox = (...given: unknown[]) => {
      const options = given.at(-1) as { readonly message: string; readonly buttons: readonly string[] };
      notes.questions.push({ message: options.message, buttons: options.buttons });
      return Promise.resolve({ response: options.buttons.indexOf(wanted), checkboxChecked: false });
    };
  }, choice);
}

const asked = ({ app }: DrivenApplication): Promise<unknown> =>
  app.evaluate(() => (globalThis as unknown as { questions: unknown[] }).questions);

const closeWindow = ({ app }: DrivenApplication): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

async function syncSlowly({ window }: DrivenApplication, mirror: string): Promise<void> {
  await createMirror(window, { name: 'lab', folder: mirror, address: index.url, allowlist: ['wing'] });
  await makePlan(window);
  await startSync(window);
  await waitForBytes(window, mirror, 300_000);
}

const QUESTION = { message: '"lab" is still being worked on.', buttons: CHOICES };

test('closing the window during a sync asks once; the sync can be kept running', async ({
  sandgrouse,
  workFolder,
}) => {
  const mirror = join(workFolder, 'lab');
  await syncSlowly(sandgrouse, mirror);
  await answerWith(sandgrouse, 'Keep running');
  await closeWindow(sandgrouse);
  await expect.poll(() => asked(sandgrouse)).toEqual([QUESTION]);
  index.setBytesPerSecond(null);
  await expect
    .poll(async () => (await readRun(sandgrouse.window, mirror)).stage, { timeout: 60_000 })
    .toBe('finished');
  expect(await asked(sandgrouse)).toEqual([QUESTION]);
});

test('cancelling the question leaves everything as it is', async ({ sandgrouse, workFolder }) => {
  const mirror = join(workFolder, 'lab');
  await syncSlowly(sandgrouse, mirror);
  await answerWith(sandgrouse, 'Cancel');
  await closeWindow(sandgrouse);
  await expect.poll(() => asked(sandgrouse)).toEqual([QUESTION]);
  await expect(stepButton(sandgrouse.window, 'Pause')).toBeVisible();
  expect((await readRun(sandgrouse.window, mirror)).stage).toBe('syncing');
  await answerWith(sandgrouse, 'Pause and quit');
});

test('pause and quit quits; the next start finds the run paused', async ({ sandgrouse, workFolder }) => {
  const mirror = join(workFolder, 'lab');
  await syncSlowly(sandgrouse, mirror);
  await answerWith(sandgrouse, 'Pause and quit');
  await sandgrouse.restart();
  await expect(stepButton(sandgrouse.window, 'Resume')).toBeVisible();
  expect(await readRun(sandgrouse.window, mirror)).toMatchObject({
    stage: 'paused',
    reason: { kind: 'asked' },
  });
});

test('closing without work asks nothing and quits', async ({ sandgrouse }) => {
  await answerWith(sandgrouse, 'Cancel');
  const ended = sandgrouse.app.waitForEvent('close');
  await closeWindow(sandgrouse);
  await ended;
});

import { join } from 'node:path';
import { type LyingIndex, startLyingIndex } from '../testing/lying-index/lying-index';
import { expect, test } from './fixtures/launch-app';
import {
  createMirror,
  makePlan,
  readProgress,
  readRun,
  startSync,
  stepButton,
  waitForBytes,
} from './fixtures/mirror-steps';

const LARGE = 'wing-2.0-py3-none-any.whl';
const SMALL = Array.from({ length: 8 }, (_, number) => `feather-1.${number}-py3-none-any.whl`);

let index: LyingIndex;

test.beforeEach(async () => {
  index = await startLyingIndex({
    bytesPerSecond: 500_000,
    wheels: [
      { name: 'wing', version: '2.0', paddingBytes: 8_000_000 },
      ...SMALL.map((_, number) => ({ name: 'feather', version: `1.${number}`, paddingBytes: 2000 })),
    ],
  });
});

test.afterEach(() => index.close());

test('a sync killed with SIGKILL goes on where it was; no finished file is fetched again', async ({
  sandgrouse,
  workFolder,
}) => {
  const mirror = join(workFolder, 'lab');
  await createMirror(sandgrouse.window, {
    name: 'lab',
    folder: mirror,
    address: index.url,
    allowlist: ['wing', 'feather'],
  });
  await makePlan(sandgrouse.window);
  await startSync(sandgrouse.window);
  await waitForBytes(sandgrouse.window, mirror, 2_000_000);
  expect((await readProgress(sandgrouse.window, mirror)).filesDone).toBe(SMALL.length);

  await sandgrouse.kill();
  await sandgrouse.launch();

  const { window } = sandgrouse;
  await expect(window.getByText('The last run was interrupted.')).toBeVisible();
  expect(await readRun(window, mirror)).toMatchObject({
    stage: 'paused',
    reason: { kind: 'interrupted' },
    progress: { filesDone: SMALL.length, files: SMALL.length + 1 },
  });

  index.setBytesPerSecond(null);
  await stepButton(window, 'Resume').click();
  await expect(window.getByText('Everything is here')).toBeVisible();
  expect(await readRun(window, mirror)).toMatchObject({ stage: 'finished', complete: true });
  expect(SMALL.map((filename) => index.fetchesOf(filename))).toEqual(SMALL.map(() => 1));
  const large = index.requests.filter((request) => request.path.endsWith(LARGE));
  expect(large.map((request) => request.range)).toEqual([
    null,
    expect.stringMatching(/^bytes=\d{6,}-$/) as unknown,
  ]);
});

test('a window whose process crashes comes back to the run, which has gone on without it', async ({
  sandgrouse,
  workFolder,
}) => {
  const mirror = join(workFolder, 'lab');
  const { app, window } = sandgrouse;
  await createMirror(window, { name: 'lab', folder: mirror, address: index.url, allowlist: ['wing'] });
  await makePlan(window);
  await startSync(window);
  await waitForBytes(window, mirror, 500_000);
  const cameBack = app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((fulfil) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        contents?.once('render-process-gone', () => contents.once('did-finish-load', () => fulfil()));
        contents?.forcefullyCrashRenderer();
      }),
  );
  await cameBack;
  // Playwright has lost this page; main has not.
  await app.evaluate(
    ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        `new Promise((fulfil) => {
          const look = () => {
            const words = document.querySelector('main')?.innerText ?? '';
            if (words.includes('Pause') && words.includes('Fetching files')) fulfil();
            else requestAnimationFrame(look);
          };
          look();
        })`,
      ) as Promise<void>,
  );
  await app.evaluate(({ dialog }) => {
    const pauseAndQuit = { response: 1, checkboxChecked: false };
    dialog.showMessageBox = () => Promise.resolve(pauseAndQuit);
  });
});

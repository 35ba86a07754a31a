import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type LyingIndex, startLyingIndex } from '../testing/lying-index/lying-index';
import type { DrivenApplication } from './fixtures/driven-application';
import { expect, test } from './fixtures/launch-app';
import {
  createMirror,
  editor,
  makePlan,
  planTable,
  readProgress,
  readRun,
  startSync,
  stepButton,
  waitForBytes,
} from './fixtures/mirror-steps';
import { makePythonEnvironment } from './fixtures/python-environment';

const LARGE = 'wing-2.0-py3-none-any.whl';
const SMALL = ['feather-1.0-py3-none-any.whl', 'sand_grouse-1.0-py3-none-any.whl'];
const SLOW_BYTES_PER_SECOND = 600_000;

let index: LyingIndex;

test.beforeEach(async () => {
  index = await startLyingIndex({
    bytesPerSecond: SLOW_BYTES_PER_SECOND,
    wheels: [
      { name: 'sand-grouse', version: '1.0', requires: ['wing>=2', 'feather'] },
      { name: 'wing', version: '1.0' },
      { name: 'wing', version: '2.0', paddingBytes: 6_000_000 },
      { name: 'feather', version: '1.0' },
      { name: 'heron', version: '1.0' },
    ],
  });
});

test.afterEach(() => index.close());

test('from an allowlist to pip install, with a pause and a restart between', async ({
  sandgrouse,
  workFolder,
}) => {
  test.setTimeout(180_000);
  const mirror = join(workFolder, 'lab');

  await test.step('create a mirror', () =>
    createMirror(sandgrouse.window, {
      name: 'lab',
      folder: mirror,
      address: index.url,
      allowlist: ['sand-grouse', 'wing >= 2', 'heron'],
    }));

  await test.step('edit its allowlist; a line that cannot be read is marked', async () => {
    const { window } = sandgrouse;
    await editor(window).click();
    await window.keyboard.press('ControlOrMeta+a');
    await window.keyboard.type('sand-grouse\nwing >>= 2\n');
    await expect(window.getByText('1 line cannot be read')).toBeVisible();
    await window.keyboard.press('ControlOrMeta+a');
    await window.keyboard.type('sand-grouse\nwing >= 2\nfeather  # for the flight\n');
    await expect(window.getByText('1 line cannot be read')).toBeHidden();
  });

  await test.step('see what will come before a byte of it is fetched', async () => {
    await makePlan(sandgrouse.window);
    const table = planTable(sandgrouse.window);
    for (const project of ['feather', 'sand-grouse', 'wing']) {
      await expect(table.getByRole('button', { name: project })).toBeVisible();
    }
    await expect(table.getByText('heron')).toHaveCount(0);
    const totals = sandgrouse.window.getByLabel('Totals of the plan');
    await expect(totals).toContainText('3 files');
    expect([LARGE, ...SMALL].map((filename) => index.fetchesOf(filename))).toEqual([0, 0, 0]);
  });

  const bytesAtPause = await test.step('sync, and pause within two seconds', async () => {
    const { window } = sandgrouse;
    await startSync(window);
    await waitForBytes(window, mirror, 1_000_000);
    const pressedAtMs = Date.now();
    await stepButton(window, 'Pause').click();
    await expect.poll(async () => (await readRun(window, mirror)).stage, { intervals: [20] }).toBe('paused');
    expect(Date.now() - pressedAtMs).toBeLessThan(2000);
    await expect(stepButton(window, 'Resume')).toBeVisible();
    return (await readProgress(window, mirror)).bytesDone;
  });

  await test.step('quit and start again: still paused, at the same byte', async () => {
    await sandgrouse.restart();
    const { window } = sandgrouse;
    await expect(stepButton(window, 'Resume')).toBeVisible();
    expect(await readRun(window, mirror)).toMatchObject({ stage: 'paused', reason: { kind: 'asked' } });
    expect((await readProgress(window, mirror)).bytesDone).toBe(bytesAtPause);
    await expect.poll(() => windowTitle(sandgrouse)).toMatch(/^Paused at \d+% – lab – Sandgrouse$/);
  });

  await test.step('resume and finish; only what was missing is fetched', async () => {
    const { window } = sandgrouse;
    index.setBytesPerSecond(null);
    index.forgetRequests();
    await stepButton(window, 'Resume').click();
    await expect(window.getByText('Everything is here')).toBeVisible();
    const resumed = index.requests.filter((request) => request.path.endsWith(LARGE));
    expect(resumed).toHaveLength(1);
    expect(resumed[0]?.range).toMatch(/^bytes=\d{6,}-$/);
    expect(SMALL.map((filename) => index.fetchesOf(filename))).toEqual([0, 0]);
    expect(await readRun(window, mirror)).toMatchObject({ stage: 'finished', complete: true });
    await expect.poll(() => windowTitle(sandgrouse)).toBe('Sandgrouse');
    expect(await temporaryFiles(mirror)).toEqual([]);
  });

  const address = await test.step('serve it', async () => {
    const { window } = sandgrouse;
    await window.getByRole('button', { name: 'Serve this mirror' }).click();
    await window.getByRole('button', { name: 'Start serving' }).click();
    const shown = await window.getByLabel('Address of the index').inputValue();
    await expect(window.getByText(`--index-url ${shown}`).first()).toBeVisible();
    return shown;
  });

  const python = await test.step('make a fresh virtual environment', () =>
    makePythonEnvironment(join(workFolder, 'served')));
  const program = 'import sand_grouse, wing, feather; print(sand_grouse.__version__, wing.__version__)';

  await test.step('a real pip installs from the served address alone', async () => {
    await python.install(address, 'sand-grouse');
    expect(await python.run(program)).toBe('1.0 2.0');
    await expect(sandgrouse.window.getByText(/\d+ requests so far/)).toBeVisible();
  });

  await test.step('and from the folder, with nobody serving', async () => {
    await sandgrouse.window.getByRole('button', { name: 'Stop serving' }).click();
    const other = await makePythonEnvironment(join(workFolder, 'folder'));
    await other.install(`${pathToFileURL(join(mirror, 'web', 'simple')).href}/`, 'sand-grouse');
    expect(await other.run(program)).toBe('1.0 2.0');
  });
});

function windowTitle({ app }: DrivenApplication): Promise<string> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle() ?? '');
}

async function temporaryFiles(mirror: string): Promise<readonly string[]> {
  const entries = await readdir(mirror, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.filter((path) => /partial|\.tmp/.test(path));
}

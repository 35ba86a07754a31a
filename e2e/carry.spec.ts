import { appendFile, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { startLyingIndex } from '../testing/lying-index/lying-index';
import { expectAccessible } from './fixtures/accessible';
import { DrivenApplication } from './fixtures/driven-application';
import { CHECKOUT, expect, test } from './fixtures/launch-app';
import { createMirror, makePlan, pressOnceThere, startSync, stepButton } from './fixtures/mirror-steps';
import { makePythonEnvironment } from './fixtures/python-environment';

const WHEELS = [
  { name: 'sand', version: '1.0', requires: ['stone'], paddingBytes: 300_000 },
  { name: 'stone', version: '1.0', paddingBytes: 300_000 },
];

const FINGERPRINT = /^(?:[0-9A-Z]{4}-){7}[0-9A-Z]{4}$/;

const toCarry = (window: Page) => window.getByRole('button', { name: /^Carry/ }).click();

/** The one sign of a key that can be copied whole. */
const fingerprintOf = async (window: Page): Promise<string> =>
  (await window.locator('.fingerprint-signs').innerText()).replace(/\s/g, '');

/** The next dialog that asks for a folder gets this one. */
async function answerDialog({ app }: DrivenApplication, folder: string): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, folder);
}

/** Makes a synced mirror in `folder`. */
async function syncMirror(window: Page, folder: string, address: string): Promise<void> {
  await createMirror(window, { name: 'lab', folder, address, allowlist: ['sand', 'stone'] });
  await makePlan(window);
  await startSync(window);
  await expect(window.getByRole('heading', { name: 'Everything is here' })).toBeVisible();
}

/** Exports by keyboard alone, from the step in the trip to the end. */
async function exportByKeyboard(window: Page, drive: string): Promise<void> {
  await toCarry(window);
  await window.getByLabel('Folder', { exact: true }).focus();
  await window.keyboard.type(drive);
  await stepButton(window, 'Show what it will be').press('Enter');
  await expect(window.getByRole('heading', { name: 'What it will be' })).toBeVisible();
  await stepButton(window, 'Copy to the drive').press('Enter');
  await expect(window.getByRole('heading', { name: 'Safe to remove' })).toBeVisible();
}

test('a mirror is carried by a drive to another computer, and serves there', async ({
  sandgrouse,
  workFolder,
}, testInfo) => {
  test.setTimeout(180_000);
  const index = await startLyingIndex({ wheels: WHEELS, bytesPerSecond: 900_000 });
  const { window } = sandgrouse;
  const drive = join(workFolder, 'drive');
  const far = join(workFolder, 'far', 'lab');
  const picture = (name: string) => testInfo.outputPath(`${name}.png`);
  await mkdir(drive);
  await mkdir(join(drive, 'photos'));
  await syncMirror(window, join(workFolder, 'lab'), index.url);
  await index.close();

  const bundle = join(drive, 'sandgrouse-lab');
  await test.step('where to, what, and what it will be', async () => {
    await toCarry(window);
    await stepButton(window, 'Show what it will be').click();
    await expect(window.getByText('Choose the drive or a folder.')).toBeVisible();
    await expectAccessible(sandgrouse, 'nothing is chosen yet');
    await answerDialog(sandgrouse, drive);
    await window.getByRole('button', { name: 'Browse…' }).click();
    await expect(window.getByLabel('Folder', { exact: true })).toHaveValue(bundle);
    await stepButton(window, 'Show what it will be').click();
    await expect(window.getByText(`It becomes ${bundle}.`, { exact: false })).toBeVisible();
    await expect(window.getByRole('region', { name: 'What it will be' })).toContainText('Projects2');
    await expectAccessible(sandgrouse, 'what the export will be');
    await stepButton(window, 'Show what it will be').click();
    await expect(stepButton(window, 'Copy to the drive')).toBeVisible();
    await expect(window.getByRole('region', { name: 'What it will be' })).toBeInViewport();
    await window.screenshot({ path: picture('forecast') });
    expect(await readdir(drive)).toEqual(['photos']);
  });

  let fingerprint = '';
  await test.step('it is copied, read back, and safe to remove', async () => {
    await stepButton(window, 'Copy to the drive').click();
    await expect(window.getByRole('heading', { name: 'Safe to remove' })).toBeVisible();
    await expect(window.getByText(/^Verified: (\d+) of \1 files/)).toBeVisible();
    fingerprint = await fingerprintOf(window);
    expect(fingerprint).toMatch(FINGERPRINT);
    await expectAccessible(sandgrouse, 'the end of an export');
    for (const colorScheme of ['light', 'dark'] as const) {
      await window.emulateMedia({ colorScheme });
      await window.screenshot({ path: picture(`exported-${colorScheme}`) });
    }
    expect((await readdir(bundle)).includes('manifest.json')).toBe(true);
  });

  await sandgrouse.quit();
  const other = await DrivenApplication.start({
    checkout: CHECKOUT,
    userDataFolder: join(workFolder, 'far-user-data'),
    environment: {},
  });
  const there = other.window;

  await test.step('the other computer shows what it is, and whose', async () => {
    await answerDialog(other, drive);
    await there.getByRole('button', { name: 'Choose its folder…' }).click();
    await expect(there.getByRole('heading', { name: 'Use a mirror from a drive' })).toBeVisible();
    await expect.poll(() => fingerprintOf(there)).toBe(fingerprint);
    await there.getByLabel('Folder of the mirror').fill(far);
    await stepButton(there, 'Import').click();
    await expect(there.getByText('Compare the fingerprint first.')).toBeVisible();
    await expectAccessible(other, 'what somebody brought');
    for (const colorScheme of ['light', 'dark'] as const) {
      await there.emulateMedia({ colorScheme });
      await there.screenshot({ path: picture(`bundle-${colorScheme}`) });
    }
  });

  const python = await makePythonEnvironment(join(workFolder, 'venv'));
  await test.step('before anything is copied, a real pip installs straight from the drive', async () => {
    await there.getByRole('button', { name: 'Start serving' }).click();
    await expect(there.getByLabel('Address of the index')).toBeHidden();
    await there.getByLabel('I have compared it; it is the same').check();
    await there.getByRole('button', { name: 'Start serving' }).click();
    await expect(there.getByRole('heading', { name: 'Served from its drive' })).toBeVisible();
    await python.install(await there.getByLabel('Address of the index').inputValue(), 'stone');
    await expect(there.getByRole('list', { name: 'Projects that were fetched most' })).toContainText('stone');
    await expectAccessible(other, 'an export that is served from its drive');
    for (const colorScheme of ['light', 'dark'] as const) {
      await there.emulateMedia({ colorScheme });
      await there.screenshot({ path: picture(`served-${colorScheme}`) });
    }
    await there.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(there.getByText(/It works: pip \S+/)).toBeVisible();
    await stepButton(there, 'Back').click();
    await there.getByRole('button', { name: /Served from its drive/ }).click();
    await stepButton(there, 'Stop serving').click();
    await expect(there.getByRole('heading', { name: 'Use a mirror from a drive' })).toBeVisible();
    await expect(there.getByRole('button', { name: /Served from its drive/ })).toBeHidden();
  });

  await test.step('it is taken in, and leaves a receipt', async () => {
    await there.getByLabel('Folder of the mirror').fill(far);
    await there.getByLabel('I have compared it; it is the same').check();
    await stepButton(there, 'Import').click();
    await expect(there.getByRole('heading', { name: 'Everything is in, and right' })).toBeVisible();
    expect((await readdir(join(bundle, 'receipts'))).some((name) => name.endsWith('.json'))).toBe(true);
    await expectAccessible(other, 'the end of an import');
    await there.screenshot({ path: picture('imported') });
    await answerDialog(other, workFolder);
    await there.getByRole('button', { name: 'Write a receipt elsewhere…' }).click();
    await expect(there.getByText(/The receipt is .*receipt-[0-9a-f]{8}\.json/)).toBeVisible();
  });

  await test.step('its history tells what both sides did, and by whom', async () => {
    await stepButton(there, 'Open the mirror').click();
    await there.getByRole('button', { name: 'More for this mirror' }).click();
    await there.getByRole('menuitem', { name: 'History…' }).click();
    const drawer = there.getByRole('dialog', { name: 'History' });
    const acts = drawer.getByRole('list').first().getByRole('listitem');
    await expect(acts).toHaveCount(2);
    await expect(acts.nth(0)).toContainText(/Imported [0-9a-f-]{14} of "lab" \(\d+ files, .*signed by/);
    await expect(acts.nth(1)).toContainText(/Another side:.*Exported [0-9a-f-]{14} of "lab" \(/);
    await expect(acts.nth(1)).toContainText(`${userInfo().username} on `);
    await expectAccessible(other, 'a history of both sides');
    for (const colorScheme of ['light', 'dark'] as const) {
      await there.emulateMedia({ colorScheme });
      await there.screenshot({ path: picture(`history-${colorScheme}`) });
    }
    await there.getByRole('button', { name: 'Close the history' }).click();
    await expect(drawer).toBeHidden();
  });

  await test.step('a real pip installs from it', async () => {
    await there.getByRole('button', { name: 'Start serving' }).click();
    const address = there.getByLabel('Address of the index');
    await python.install(await address.inputValue(), 'sand');
    expect(await python.run('import importlib.metadata as m; print(m.version("stone"))')).toBe('1.0');
  });
  await other.close();
  expect(other.uncaughtErrors()).toEqual([]);
});

test('a damaged export is refused with the name of the file, and nothing becomes visible', async ({
  sandgrouse,
  workFolder,
}, testInfo) => {
  test.setTimeout(120_000);
  const index = await startLyingIndex({ wheels: WHEELS, bytesPerSecond: 900_000 });
  const { window } = sandgrouse;
  const drive = join(workFolder, 'drive');
  const far = join(workFolder, 'far-lab');
  await syncMirror(window, join(workFolder, 'lab'), index.url);
  await index.close();
  await exportByKeyboard(window, drive);
  const packages = await readdir(join(drive, 'packages'), { recursive: true });
  const wheel = packages.find((path) => path.endsWith('stone-1.0-py3-none-any.whl')) ?? 'none';
  await appendFile(join(drive, 'packages', wheel), 'x');

  await answerDialog(sandgrouse, drive);
  await window.getByRole('button', { name: 'Add a mirror' }).click();
  await window.getByRole('menuitem', { name: 'Use a mirror' }).click();
  await expect(window.getByRole('heading', { name: 'Use a mirror from a drive' })).toBeVisible();
  await stepButton(window, 'Only check it').click();
  await expect(window.getByRole('heading', { name: '1 file cannot be trusted' })).toBeVisible();
  await expect(window.getByRole('listitem').filter({ hasText: 'stone-1.0' })).toContainText('was changed');
  await expectAccessible(sandgrouse, 'a damaged export');
  await window.getByLabel('Folder of the mirror').fill(far);
  await window.getByLabel('I have compared it; it is the same').check();
  await stepButton(window, 'Import').click();
  await expect(window.getByRole('alert')).toContainText('stone-1.0-py3-none-any.whl" was changed');
  await expect(window.getByText('Nothing was taken in', { exact: true })).toBeVisible();
  await window.screenshot({ path: testInfo.outputPath('refused.png') });
  expect(await readdir(join(far, 'web', 'simple')).catch(() => [])).toEqual([]);
  expect(await readFile(join(far, 'sandgrouse.toml')).catch(() => null)).toBeNull();

  await window.getByRole('button', { name: 'Start serving' }).click();
  const address = await window.getByLabel('Address of the index').inputValue();
  expect((await fetch(new URL(`../packages/${wheel}`, address))).status).toBe(500);
  expect((await fetch(new URL('sand/', address))).status).toBe(200);
  await expect(window.getByRole('alert')).toContainText('Not everything is given out');
  await expect(window.getByRole('alert')).toContainText('stone-1.0-py3-none-any.whl" was changed');
  await rename(drive, `${drive}-away`);
  expect((await fetch(new URL('sand/', address))).status).toBe(500);
  await expect(window.getByRole('alert')).toContainText('cannot be found any more');
  await window.screenshot({ path: testInfo.outputPath('away.png') });
  await rename(`${drive}-away`, drive);
  expect((await fetch(new URL('sand/', address))).status).toBe(200);
  await expect(window.getByRole('alert')).toBeHidden();
});

test('an export pauses, and goes on with what was copied', async ({ sandgrouse, workFolder }) => {
  test.setTimeout(120_000);
  const index = await startLyingIndex({
    wheels: [{ name: 'dune', version: '1.0', paddingBytes: 200_000_000 }],
  });
  const { window } = sandgrouse;
  await createMirror(window, {
    name: 'lab',
    folder: join(workFolder, 'lab'),
    address: index.url,
    allowlist: ['dune'],
  });
  await makePlan(window);
  await stepButton(window, 'Sync').click();
  await expect(window.getByRole('heading', { name: 'Everything is here' })).toBeVisible({ timeout: 60_000 });
  await index.close();
  await toCarry(window);
  await window.getByLabel('Folder', { exact: true }).fill(join(workFolder, 'drive'));
  await stepButton(window, 'Show what it will be').click();
  await pressOnceThere(window, 'Pause');
  await stepButton(window, 'Copy to the drive').click();
  await expect(window.getByRole('heading', { name: 'Paused' })).toBeVisible();
  await expectAccessible(sandgrouse, 'an export that is paused');
  await stepButton(window, 'Resume').click();
  await expect(window.getByRole('heading', { name: 'Safe to remove' })).toBeVisible({ timeout: 60_000 });
});

test('an export for several drives, with a program beside it, is passed by a scanner that was allowed', async ({
  sandgrouse,
  workFolder,
}, testInfo) => {
  test.setTimeout(120_000);
  const wheels = ['sand', 'stone'].map((name) => ({ name, version: '1.0', paddingBytes: 1_200_000 }));
  const index = await startLyingIndex({ wheels });
  const { window } = sandgrouse;
  await createMirror(window, {
    name: 'lab',
    folder: join(workFolder, 'lab'),
    address: index.url,
    allowlist: ['sand', 'stone'],
  });
  await makePlan(window);
  await stepButton(window, 'Sync').click();
  await expect(window.getByRole('heading', { name: 'Everything is here' })).toBeVisible();
  await index.close();
  const installer = join(workFolder, 'python 3.12.exe');
  await writeFile(installer, 'an installer');
  const answerScanner = (response: 0 | 1) =>
    sandgrouse.app.evaluate(({ dialog }, button) => {
      dialog.showMessageBox = () => Promise.resolve({ response: button, checkboxChecked: false });
    }, response);

  const first = join(workFolder, 'first');
  await test.step('what few exports need is said, and what is wrong with it', async () => {
    await toCarry(window);
    await window.getByLabel('Folder', { exact: true }).fill(first);
    await window.getByRole('button', { name: /^Further choices/ }).press('Enter');
    await window.getByLabel('Each takes (GB)').fill('some');
    await window.getByLabel('Scanner').fill('test "-d');
    await stepButton(window, 'Show what it will be').click();
    await expect(window.getByText('A size such as 16 or 14.5')).toBeVisible();
    await expect(window.getByText('A quotation mark is not closed.')).toBeVisible();
    await window.getByLabel('Each takes (GB)').fill('0.003');
    await window.getByLabel('Scanner').fill('test -d');
    await window.getByLabel('Other programs').fill(installer);
    await expectAccessible(sandgrouse, 'what few exports need');
    await window.screenshot({ path: testInfo.outputPath('more.png') });
    await stepButton(window, 'Show what it will be').click();
    await expect(window.getByText('It is part 1 of 2.', { exact: false })).toBeVisible();
  });

  await test.step('no scanner runs that the person does not allow', async () => {
    await answerScanner(1);
    await stepButton(window, 'Copy to the drive').click();
    await expect(window.getByText('it was not allowed to run', { exact: false })).toBeVisible();
    expect(await readdir(first).catch(() => [])).toEqual([]);
  });

  await test.step('both parts are written, one after the other', async () => {
    await answerScanner(0);
    await stepButton(window, 'Copy to the drive').click();
    await expect(window.getByRole('heading', { name: 'Safe to remove' })).toBeVisible();
    expect(await readFile(join(first, 'tools', 'python 3.12.exe'), 'utf8')).toBe('an installer');
    expect(JSON.parse(await readFile(join(first, 'manifest.json'), 'utf8'))).toMatchObject({
      scan: { command: 'test -d' },
    });
    await stepButton(window, 'Next drive: part 2 of 2…').click();
    await window.getByLabel('Folder', { exact: true }).fill(join(workFolder, 'second'));
    await stepButton(window, 'Show what it will be').click();
    await stepButton(window, 'Copy to the drive').click();
    await expect(window.getByRole('heading', { name: 'Safe to remove' })).toBeVisible();
    await expect(window.getByText('2 of 2', { exact: true })).toBeVisible();
    await expect(window.getByRole('button', { name: /^Next drive/ })).toBeHidden();
  });
});

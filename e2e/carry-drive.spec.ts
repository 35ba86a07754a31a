import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright/test';
import { startLyingIndex } from '../testing/lying-index/lying-index';
import { type DiskFormat, mountSmallDisk, type SmallDisk, whyNoSmallDisk } from '../testing/small-disk';
import { expectAccessible } from './fixtures/accessible';
import { DrivenApplication } from './fixtures/driven-application';
import { pressAt, tabTo, typeInto } from './fixtures/keyboard';
import { CHECKOUT, expect, test } from './fixtures/launch-app';
import { createMirror, makePlan, stepButton } from './fixtures/mirror-steps';
import { makePythonEnvironment } from './fixtures/python-environment';

const FORMAT: DiskFormat = 'exfat';
const whyNot = whyNoSmallDisk(FORMAT);

async function syncMirror(window: Page, folder: string, address: string): Promise<void> {
  await createMirror(window, { name: 'lab', folder, address, allowlist: ['sand', 'stone'] });
  await makePlan(window);
  await stepButton(window, 'Sync').click();
  await expect(window.getByRole('heading', { name: 'Everything is here' })).toBeVisible();
}

test.describe('a real drive', () => {
  test.skip(whyNot !== null, whyNot ?? '');
  let disk: SmallDisk;
  let usb: string;
  test.beforeEach(async ({ workFolder }) => {
    usb = join(workFolder, 'usb stick');
    await mkdir(usb);
    disk = mountSmallDisk(usb, 200, FORMAT);
  });
  test.afterEach(() => disk.remove());

  test('is chosen, written, ejected, and taken in on another computer, by keyboard alone', async ({
    sandgrouse,
    workFolder,
  }, testInfo) => {
    test.setTimeout(180_000);
    const index = await startLyingIndex({
      wheels: [
        { name: 'sand', version: '1.0', requires: ['stone'] },
        { name: 'stone', version: '1.0', paddingBytes: 3_000_000 },
      ],
    });
    const { window } = sandgrouse;
    await syncMirror(window, join(workFolder, 'lab'), index.url);
    await index.close();
    const drive = window.getByRole('radio', { name: /loop|disk/i }).and(window.locator(`[value="${usb}"]`));

    await test.step('the drive is chosen; nothing was chosen before', async () => {
      await pressAt(window, window.getByRole('button', { name: /^Carry/ }));
      await expect(drive).not.toBeChecked();
      await expect(window.getByText(/other drives? (?:is|are) not offered/)).toBeVisible();
      await pressAt(window, window.locator('.carry-other-drives > summary'));
      await expect(window.getByText('this computer runs from it').first()).toBeVisible();
      await tabTo(window, window.getByRole('radiogroup', { name: 'Drive' }).getByRole('radio').first());
      for (let moves = 0; moves < 10 && !(await drive.isChecked()); moves += 1) {
        await window.keyboard.press(moves === 0 ? 'Space' : 'ArrowDown');
      }
      await expect(drive).toBeChecked();
      await expect(window.getByLabel('Folder', { exact: true })).toHaveValue(join(usb, 'sandgrouse-lab'));
      await expectAccessible(sandgrouse, 'a drive is chosen');
      for (const colorScheme of ['light', 'dark'] as const) {
        await window.emulateMedia({ colorScheme });
        await window.screenshot({ path: testInfo.outputPath(`drives-${colorScheme}.png`) });
      }
    });

    await test.step('what has to be approved first is written to a folder', async () => {
      await pressAt(window, stepButton(window, 'Show what it will be'));
      const office = join(workFolder, 'office');
      await mkdir(office);
      await sandgrouse.app.evaluate(({ dialog, shell }, path) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
        shell.openExternal = (url) => Promise.resolve(void Reflect.set(globalThis, 'openedUrl', url));
      }, office);
      await pressAt(window, window.getByRole('button', { name: 'Write it to a folder…' }));
      const folder = join(office, 'sandgrouse-approval-lab');
      await expect(window.getByText(`It is in ${folder}.`)).toBeVisible();
      await window.screenshot({ path: testInfo.outputPath('approval.png') });
      expect((await readdir(folder)).sort()).toEqual(['approval.csv', 'approval.html', 'sbom.cdx.json']);
      expect(await readFile(join(folder, 'approval.csv'), 'utf8')).toContain('stone-1.0-py3-none-any.whl');
      await pressAt(window, window.getByRole('button', { name: 'Open the sheet' }));
      const openedUrl = (): Promise<unknown> =>
        sandgrouse.app.evaluate(() => Reflect.get(globalThis, 'openedUrl') as unknown);
      await expect.poll(openedUrl).toBe(pathToFileURL(join(folder, 'approval.html')).href);
    });

    await test.step('it is copied, read back from the drive itself, and ejected', async () => {
      await expect(window.getByText('File system: exFAT', { exact: false })).toBeVisible();
      await pressAt(window, stepButton(window, 'Copy to the drive'));
      await expect(window.getByRole('heading', { name: 'Safe to remove' })).toBeVisible();
      // A program serves this file system, and what it reads comes out of the system's memory.
      await expect(
        window.getByText(/Verified: 23 of 23 files\. This drive could only be read/),
      ).toBeVisible();
      await pressAt(window, stepButton(window, 'Eject the drive'));
      await expect(window.getByText('It may be pulled out now.')).toBeVisible();
      await window.screenshot({ path: testInfo.outputPath('ejected.png') });
      expect(await readdir(usb)).toEqual([]);
    });
    await sandgrouse.quit();

    disk.plugIn();
    const bundle = join(usb, 'sandgrouse-lab');
    execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: bundle });
    const far = await DrivenApplication.start({
      checkout: CHECKOUT,
      userDataFolder: join(workFolder, 'far-user-data'),
      environment: {},
    });
    const there = far.window;
    await test.step('the other computer takes it in', async () => {
      await far.app.evaluate(({ dialog }, path) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
      }, usb);
      await pressAt(there, there.getByRole('button', { name: 'Choose its folder…' }));
      await expect(there.getByRole('heading', { name: 'Use a mirror from a drive' })).toBeVisible();
      await typeInto(there, there.getByLabel('Folder of the mirror'), join(workFolder, 'far', 'lab'));
      await pressAt(there, there.getByLabel('I have compared it; it is the same'), 'Space');
      await pressAt(there, stepButton(there, 'Import'));
      await expect(there.getByRole('heading', { name: 'Everything is in, and right' })).toBeVisible();
      await pressAt(there, stepButton(there, 'Open the mirror'));
      await pressAt(there, stepButton(there, 'Start serving'));
      const python = await makePythonEnvironment(join(workFolder, 'venv'));
      await python.install(await there.getByLabel('Address of the index').inputValue(), 'sand');
      expect(await python.run('import importlib.metadata as m; print(m.version("stone"))')).toBe('1.0');
    });
    await far.close();
    expect(far.uncaughtErrors()).toEqual([]);
  });

  test('that was pulled out is missed by name, and found again in another place', async ({
    sandgrouse,
    workFolder,
  }) => {
    const index = await startLyingIndex({
      wheels: ['sand', 'stone'].map((name) => ({ name, version: '1.0' })),
    });
    const { window } = sandgrouse;
    await syncMirror(window, join(workFolder, 'lab'), index.url);
    await index.close();
    await window.getByRole('button', { name: /^Carry/ }).click();
    await window.locator(`input[value="${usb}"]`).check();
    await expect(window.getByLabel('Folder', { exact: true })).toHaveValue(join(usb, 'sandgrouse-lab'));
    disk.pullOut();
    await stepButton(window, 'Show what it will be').click();
    await expect(window.getByRole('alert')).toContainText('is not plugged in.');
    expect(existsSync(join(usb, 'sandgrouse-lab'))).toBe(false);
    disk.plugIn();
    await stepButton(window, 'Show what it will be').click();
    await stepButton(window, 'Copy to the drive').click();
    await expect(window.getByRole('heading', { name: 'Safe to remove' })).toBeVisible();
    expect(await readdir(join(usb, 'sandgrouse-lab'))).toContain('manifest.json');
  });

  test('that is pulled out during the copy is waited for', async ({ sandgrouse, workFolder }, testInfo) => {
    test.setTimeout(120_000);
    const index = await startLyingIndex({
      wheels: [
        { name: 'sand', version: '1.0', requires: ['stone'] },
        { name: 'stone', version: '1.0', paddingBytes: 120_000_000 },
      ],
    });
    const { window } = sandgrouse;
    await syncMirror(window, join(workFolder, 'lab'), index.url);
    await index.close();
    await window.getByRole('button', { name: /^Carry/ }).click();
    await window.locator(`input[value="${usb}"]`).check();
    await stepButton(window, 'Show what it will be').click();
    await stepButton(window, 'Copy to the drive').click();
    const bundle = join(usb, 'sandgrouse-lab');
    await expect.poll(() => existsSync(join(bundle, 'packages')), { intervals: [20] }).toBe(true);
    disk.pullOut();
    await expect(window.getByText('It goes on by itself when the drive is back')).toBeVisible();
    await window.screenshot({ path: testInfo.outputPath('waiting.png') });
    disk.plugIn();
    await expect(window.getByRole('heading', { name: 'Safe to remove' })).toBeVisible();
    execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: bundle });
  });
});

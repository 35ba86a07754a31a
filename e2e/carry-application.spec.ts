import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { _electron } from 'playwright/test';
import { startLyingIndex } from '../testing/lying-index/lying-index';
import { expect, test } from './fixtures/launch-app';
import { createMirror, makePlan, stepButton } from './fixtures/mirror-steps';

test('the application goes along on the drive, and opens the export where there is nothing else', async ({
  sandgrouse,
  workFolder,
}, testInfo) => {
  test.skip(process.platform !== 'linux', 'it is started as on Linux');
  const index = await startLyingIndex({ wheels: [{ name: 'sand', version: '1.0' }] });
  const { window } = sandgrouse;
  const drive = join(workFolder, 'drive');
  const picture = (name: string) => testInfo.outputPath(`${name}.png`);
  const address = index.url;
  await createMirror(window, { name: 'lab', folder: join(workFolder, 'lab'), address, allowlist: ['sand'] });
  await makePlan(window);
  await stepButton(window, 'Sync').click();
  await expect(window.getByRole('heading', { name: 'Everything is here' })).toBeVisible();
  await index.close();

  await window.getByRole('button', { name: /^Carry/ }).click();
  await window.getByLabel('Folder', { exact: true }).fill(drive);
  await window.getByRole('button', { name: /^Further choices/ }).click();
  const choice = window.getByRole('checkbox', { name: /^The application itself, for Linux on \w+, \d+/ });
  // By keyboard: a click would miss what is still unfolding.
  await choice.press('Space');
  await expect(choice).toBeChecked();
  await window.screenshot({ path: picture('choice') });
  await stepButton(window, 'Show what it will be').click();
  await expect(window.getByRole('region', { name: 'What it will be' })).toContainText(/To copy\s*\d{3} MB/);
  await stepButton(window, 'Copy to the drive').click();
  await expect(window.getByRole('heading', { name: 'Safe to remove' })).toBeVisible({ timeout: 30_000 });
  await expect(window.getByText(`tools/sandgrouse-linux-${process.arch}`)).toBeVisible();
  await window.screenshot({ path: picture('exported') });
  await sandgrouse.quit();

  const carried = join(drive, 'tools', `sandgrouse-linux-${process.arch}`);
  const cli = execFileSync(
    join(carried, 'sandgrouse'),
    [join(carried, 'resources/app/out/main/cli.js'), '--version'],
    { env: { ELECTRON_RUN_AS_NODE: '1' }, encoding: 'utf8' },
  );
  expect(cli).toMatch(/^\d+\.\d+\.\d+/);

  const far = await _electron.launch({
    executablePath: join(carried, 'sandgrouse'),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--user-data-dir=${join(workFolder, 'far-data')}`,
    ],
    cwd: drive,
  });
  try {
    const there = await far.firstWindow();
    expect(await far.evaluate(({ app }) => app.isPackaged)).toBe(true);
    await far.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    }, drive);
    await there.getByRole('button', { name: 'Choose its folder…' }).click();
    await expect(there.getByRole('heading', { name: 'Use a mirror from a drive' })).toBeVisible();
    await expect(there.locator('.fingerprint-signs')).toBeVisible();
    await there.screenshot({ path: picture('far-side') });
  } finally {
    await far.close();
  }
});

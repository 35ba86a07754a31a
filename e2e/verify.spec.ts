import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { startLyingIndex } from '../testing/lying-index/lying-index';
import { expectAccessible } from './fixtures/accessible';
import { expect, test } from './fixtures/launch-app';
import { createMirror, makePlan, pressOnceThere, startSync, stepButton } from './fixtures/mirror-steps';

const WHEELS = [
  { name: 'sand', version: '1.0', paddingBytes: 900_000 },
  { name: 'stone', version: '1.0', paddingBytes: 900_000 },
  { name: 'water', version: '1.0' },
];

const findings = (window: Page) => window.getByRole('table', { name: 'Findings' }).getByRole('row');

async function openVerify(window: Page): Promise<void> {
  await window.getByRole('button', { name: 'More for this mirror' }).click();
  await window.getByRole('menuitem', { name: 'Verify the files…' }).click();
  await expect(window.getByRole('heading', { name: 'Verify', exact: true })).toBeVisible();
}

/** Where the wheel of a project lies. */
async function pathOf(folder: string, name: string): Promise<string> {
  const packages = join(folder, 'web', 'packages');
  const files = await readdir(packages, { recursive: true });
  return join(packages, files.find((path) => path.endsWith(`${name}-1.0-py3-none-any.whl`)) ?? 'none');
}

test('what is damaged, missing or listed nowhere is found, planned, synced and right again', async ({
  sandgrouse,
  workFolder,
}) => {
  test.setTimeout(120_000);
  const index = await startLyingIndex({ wheels: WHEELS, bytesPerSecond: 900_000 });
  const folder = join(workFolder, 'lab');
  const { window } = sandgrouse;

  await test.step('a synced mirror is right', async () => {
    const allowlist = WHEELS.map(({ name }) => name);
    await createMirror(window, { name: 'lab', folder, address: index.url, allowlist });
    await makePlan(window);
    await startSync(window);
    await expect(window.getByRole('heading', { name: 'Everything is here' })).toBeVisible();
    await openVerify(window);
    await expectAccessible(sandgrouse, 'before the verification');
    await stepButton(window, 'Verify').click();
    await expect(window.getByRole('heading', { name: 'Everything is right' })).toBeVisible();
    await expectAccessible(sandgrouse, 'a mirror that is right');
  });

  await test.step('a damaged wheel, a missing one and a stranger are found', async () => {
    const damaged = await pathOf(folder, 'sand');
    const content = await readFile(damaged);
    content.writeUInt8(content.readUInt8(100) ^ 1, 100);
    await writeFile(damaged, content);
    await rm(await pathOf(folder, 'stone'));
    await writeFile(join(folder, 'web', 'packages', 'dust-1.0.tar.gz'), 'x');
    await window.getByRole('radio', { name: 'All files' }).focus();
    await window.keyboard.press('ArrowRight');
    await expect(window.getByRole('radio', { name: 'What has changed' })).toBeChecked();
    await stepButton(window, 'Verify again').press('Enter');
    await expect(window.getByRole('heading', { name: '3 findings' })).toBeVisible();
    await expect(findings(window)).toHaveCount(4);
    await expect(findings(window).filter({ hasText: 'sand-1.0' })).toContainText('damaged: its sha256 is');
    await expect(findings(window).filter({ hasText: 'stone-1.0' })).toContainText('missing');
    await expect(findings(window).filter({ hasText: 'dust-1.0' })).toContainText('no page lists it');
    await expectAccessible(sandgrouse, 'what was found');
  });

  await test.step('it is known after a restart, and planned', async () => {
    await sandgrouse.restart();
    const { window } = sandgrouse;
    await openVerify(window);
    await expect(window.getByRole('heading', { name: '3 findings' })).toBeVisible();
    await stepButton(window, 'Plan the repair').click();
    const table = window.getByRole('table', { name: 'Projects in the plan' });
    await expect(table.getByRole('row').filter({ hasText: 'sand' })).toContainText('1 file');
    await expect(table.getByRole('row').filter({ hasText: 'dust' })).toBeVisible();
  });

  await test.step('a sync mends it, and all is right', async () => {
    const { window } = sandgrouse;
    index.forgetRequests();
    await startSync(window);
    await expect(window.getByRole('heading', { name: 'Everything is here' })).toBeVisible();
    expect(index.requests.filter(({ path }) => path.endsWith('.whl'))).toHaveLength(2);
    await openVerify(window);
    await stepButton(window, 'Verify again').click();
    await expect(window.getByRole('heading', { name: 'Everything is right' })).toBeVisible();
  });
  await index.close();
});

test('a verification pauses at once, also over a restart, and goes on', async ({
  sandgrouse,
  workFolder,
}) => {
  test.setTimeout(120_000);
  const index = await startLyingIndex({
    wheels: [{ name: 'dune', version: '1.0', paddingBytes: 200_000_000 }],
  });
  const folder = join(workFolder, 'lab');
  const { window } = sandgrouse;
  await createMirror(window, { name: 'lab', folder, address: index.url, allowlist: ['dune'] });
  await makePlan(window);
  await stepButton(window, 'Sync').click();
  await expect(window.getByRole('heading', { name: 'Everything is here' })).toBeVisible({ timeout: 60_000 });
  await index.close();
  await openVerify(window);
  await pressOnceThere(window, 'Pause');
  await stepButton(window, 'Verify').click();
  await expect(window.getByRole('heading', { name: 'Paused' })).toBeVisible();
  await expectAccessible(sandgrouse, 'a verification that is paused');
  await sandgrouse.restart();
  await openVerify(sandgrouse.window);
  await stepButton(sandgrouse.window, 'Resume').click();
  await expect(sandgrouse.window.getByRole('heading', { name: 'Everything is right' })).toBeVisible();
});

import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright/test';
import type { Bridge } from '../src/contract/bridge';
import { parseTargetId } from '../src/contract/target-presets';
import { startLyingIndex } from '../testing/lying-index/lying-index';
import { expectAccessible } from './fixtures/accessible';
import type { DrivenApplication } from './fixtures/driven-application';
import { expect, test } from './fixtures/launch-app';
import { createMirror, makePlan, startSync, stepButton } from './fixtures/mirror-steps';

const WHEELS = [
  { name: 'app', version: '2.0', requires: ['tool>=1', 'colorama; sys_platform == "win32"'] },
  { name: 'tool', version: '1.5', paddingBytes: 400_000 },
  { name: 'colorama', version: '0.4' },
];
const LINUX = 'Linux x86-64 (glibc 2.28), Python 3.12';
const WINDOWS = 'Windows x64, Python 3.12';

const trip = (window: Page) => window.getByRole('navigation', { name: 'Trip' });
const target = (window: Page, label: string) =>
  window.getByRole('list', { name: 'Targets' }).getByRole('listitem').filter({ hasText: label });

/** Gives the mirror two targets, whose requirements are followed, as its profile has them. */
async function chooseTargets(window: Page, mirror: string): Promise<void> {
  const targets = ['linux-x86_64-cp312', 'windows-amd64-cp312'].flatMap((id) => parseTargetId(id) ?? []);
  await window.evaluate(
    async ({ mirror, targets }) => {
      const { sandgrouse } = window as unknown as { readonly sandgrouse: Bridge };
      const read = await sandgrouse.ask('profile.read', { mirror });
      if (!read.ok) throw new Error(read.problem.code);
      const closure = { ...read.value.closure, mode: 'resolved' as const };
      const saved = await sandgrouse.ask('profile.save', {
        mirror,
        profile: { ...read.value, targets, closure },
      });
      if (!saved.ok) throw new Error(saved.problem.code);
    },
    { mirror, targets },
  );
}

/** Takes the addresses that would be opened outside. */
async function catchBrowser({ app }: DrivenApplication): Promise<() => Promise<readonly string[]>> {
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async (url) => void opened.push(url);
  });
  return () => app.evaluate(() => (globalThis as unknown as { readonly opened: readonly string[] }).opened);
}

test('a mirror is proven for each target, and its report says so until something is gone', async ({
  sandgrouse,
  workFolder,
}) => {
  test.setTimeout(180_000);
  const index = await startLyingIndex({ wheels: WHEELS, bytesPerSecond: 400_000 });
  const folder = join(workFolder, 'lab');
  const { window } = sandgrouse;

  await test.step('targets come first', async () => {
    await createMirror(window, { name: 'lab', folder, address: index.url, allowlist: ['app'] });
    await trip(window).getByRole('button', { name: 'Prove' }).click();
    await expect(window.getByRole('heading', { name: 'For whom?' })).toBeVisible();
    await window.getByRole('button', { name: 'Choose targets' }).click();
    await chooseTargets(window, folder);
  });

  await test.step('save the script for a computer that no preset describes', async () => {
    const path = join(workFolder, 'describe.py');
    await sandgrouse.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, path);
    await window.getByRole('button', { name: 'Save a script for it…' }).click();
    await expect(window.getByText(`Saved as ${path}`)).toBeVisible();
    const script = join(import.meta.dirname, '..', 'resources', 'sandgrouse-target.py');
    expect(await readFile(path, 'utf8')).toBe(await readFile(script, 'utf8'));
  });

  await test.step('plan and sync; then the index is gone', async () => {
    await makePlan(window);
    await startSync(window);
    await expect(window.getByRole('heading', { name: 'Everything is here' })).toBeVisible();
    await index.close();
    // The window learns by itself of a profile that it has not written.
    await sandgrouse.restart();
  });

  await test.step('prove it', async () => {
    const { window } = sandgrouse;
    await trip(window).getByRole('button', { name: 'Prove' }).click();
    await expectAccessible(sandgrouse, 'before the proof');
    await stepButton(window, 'Prove the mirror').click();
    await expect(window.getByRole('heading', { name: 'Complete', exact: true })).toBeVisible({
      timeout: 90_000,
    });
    await expect(target(window, WINDOWS)).toContainText('3 projects');
    await expect(target(window, LINUX)).toContainText('2 projects');
    await expect(trip(window).getByRole('button', { name: 'Prove' })).toContainText('done');
    await expectAccessible(sandgrouse, 'what was proven');
  });

  await test.step('open the report', async () => {
    const opened = await catchBrowser(sandgrouse);
    await stepButton(sandgrouse.window, 'Open the report').click();
    const report = join(folder, 'proof.html');
    await expect.poll(opened).toEqual([pathToFileURL(report).href]);
    expect(await readFile(report, 'utf8')).toContain('Complete: every target');
  });

  await test.step('lose a file, and prove again', async () => {
    const { window } = sandgrouse;
    const packages = join(folder, 'web', 'packages');
    const files = await readdir(packages, { recursive: true });
    const lost = files.find((path) => path.endsWith('colorama-0.4-py3-none-any.whl'));
    await rm(join(packages, lost ?? 'there is none'));
    await stepButton(window, 'Prove again').click();
    await expect(window.getByRole('heading', { name: 'Incomplete', exact: true })).toBeVisible({
      timeout: 90_000,
    });
    await expect(target(window, WINDOWS)).toContainText('"colorama-0.4-py3-none-any.whl"');
    await expect(target(window, WINDOWS)).toContainText('Sync the mirror again');
    await expect(target(window, LINUX)).toContainText('complete');
    await expect(trip(window).getByRole('button', { name: 'Prove' })).toContainText('needs attention');
    await expectAccessible(sandgrouse, 'what is missing');
  });
});

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright/test';
import type { DrivenApplication } from './fixtures/driven-application';
import { expect, test } from './fixtures/launch-app';

const AXE_PATH = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

/** What axe finds to be serious or worse, by rule and element. */
async function findingsOf(window: Page): Promise<readonly string[]> {
  await window.evaluate(await readFile(AXE_PATH, 'utf8'));
  await window.evaluate(settleTransitions);
  const results = await window.evaluate<AxeResults>(
    `axe.run(document, { runOnly: ${JSON.stringify(TAGS)} })`,
  );
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Waits, in the window, until no colour is on its way to another: half-way it may lack contrast. */
async function settleTransitions(): Promise<void> {
  const ending = document.getAnimations().filter((one) => one.effect?.getTiming().iterations !== Infinity);
  await Promise.allSettled(ending.map((one) => one.finished));
}

const overhangOf = (window: Page): Promise<number> =>
  window.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** The smallest window that the application allows, with its content at this size. */
async function showSmallest({ app }: DrivenApplication, zoom: number): Promise<void> {
  await app.evaluate(({ BrowserWindow }, factor) => {
    const [window] = BrowserWindow.getAllWindows();
    const [width = 960, height = 640] = window?.getMinimumSize() ?? [];
    window?.setSize(width, height);
    window?.webContents.setZoomFactor(factor);
  }, zoom);
}

/** Looks at what is shown by day and by night. */
async function expectReadable(window: Page, screen: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(window.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    expect(await findingsOf(window), `${screen}, ${colorScheme}`).toEqual([]);
  }
}

/** Looks at a screen by day and by night, and at twice the size in the smallest window. */
async function expectAccessible(sandgrouse: DrivenApplication, screen: string): Promise<void> {
  const { window } = sandgrouse;
  await expectReadable(window, screen);
  await showSmallest(sandgrouse, 2);
  await expect.poll(() => window.evaluate(() => innerWidth)).toBeLessThanOrEqual(480);
  await expect.poll(() => overhangOf(window), `${screen}, at 200 %`).toBeLessThanOrEqual(0);
  await showSmallest(sandgrouse, 1);
}

async function createSampleMirror(window: Page, folder: string): Promise<void> {
  await window.getByRole('button', { name: 'Build a mirror' }).click();
  await window.getByLabel('Name').fill('sample');
  await window.getByRole('radio', { name: 'Built-in sample index' }).click();
  await window.getByLabel('Folder').fill(folder);
}

test('every screen can be read, by day, by night and at twice the size', async ({
  sandgrouse,
  workFolder,
}) => {
  const { window } = sandgrouse;
  await expectAccessible(sandgrouse, 'the two doors');
  await window.getByRole('button', { name: 'Settings' }).click();
  await window.getByRole('menuitemradio', { name: 'Dark' }).waitFor();
  await expectReadable(window, 'the settings');
  await window.keyboard.press('Escape');

  await createSampleMirror(window, join(workFolder, 'sample'));
  await expectAccessible(sandgrouse, 'a new mirror');
  await window.getByRole('button', { name: 'Create the mirror' }).click();

  await window.getByRole('textbox', { name: 'Allowlist' }).waitFor();
  await expectAccessible(sandgrouse, 'choose');
  await window.getByRole('button', { name: 'Make a plan' }).click();

  await window.getByRole('table', { name: 'Projects in the plan' }).waitFor();
  await expectAccessible(sandgrouse, 'plan');
  await window.getByRole('main').getByRole('button', { name: 'Sync', exact: true }).last().click();

  await window.getByText('Everything is here').waitFor();
  await expectAccessible(sandgrouse, 'sync');
  await window.getByRole('button', { name: 'Serve this mirror' }).click();

  await window.getByRole('button', { name: 'Start serving' }).click();
  await window.getByLabel('Address of the index').waitFor();
  await expectAccessible(sandgrouse, 'serve');
});

test('the keyboard alone goes from the first start to a mirror that is served', async ({
  sandgrouse,
  workFolder,
}) => {
  const { window } = sandgrouse;
  const press = async (name: string): Promise<void> => {
    const button = window.getByRole('main').getByRole('button', { name, exact: true }).last();
    await tabTo(window, () => button.evaluate((element) => element === document.activeElement));
    await window.keyboard.press('Enter');
  };
  await press('Build a mirror');
  await expect(window.getByLabel('Name')).toBeFocused();
  await window.keyboard.type('sample');
  await window.keyboard.press('Tab');
  await window.keyboard.press('ControlOrMeta+a');
  await window.keyboard.type(join(workFolder, 'sample'));
  const pypi = window.getByRole('radio', { name: 'PyPI' });
  const sample = window.getByRole('radio', { name: 'Built-in sample index' });
  await tabTo(window, async () => {
    return window.evaluate(() => document.activeElement?.getAttribute('role') === 'radio');
  });
  if (await pypi.evaluate((element) => element === document.activeElement)) {
    await window.keyboard.press('ArrowDown');
  }
  await expect(sample).toBeChecked();
  await press('Create the mirror');
  await window.getByRole('textbox', { name: 'Allowlist' }).waitFor();
  await press('Make a plan');
  await window.getByRole('table', { name: 'Projects in the plan' }).waitFor();
  await press('Sync');
  await window.getByText('Everything is here').waitFor();
  await press('Serve this mirror');
  await press('Start serving');
  await expect(window.getByLabel('Address of the index')).toHaveValue(
    /^http:\/\/127\.0\.0\.1:\d+\/simple\/$/,
  );
});

/** Presses Tab until the focus is where it should be, once around the window at the most. */
async function tabTo(window: Page, arrived: () => Promise<boolean>): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await arrived()) return;
    await window.keyboard.press('Tab');
  }
  throw new Error('The Tab key does not lead there.');
}

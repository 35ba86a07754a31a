import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { expectAccessible, expectReadable } from './fixtures/accessible';
import { pressAt, tabTo } from './fixtures/keyboard';
import { expect, test } from './fixtures/launch-app';
import { stepButton } from './fixtures/mirror-steps';

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
  const press = (name: string): Promise<void> => pressAt(window, stepButton(window, name));
  await press('Build a mirror');
  await expect(window.getByLabel('Name')).toBeFocused();
  await window.keyboard.type('sample');
  await window.keyboard.press('Tab');
  await window.keyboard.press('ControlOrMeta+a');
  await window.keyboard.type(join(workFolder, 'sample'));
  const pypi = window.getByRole('radio', { name: 'PyPI' });
  const sample = window.getByRole('radio', { name: 'Built-in sample index' });
  // Of a group of radios, Tab reaches the one that is chosen.
  await tabTo(window, window.getByRole('radio', { checked: true }).first());
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

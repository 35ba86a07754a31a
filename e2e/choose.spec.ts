import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startLyingIndex } from '../testing/lying-index/lying-index';
import { expectAccessible } from './fixtures/accessible';
import { expect, test } from './fixtures/launch-app';
import { createMirror, editor, makePlan, planTable } from './fixtures/mirror-steps';

const WHEELS = [
  { name: 'sand-grouse', version: '2.0', requires: ['wing>=1', 'colorama; sys_platform == "win32"'] },
  { name: 'sand-grouse', version: '1.0' },
  { name: 'wing', version: '2.0' },
  { name: 'wing', version: '1.0' },
  { name: 'colorama', version: '0.4' },
];

test('computers, names from the index, constraints and rules are chosen in the window, and kept', async ({
  sandgrouse,
  workFolder,
}) => {
  const index = await startLyingIndex({ wheels: WHEELS });
  const { window } = sandgrouse;
  const folder = join(workFolder, 'lab');
  await createMirror(window, { name: 'lab', folder, address: index.url, allowlist: ['# lab'] });

  await expect(window.getByRole('radio', { name: 'What an installer would choose' })).toBeDisabled();
  await window.getByRole('button', { name: 'Add computers…' }).click();
  const picker = window.getByRole('dialog', { name: 'Add computers' });
  await picker.getByRole('checkbox', { name: 'Windows x64' }).check();
  await picker.getByRole('checkbox', { name: 'Linux x86-64', exact: true }).check();
  await picker.getByRole('checkbox', { name: 'Python 3.12' }).check();
  await expectAccessible(sandgrouse, 'the picker of computers');
  await picker.getByRole('button', { name: 'Add 2 computers' }).click();
  await expect(window.getByText('Windows x64, Python 3.12')).toBeVisible();
  await expect(window.getByRole('radio', { name: 'What an installer would choose' })).toBeChecked();

  await editor(window).click();
  await window.keyboard.press('Control+End');
  await window.keyboard.press('Enter');
  await window.keyboard.type('sand', { delay: 20 });
  // Clicked: Enter counts as a new line in the first moments after the names are offered.
  await window.getByRole('option', { name: 'sand-grouse' }).click();
  await window.keyboard.type('>=', { delay: 20 });
  await window.keyboard.press('Control+Space');
  await expect(window.getByRole('listbox').getByRole('option').first()).toHaveText('2.0');
  await window.keyboard.type('1', { delay: 20 });
  await window.keyboard.press('Escape');

  await window.getByRole('button', { name: /^Constraints/ }).click();
  await window.getByRole('textbox', { name: 'Constraints' }).click();
  await window.keyboard.type('wing<2');
  await window.keyboard.press('Escape');

  await window.getByRole('button', { name: /^Rules/ }).click();
  await window.getByLabel('Patterns of project names to leave out').fill('evil.*');
  await expect(window.getByRole('button', { name: /^Rules/ })).toContainText('1 in force');
  await expectAccessible(sandgrouse, 'the first step with everything open');

  await makePlan(window);
  await expect(planTable(window).getByRole('row', { name: /^wing/ })).toContainText(
    'required by sand-grouse',
  );
  await expect(planTable(window).getByRole('row', { name: /^colorama/ })).toContainText('1 of 2');
  const profile = await readFile(join(folder, 'sandgrouse.toml'), 'utf8');
  expect(profile).toContain('"windows-amd64-cp312"');
  expect(profile).toContain('sand-grouse>=1');
  expect(profile).toContain('wing<2');
  expect(profile).toContain('project-patterns = ["evil.*"]');
  expect(profile).toContain('mode = "resolved"');
  await index.close();
});

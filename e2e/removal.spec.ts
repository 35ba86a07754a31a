import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startLyingIndex } from '../testing/lying-index/lying-index';
import { findFaults } from '../testing/mirror-fixture';
import { expect, test } from './fixtures/launch-app';
import { createMirror, editor, makePlan, planTable, stepButton } from './fixtures/mirror-steps';

test('a line taken off the allowlist: its files are shown, unlisted and deleted', async ({
  sandgrouse,
  workFolder,
}) => {
  const index = await startLyingIndex({
    wheels: [
      { name: 'caravan', version: '1.0' },
      { name: 'caravan', version: '2.0' },
      { name: 'water', version: '1.0' },
    ],
  });
  const { window } = sandgrouse;
  const folder = join(workFolder, 'lab');
  const allowlist = ['caravan', 'water', 'no-such-thing'];
  await createMirror(window, { name: 'lab', folder, address: index.url, allowlist });
  await makePlan(window);
  await expect(window.getByText(/has no project "no-such-thing"/)).toBeVisible();
  await stepButton(window, 'Sync').click();
  await expect(window.getByText(/the plan was incomplete/)).toBeVisible();
  expect(await listedProjects(folder)).toEqual(['caravan', 'water']);

  await window.getByRole('navigation', { name: 'Trip' }).getByRole('button', { name: 'Choose' }).click();
  await editor(window).click();
  await window.keyboard.press('ControlOrMeta+a');
  await window.keyboard.type('water');
  await expect(window.getByText('Saved', { exact: true })).toBeVisible();
  await makePlan(window);
  await expect(planTable(window).getByRole('row', { name: /caravan/ })).toContainText('2 files');
  await stepButton(window, 'Sync').click();
  await expect(window.getByText('Everything is here').first()).toBeVisible();
  expect(await listedProjects(folder)).toEqual(['water']);
  expect(await findFaults(join(folder, 'web'))).toEqual([]);
  await index.close();
});

/** The folders of `web/simple`. */
async function listedProjects(folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(folder, 'web/simple'), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

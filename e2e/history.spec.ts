import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { startLyingIndex } from '../testing/lying-index/lying-index';
import { expectAccessible } from './fixtures/accessible';
import { expect, test } from './fixtures/launch-app';
import { createMirror, makePlan, stepButton } from './fixtures/mirror-steps';

const WHEELS = [
  { name: 'sand', version: '1.0' },
  { name: 'stone', version: '2.0' },
];

test('the history tells what was done with a mirror, when and by whom', async ({
  sandgrouse,
  workFolder,
}, testInfo) => {
  const index = await startLyingIndex({ wheels: WHEELS });
  index.faults.add(/stone-2\.0.*\.whl$/, { kind: 'status', status: 404 });
  const folder = join(workFolder, 'lab');
  const { window } = sandgrouse;
  await createMirror(window, { name: 'lab', folder, address: index.url, allowlist: ['sand', 'stone'] });
  await makePlan(window);
  await stepButton(window, 'Sync').click();
  const main = window.getByRole('main');
  await expect(main.getByText('stone-2.0-py3-none-any.whl').first()).toBeVisible();

  await window.getByRole('button', { name: 'More for this mirror' }).click();
  await window.getByRole('menuitem', { name: 'History…' }).click();
  const drawer = window.getByRole('dialog', { name: 'History' });
  const acts = drawer.getByRole('list').first().getByRole('listitem');
  await expect(acts).toHaveCount(4);
  await expect(acts.nth(0)).toContainText(/Synced, incomplete: 1 file fetched \(.* kB\), 1 failed/);
  await expect(acts.nth(1)).toContainText('Began to sync 2 files');
  await expect(acts.nth(2)).toContainText('Planned');
  await expect(acts.nth(3)).toContainText('Created the mirror');
  await expect(acts.nth(3)).toContainText(`${userInfo().username} on `);
  await expect(acts.nth(3)).toContainText(', window, version');
  await expect(drawer.getByLabel('Where it stands')).toContainText('Could not be had last1 file');
  await expectAccessible(sandgrouse, 'the history');
  await window.screenshot({ path: testInfo.outputPath('history.png') });

  await window.getByRole('button', { name: 'Close the history' }).click();
  await expect(drawer).toBeHidden();
  const text = await readFile(join(folder, '.sandgrouse', 'history.jsonl'), 'utf8');
  expect(text.trim().split('\n')).toHaveLength(4);
  await index.close();
});

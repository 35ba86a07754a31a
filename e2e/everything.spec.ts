import { join } from 'node:path';
import { startLyingIndex } from '../testing/lying-index/lying-index';
import { findFaults } from '../testing/mirror-fixture';
import { expect, test } from './fixtures/launch-app';
import { createMirror, makePlan, planTable, stepButton } from './fixtures/mirror-steps';

const WHEELS = [
  { name: 'caravan', version: '1.0' },
  { name: 'well', version: '1.0' },
  { name: 'water', version: '1.0' },
];

test('everything upstream is mirrored, and later only what changed', async ({ sandgrouse, workFolder }) => {
  const index = await startLyingIndex({ wheels: WHEELS });
  const { window } = sandgrouse;
  const folder = join(workFolder, 'all');
  await createMirror(window, { name: 'all', folder, address: index.url, allowlist: ['# all of it'] });
  await window.getByRole('radio', { name: 'Everything upstream' }).click();
  await window.getByRole('button', { name: /^Rules/ }).click();
  await window.getByLabel('Patterns of project names to leave out').fill('wel.*');
  await makePlan(window);
  await expect(planTable(window).getByRole('row')).toHaveCount(3);
  await stepButton(window, 'Sync').click();
  await expect(window.getByText('Everything is here').first()).toBeVisible();

  index.setWheels([...WHEELS, { name: 'water', version: '2.0' }]);
  index.forgetRequests();
  await window.getByRole('navigation', { name: 'Trip' }).getByRole('button', { name: 'Choose' }).click();
  await expect(window.getByRole('radio', { name: 'Everything upstream' })).toBeChecked();
  await makePlan(window);
  await expect(planTable(window).getByRole('row', { name: /^water/ })).toBeVisible();
  await expect(planTable(window).getByRole('row')).toHaveCount(2);
  expect(index.requests.map(({ path }) => path)).toEqual(['/simple/', '/simple/water/']);
  await stepButton(window, 'Sync').click();
  await expect(window.getByText('Everything is here').first()).toBeVisible();
  expect(await findFaults(join(folder, 'web'))).toEqual([]);
  await index.close();
});

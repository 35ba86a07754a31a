import { join } from 'node:path';
import { expect, test } from './fixtures/launch-app';
import { makePlan, readRun, stepButton } from './fixtures/mirror-steps';

test('the first start works without a network: the sample index is planned, synced and served', async ({
  sandgrouse,
  workFolder,
}) => {
  const { window } = sandgrouse;
  const mirror = join(workFolder, 'sample');
  await window.context().setOffline(true);
  await expect(window.getByText(/^Offline:/)).toBeVisible();

  await window.getByRole('button', { name: 'Build a mirror' }).click();
  await window.getByLabel('Name').fill('sample');
  await window.getByLabel('Folder').fill(mirror);
  await window.getByRole('radio', { name: 'Built-in sample index' }).click();
  await window.getByRole('button', { name: 'Create the mirror' }).click();
  await makePlan(window);
  await stepButton(window, 'Sync').click();
  await expect(window.getByText('Everything is here')).toBeVisible();
  expect(await readRun(window, mirror)).toMatchObject({ stage: 'finished', complete: true });

  await window.getByRole('button', { name: 'Serve this mirror' }).click();
  await window.getByRole('button', { name: 'Start serving' }).click();
  const address = await window.getByLabel('Address of the index').inputValue();
  const page = await (await fetch(address)).text();
  expect(page).toContain('sandgrouse-');
});

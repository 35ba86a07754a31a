import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startFlatIndex } from '../testing/flat-index';
import { startLyingIndex } from '../testing/lying-index/lying-index';
import { expectAccessible } from './fixtures/accessible';
import { expect, test } from './fixtures/launch-app';
import { createMirror, makePlan, planTable } from './fixtures/mirror-steps';

test('a project is bound to another index in the window, and comes from that one alone', async ({
  sandgrouse,
  workFolder,
}) => {
  const upstream = await startLyingIndex({
    wheels: [
      { name: 'torch', version: '9.9' },
      { name: 'numpy', version: '1.0' },
    ],
  });
  const bound = await startFlatIndex([{ name: 'torch', version: '2.0+cpu' }], { hashes: true });
  const { window } = sandgrouse;
  const folder = join(workFolder, 'lab');
  await createMirror(window, { name: 'lab', folder, address: upstream.url, allowlist: ['torch', 'numpy'] });

  const panel = window.getByRole('region', { name: 'Indexes' });
  await panel.getByRole('button', { name: 'Add index…' }).click();
  await panel.getByLabel('Address of the index').fill('wheels.example');
  await panel.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(panel).toContainText('This is no address of an index');
  await expect(panel).toContainText('Name at least one project.');
  await expectAccessible(sandgrouse, 'the form of an index');
  await panel.getByLabel('Address of the index').fill(bound.url);
  await panel.getByLabel('Projects that come from it alone').fill('Torch');
  await panel.getByRole('button', { name: 'Add', exact: true }).click();
  const projects = panel.getByLabel(`Projects from ${bound.url}`);
  await expect(projects).toHaveValue('torch');
  await projects.fill('torch, torch==2');
  await expect(panel).toContainText('"torch==2" is no name of a project.');
  await projects.fill('torch, TorchVision');
  await projects.press('Enter');
  await expect(projects).toHaveValue('torch, torchvision');
  await expectAccessible(sandgrouse, 'the indexes');

  await makePlan(window);
  await expect(planTable(window).getByRole('row', { name: /^torch/ })).toContainText('whl/cpu');
  await planTable(window).getByRole('button', { name: 'torch' }).click();
  await expect(window.getByRole('complementary', { name: 'Why torch is in the plan' })).toContainText(
    `Comes from this index alone: ${bound.url}`,
  );
  expect(await readFile(join(folder, 'sandgrouse.toml'), 'utf8')).toContain(
    'projects = ["torch", "torchvision"]',
  );
  expect(upstream.requests.filter(({ path }) => path.includes('torch'))).toEqual([]);

  await window
    .getByRole('button', { name: /Choose/ })
    .first()
    .click();
  await panel.getByRole('button', { name: `Remove ${bound.url}` }).click();
  await expect(panel).toContainText('All projects come from the upstream.');
  await makePlan(window);
  await expect(planTable(window)).not.toContainText('whl/cpu');
  await upstream.close();
  await bound.close();
});

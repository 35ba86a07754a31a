import { join } from 'node:path';
import { startLyingIndex } from '../testing/lying-index/lying-index';
import { expectAccessible } from './fixtures/accessible';
import { expect, test } from './fixtures/launch-app';
import { createMirror, makePlan, stepButton } from './fixtures/mirror-steps';

test('the address is tried with a real pip, and every client has its words to copy', async ({
  sandgrouse,
  workFolder,
}, testInfo) => {
  const index = await startLyingIndex({ wheels: [{ name: 'sand', version: '1.0' }] });
  const { window } = sandgrouse;
  const folder = join(workFolder, 'lab');
  await createMirror(window, { name: 'lab', folder, address: index.url, allowlist: ['sand'] });
  await makePlan(window);
  await stepButton(window, 'Sync').click();
  await expect(window.getByText('Everything is here')).toBeVisible();
  await index.close();
  await window.getByRole('button', { name: 'Serve this mirror' }).click();
  await window.getByRole('button', { name: 'Start serving' }).click();

  await window.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(
    window.getByText(/^It works: pip \S+ of Python \S+ would install sand 1\.0 from here\.$/),
  ).toBeVisible({
    timeout: 60_000,
  });
  for (const client of ['uv', 'poetry', 'pdm', 'pipenv', 'conda', 'pip']) {
    await window.getByRole('tab', { name: client, exact: true }).click();
    await expect(window.getByRole('tabpanel')).toContainText(/http:\/\/127\.0\.0\.1:\d+\/simple\//);
  }
  await expectAccessible(sandgrouse, 'serve, with a test that worked');
  await window.screenshot({ path: testInfo.outputPath('clients.png'), fullPage: true });
});

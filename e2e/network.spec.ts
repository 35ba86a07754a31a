import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startLyingIndex } from '../testing/lying-index/lying-index';
import { expectAccessible } from './fixtures/accessible';
import { expect, test } from './fixtures/launch-app';
import { createMirror } from './fixtures/mirror-steps';

test('a proxy is checked, and a password is kept apart from the mirror', async ({
  sandgrouse,
  workFolder,
}) => {
  const index = await startLyingIndex({ wheels: [] });
  const { window } = sandgrouse;
  const folder = join(workFolder, 'lab');
  await createMirror(window, { name: 'lab', folder, address: index.url, allowlist: ['sand'] });
  await window.getByRole('button', { name: /^Network/ }).click();
  await window.getByLabel('Proxy').fill('ftp://x');
  await window.getByLabel('Proxy').press('Enter');
  await expect(window.getByText('a proxy has an address such as')).toBeVisible();
  await expectAccessible(sandgrouse, 'the network, with everything open');
  await window.getByLabel('Host that asks for one').scrollIntoViewIfNeeded();
  await window.getByLabel('Host that asks for one').fill('https://index.example');
  await window.getByLabel('User name').fill('me');
  await window.getByRole('textbox', { name: 'Password or token' }).fill('secret');
  await window.getByRole('button', { name: 'Keep it' }).click();
  await expect(window.getByText('https://index.example')).toBeVisible();
  await window.getByRole('button', { name: 'Keep it' }).scrollIntoViewIfNeeded();
  await window.getByRole('button', { name: 'Forget what is kept for https://index.example' }).click();
  await expect(window.getByText('https://index.example')).toBeHidden();
  expect(await readFile(join(folder, 'sandgrouse.toml'), 'utf8')).not.toContain('secret');
  await index.close();
});

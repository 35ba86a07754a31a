import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startLyingIndex } from '../testing/lying-index/lying-index';
import { expectAccessible } from './fixtures/accessible';
import { expect, test } from './fixtures/launch-app';
import { createMirror, makePlan, stepButton } from './fixtures/mirror-steps';
import { makePythonEnvironment } from './fixtures/python-environment';

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

test('the address is written into a file of pip, as it was shown, and taken back', async ({
  sandgrouse,
  workFolder,
}, testInfo) => {
  const index = await startLyingIndex({ wheels: [{ name: 'sand', version: '1.0' }] });
  const { window } = sandgrouse;
  await createMirror(window, {
    name: 'lab',
    folder: join(workFolder, 'lab'),
    address: index.url,
    allowlist: ['sand'],
  });
  await makePlan(window);
  await stepButton(window, 'Sync').click();
  await expect(window.getByText('Everything is here')).toBeVisible();
  await index.close();
  await window.getByRole('button', { name: 'Serve this mirror' }).click();
  await window.getByRole('button', { name: 'Start serving' }).click();
  const address = await window.getByLabel('Address of the index').inputValue();

  const file = join(workFolder, 'pip.conf');
  const before = '[global]\ntimeout = 60\nindex-url = https://old.example/simple/\n';
  await writeFile(file, before);
  const dialog = window.getByRole('dialog', { name: 'Write the address into a file of pip' });
  await test.step('it is shown first', async () => {
    await window.getByRole('button', { name: 'Write into a file…' }).click();
    await expect(dialog.getByLabel('File', { exact: true })).toHaveValue(/pip\/pip\.conf$/);
    await dialog.getByLabel('File', { exact: true }).fill(file);
    await dialog.getByRole('button', { name: 'Show what changes' }).press('Enter');
    await expect(dialog.getByText(`+ index-url = ${address}`)).toBeVisible();
    await expect(dialog.getByText('- index-url = https://old.example/simple/')).toBeVisible();
    await expectAccessible(sandgrouse, 'what would change in a file');
    for (const colorScheme of ['light', 'dark'] as const) {
      await window.emulateMedia({ colorScheme });
      await window.screenshot({ path: testInfo.outputPath(`write-${colorScheme}.png`) });
    }
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  await test.step('a file that was changed meanwhile is left alone', async () => {
    await writeFile(file, `${before}retries = 9\n`);
    await dialog.getByRole('button', { name: 'Write', exact: true }).click();
    await expect(dialog.getByRole('alert')).toContainText('it is not as it was when it was shown');
    expect(await readFile(file, 'utf8')).toBe(`${before}retries = 9\n`);
  });

  await test.step('it is written, keeps everything else, and can be taken back', async () => {
    await dialog.getByRole('button', { name: 'Show what changes' }).click();
    await dialog.getByRole('button', { name: 'Write', exact: true }).click();
    await expect(dialog.getByText('Written.')).toBeVisible();
    expect(await readFile(file, 'utf8')).toContain(`index-url = ${address}\nretries = 9\n`);
    const python = await makePythonEnvironment(join(workFolder, 'venv'));
    await python.installAsSet(file, 'sand');
    expect(await python.run('import importlib.metadata as m; print(m.version("sand"))')).toBe('1.0');
    await window.screenshot({ path: testInfo.outputPath('written.png') });
    await dialog.getByRole('button', { name: 'Take it back' }).click();
    await expect(dialog.getByText('The file is as it was before.')).toBeVisible();
    expect(await readFile(file, 'utf8')).toBe(`${before}retries = 9\n`);
  });

  await test.step('a file that was made for it is taken away again', async () => {
    const made = join(workFolder, 'new.conf');
    await dialog.getByLabel('File', { exact: true }).fill(made);
    await dialog.getByRole('button', { name: 'Show what changes' }).click();
    await dialog.getByRole('button', { name: 'Write', exact: true }).click();
    await expect(dialog.getByText('Written.')).toBeVisible();
    expect(await readFile(made, 'utf8')).toContain(address);
    await dialog.getByRole('button', { name: 'Take it back' }).click();
    await expect(dialog.getByText('The file is as it was before.')).toBeVisible();
    await expect(readFile(made)).rejects.toThrow();
  });
});

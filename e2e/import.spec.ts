import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { startLyingIndex } from '../testing/lying-index/lying-index';
import { expectAccessible } from './fixtures/accessible';
import type { DrivenApplication } from './fixtures/driven-application';
import { expect, test } from './fixtures/launch-app';
import { createMirror, editor } from './fixtures/mirror-steps';

const WHEELS = [
  { name: 'sand-grouse', version: '2.0' },
  { name: 'wing', version: '2.0' },
];

/** A lock of both projects, as uv writes it for this index. */
function uvLock(indexUrl: string): string {
  const packages = WHEELS.map(({ name, version }) => {
    const file = `${name.replaceAll('-', '_')}-${version}-py3-none-any.whl`;
    const sha256 = createHash('sha256').update(file).digest('hex');
    return `[[package]]
name = "${name}"
version = "${version}"
source = { registry = "${indexUrl}" }
wheels = [
    { url = "${new URL(file, indexUrl).href}", hash = "sha256:${sha256}", size = 1200 },
]
`;
  });
  return `version = 1\nrevision = 3\nrequires-python = ">=3.10"\n\n${packages.join('\n')}`;
}

const dialog = (window: Page, name: string) => window.getByRole('dialog', { name: `Import ${name}` });

/** Drags a file of the disk over the middle of the window, as a person does; the returned function lets go of it. */
async function dragFile(window: Page, path: string): Promise<() => Promise<void>> {
  const session = await window.context().newCDPSession(window);
  const at = { x: 300, y: 300, data: { items: [], files: [path], dragOperationsMask: 1 } };
  await session.send('Input.dispatchDragEvent', { type: 'dragEnter', ...at });
  await session.send('Input.dispatchDragEvent', { type: 'dragOver', ...at });
  return async () => {
    await session.send('Input.dispatchDragEvent', { type: 'drop', ...at });
    await session.detach();
  };
}

/** Chooses a file by the button; the system's own dialog, which no test can press, answers with this path. */
async function importFromFile({ app, window }: DrivenApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog: system }, chosen) => {
    system.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
  await window.getByRole('button', { name: 'Import…' }).click();
  await window.getByRole('menuitem', { name: 'From a file…' }).click();
}

test('a lock that is dropped on the window is described, added and kept', async ({
  sandgrouse,
  workFolder,
}) => {
  const index = await startLyingIndex({ wheels: WHEELS });
  const { window } = sandgrouse;
  const folder = join(workFolder, 'lab');
  await createMirror(window, { name: 'lab', folder, address: index.url, allowlist: ['# lab'] });
  const lock = join(workFolder, 'uv.lock');
  await writeFile(lock, uvLock(index.url));

  const letGo = await dragFile(window, lock);
  await expect(window.getByText('Drop to import')).toBeVisible();
  await letGo();
  await expect(window.getByText('Drop to import')).toBeHidden();
  const shown = dialog(window, 'uv.lock');
  await expect(shown.getByText('A lock file of uv')).toBeVisible();
  await expect(shown.getByText('2 locked packages, 2 files')).toBeVisible();
  await expect(shown.getByText('Kept as locks/uv.lock; it brings exactly these files.')).toBeVisible();
  await expectAccessible(sandgrouse, 'a lock to import');
  await shown.getByRole('button', { name: 'Add to this mirror' }).click();
  await expect(shown).toBeHidden();

  await expect(window.getByRole('region', { name: 'Lock files' })).toContainText('locks/uv.lock');
  expect(await readFile(join(folder, 'locks', 'uv.lock'), 'utf8')).toBe(uvLock(index.url));
  expect(await readFile(join(folder, 'sandgrouse.toml'), 'utf8')).toContain('locks/uv.lock');
  await index.close();
});

test('a requirements file says what no index carries, and its lines come into the editor', async ({
  sandgrouse,
  workFolder,
}) => {
  const index = await startLyingIndex({ wheels: WHEELS });
  const { window } = sandgrouse;
  const folder = join(workFolder, 'lab');
  await createMirror(window, { name: 'lab', folder, address: index.url, allowlist: ['# lab'] });
  await editor(window).click();
  await window.keyboard.press('ControlOrMeta+End');
  await window.keyboard.press('Enter');
  await window.keyboard.type('# typed just now');
  const requirements = join(workFolder, 'requirements.txt');
  await writeFile(
    requirements,
    'sand-grouse>=1\nwing==2.0\ndune @ git+https://git.example/dune.git@main\n--no-binary :all:\n???\n',
  );

  await importFromFile(sandgrouse, requirements);
  const shown = dialog(window, 'requirements.txt');
  await expect(shown.getByText('2 requirements')).toBeVisible();
  const notCarried = shown.getByRole('group').filter({ hasText: '1 that no index carries' });
  await expect(notCarried).toContainText('dune');
  await expect(notCarried).toContainText('it comes from a version control system');
  await expect(notCarried).toContainText('requirements.txt, line 3');
  await expect(shown.getByText('requirements.txt, line 5')).toBeVisible();
  await shown.getByText('2 requirements').click();
  await expect(shown.getByText('wing==2.0')).toBeVisible();
  await expectAccessible(sandgrouse, 'requirements to import');
  await window.keyboard.press('Escape');
  await expect(shown).toBeHidden();
  await expect(editor(window)).not.toContainText('wing');

  await importFromFile(sandgrouse, requirements);
  await shown.getByRole('button', { name: 'Add to this mirror' }).click();
  await expect(shown).toBeHidden();
  await expect(editor(window)).toContainText('wing==2.0');
  await expect(editor(window)).toContainText('# typed just now');
  const profile = await readFile(join(folder, 'sandgrouse.toml'), 'utf8');
  expect(profile).toContain('sand-grouse>=1');
  expect(profile).not.toContain('git.example');
  await index.close();
});

test('the groups of a project are chosen one by one', async ({ sandgrouse, workFolder }) => {
  const index = await startLyingIndex({ wheels: WHEELS });
  const { window } = sandgrouse;
  const folder = join(workFolder, 'lab');
  await createMirror(window, { name: 'lab', folder, address: index.url, allowlist: ['# lab'] });
  await window.getByRole('button', { name: 'Import…' }).click();
  await window.getByRole('menuitem', { name: 'Paste text…' }).click();
  await window
    .getByLabel('Text', { exact: true })
    .fill(
      '[project]\nname = "camp"\nversion = "1"\ndependencies = ["wing"]\n[dependency-groups]\nbirds = ["sand-grouse"]\n',
    );
  await window.getByLabel('What it is called').fill('pyproject.toml');
  await expectAccessible(sandgrouse, 'a text to paste');
  await window.getByRole('button', { name: 'Read it' }).click();

  const shown = dialog(window, 'pyproject.toml');
  const birds = shown
    .getByRole('group', { name: 'Dependency groups' })
    .getByRole('checkbox', { name: /^birds/ });
  await birds.setChecked(false);
  await expect(shown.getByText('1 requirement', { exact: true })).toBeVisible();
  await birds.setChecked(true);
  await expect(shown.getByText('2 requirements', { exact: true })).toBeVisible();
  await expectAccessible(sandgrouse, 'a project to import');
  await shown.getByRole('button', { name: 'Add to this mirror' }).click();
  await expect(editor(window)).toContainText('sand-grouse');
  await index.close();
});

test('a configuration of bandersnatch says what it takes the place of, and its numbers are shown', async ({
  sandgrouse,
  workFolder,
}) => {
  const index = await startLyingIndex({ wheels: WHEELS });
  const { window } = sandgrouse;
  const folder = join(workFolder, 'lab');
  await createMirror(window, { name: 'lab', folder, address: index.url, allowlist: ['wing', 'feather'] });
  await window.getByRole('button', { name: /^Rules/ }).click();
  const configuration = join(workFolder, 'bandersnatch.conf');
  await writeFile(
    configuration,
    `[mirror]
directory = /srv/pypi
master = ${new URL('..', index.url).href}
workers = 3
[plugins]
enabled =
    allowlist_project
    exclude_platform
[allowlist]
packages =
    sand-grouse
[blocklist]
platforms =
    windows
`,
  );

  await importFromFile(sandgrouse, configuration);
  const shown = dialog(window, 'bandersnatch.conf');
  await expect(shown.getByText('the 2 lines of the allowlist will be gone')).toBeVisible();
  await shown.getByRole('button', { name: 'Replace in this mirror' }).click();
  await expect(editor(window)).toContainText('sand-grouse');
  await expect(editor(window)).not.toContainText('wing');
  await expect(window.getByLabel('Downloads at the same time')).toHaveValue('3');
  await expect(window.getByRole('textbox', { name: 'Platforms to leave out' })).toHaveValue('windows');
  await index.close();
});

test('a broken file is named with the reason, and can be closed', async ({ sandgrouse, workFolder }) => {
  const index = await startLyingIndex({ wheels: WHEELS });
  const { window } = sandgrouse;
  const folder = join(workFolder, 'lab');
  await createMirror(window, { name: 'lab', folder, address: index.url, allowlist: ['# lab'] });
  const broken = join(workFolder, 'uv.lock');
  await writeFile(broken, 'version = 1\n[[package]\n');

  await (await dragFile(window, broken))();
  const shown = dialog(window, 'uv.lock');
  await expect(shown.getByRole('alert')).toContainText('"uv.lock"');
  await expect(shown.getByRole('button', { name: 'Add to this mirror' })).toBeHidden();
  await expectAccessible(sandgrouse, 'a file that cannot be imported');
  await shown.getByRole('button', { name: 'Close' }).click();
  await expect(shown).toBeHidden();
  await expect(editor(window)).toHaveText('# lab');
  await index.close();
});

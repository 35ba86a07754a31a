import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildBandersnatchMirror } from '../testing/bandersnatch-mirror/build-mirror';
import { startLyingIndex } from '../testing/lying-index/lying-index';
import { findFaults } from '../testing/mirror-fixture';
import { expectAccessible } from './fixtures/accessible';
import type { DrivenApplication } from './fixtures/driven-application';
import { expect, test } from './fixtures/launch-app';
import { makePlan, stepButton } from './fixtures/mirror-steps';

const WHEELS = [
  { name: 'Sand_Castle', version: '1.0', paddingBytes: 300_000 },
  { name: 'stone', version: '1.0' },
];

/** The system's own dialog, which no test can press, answers with this path. */
async function answerDialogs({ app }: DrivenApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
}

test('a mirror of bandersnatch is adopted from the start screen, and a sync fetches nothing', async ({
  sandgrouse,
  workFolder,
}) => {
  const index = await startLyingIndex({ wheels: WHEELS });
  const folder = join(workFolder, 'pypi');
  const { window } = sandgrouse;
  await buildBandersnatchMirror({
    directory: folder,
    wheels: WHEELS,
    rawFolders: true,
    legacyJson: 'link',
    keepIndexVersions: true,
    leftovers: true,
    todo: ['stone'],
  });
  const configuration = join(workFolder, 'bandersnatch.conf');
  await writeFile(
    configuration,
    `[mirror]\nmaster = http://127.0.0.1:${index.port}\n\n[plugins]\nenabled =\n    allowlist_project\n\n[allowlist]\npackages =\n    Sand_Castle\n    stone\n`,
  );

  await test.step('its folder is opened, and what is there is told', async () => {
    await answerDialogs(sandgrouse, folder);
    await window.getByRole('button', { name: 'Choose its folder…' }).click();
    await expect(window.getByRole('heading', { name: 'Go on with a mirror of bandersnatch' })).toBeVisible();
    await expect(window.getByText('1 folder gets its normalised name and place: Sand_Castle')).toBeVisible();
    await expect(window.getByText('The last sync was cut off, with 1 project to do')).toBeVisible();
    await expectAccessible(sandgrouse, 'a mirror to adopt');
    expect(await readdir(folder)).not.toContain('sandgrouse.toml');
  });

  await test.step('adopt it, with its configuration', async () => {
    await answerDialogs(sandgrouse, configuration);
    await window.getByRole('button', { name: 'Choose bandersnatch.conf…' }).click();
    await expect(window.getByText(configuration)).toBeVisible();
    await window.getByRole('checkbox', { name: 'Delete leftovers and older page versions' }).check();
    await window.getByRole('button', { name: 'Adopt the mirror' }).click();
    await expect(window.getByText('Every file is there and is what its page said.')).toBeVisible();
    await expectAccessible(sandgrouse, 'an adopted mirror');
  });

  await test.step('go on with it as with any mirror', async () => {
    await window.getByRole('button', { name: 'Open the mirror' }).click();
    await expect(window.getByRole('textbox', { name: 'Allowlist' })).toContainText('stone');
    await makePlan(window);
    await stepButton(window, 'Sync').click();
    await expect(window.getByRole('heading', { name: 'Everything is here' })).toBeVisible();
    expect(index.requests.filter(({ path }) => path.startsWith('/packages/'))).toEqual([]);
    expect(await findFaults(join(folder, 'web'))).toEqual([]);
    expect(await readFile(join(folder, 'sandgrouse.toml'), 'utf8')).toContain(index.url);
  });
  await index.close();
});

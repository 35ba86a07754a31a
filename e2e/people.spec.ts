import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { startLyingIndex } from '../testing/lying-index/lying-index';
import type { WheelSpec } from '../testing/wheel-builder';
import { expectNoFindings } from './fixtures/accessible';
import type { DrivenApplication } from './fixtures/driven-application';
import { expect, test } from './fixtures/launch-app';
import { createMirror, makePlan, stepButton } from './fixtures/mirror-steps';

/** Folded as a header of core metadata is; the bars keep the spaces. */
const fold = (text: string): string => text.trim().split('\n').join('\n       |');

const DESCRIPTION = `
# How to fly

A **sandgrouse** carries water to its young, in the feathers of its breast. See [the guide](https://guide.example/).

[![build](https://badge.example/b.svg)](https://badge.example/)

## Install

\`\`\`
pip install grouse[water]
\`\`\`

| bird | range |
|---|---|
| Pterocles coronatus | Sahara |
| Pterocles namaqua | Namib |

1. Find a pool.
2. Wade in.

> It is said that they fly 30 km.

<script>document.title = 'taken'</script>
<img src="https://spy.example/seen.png" onerror="document.title = 'taken'">
<a href="javascript:document.title = 'taken'">Press here</a>
<style>body { display: none }</style>
<form action="https://spy.example/"><input name="q"><button>Send</button></form>
<iframe src="https://spy.example/"></iframe>
<div style="position: fixed; inset: 0" onclick="document.title = 'taken'">Over everything</div>
`;

const WHEELS: readonly WheelSpec[] = [
  ...['1.0', '1.1', '1.2', '2.0rc1'].map((version) => ({ name: 'grouse', version })),
  {
    name: 'grouse',
    version: '1.3',
    requiresPython: '>=3.9',
    requires: ['feather>=0.1', 'wing; extra == "water"'],
    extras: ['water'],
    headers: [
      'Summary: Carries water over long ways.',
      'License-Expression: MIT',
      'Description-Content-Type: text/markdown',
      `Description: ${fold(DESCRIPTION)}`,
    ],
  },
  { name: 'grouse', version: '0.9', yanked: 'Forgets the way.' },
  { name: 'feather', version: '0.1', headers: ['Summary: Soft and light.'] },
  { name: 'wing', version: '2.0', headers: ['Summary: For what has to fly.'] },
  { name: 'sand', version: '1.0' },
];
const ALLOWLIST = ['grouse', 'feather', 'wing', 'sand'];

/** Chromium as a browser would have it: nothing of the window's own, and no bridge. */
async function openBrowser({ app }: DrivenApplication, url: string): Promise<Page> {
  const opened = app.waitForEvent('window');
  await app.evaluate(({ BrowserWindow }, address) => {
    const browser = new BrowserWindow({
      width: 1100,
      height: 900,
      webPreferences: { sandbox: true, contextIsolation: true, partition: 'a person at a browser' },
    });
    void browser.loadURL(address);
  }, url);
  const page = await opened;
  await page.waitForLoadState();
  return page;
}

test('a person at a browser finds a project, reads about it, and sees what did not come', async ({
  sandgrouse,
  workFolder,
}, testInfo) => {
  const index = await startLyingIndex({ wheels: WHEELS });
  const { window } = sandgrouse;
  const folder = join(workFolder, 'lab');
  await createMirror(window, { name: 'lab', folder, address: index.url, allowlist: ALLOWLIST });
  await makePlan(window);
  index.faults.add(/grouse-1\.2-.*whl$/, { kind: 'flipped-byte' });
  index.faults.add(/sand-1\.0-.*whl$/, { kind: 'status', status: 404 });
  await stepButton(window, 'Sync').click();
  await expect(window.getByText('2 files could not be fetched')).toBeVisible();
  await index.close();
  await window.getByRole('button', { name: 'Serve this mirror' }).click();
  await window.getByRole('button', { name: 'Start serving' }).click();
  const address = await window.getByLabel('Address of the index').inputValue();

  const page = await openBrowser(sandgrouse, new URL('/', address).href);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const picture = async (name: string): Promise<void> => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectNoFindings(page, `${name}, ${colorScheme}`);
      await page.screenshot({ path: testInfo.outputPath(`${name}-${colorScheme}.png`), fullPage: true });
    }
  };

  await test.step('the front page tells what is here and what is not', async () => {
    await expect(page.getByText('The last sync could not fetch everything.')).toBeVisible();
    await expect(page.getByRole('link', { name: 'sand-1.0-py3-none-any.whl' })).toBeVisible();
    await expect(page.getByRole('listitem').filter({ hasText: 'Soft and light.' })).toBeVisible();
    await picture('front');
    await page.getByText('pip', { exact: true }).first().click();
    await expect(page.getByText(/^pip --isolated install --index-url http/)).toBeVisible();
    await picture('front-pip');
  });

  await test.step('search finds it', async () => {
    await page.getByRole('searchbox', { name: 'Search projects' }).fill('ROUS');
    await page.keyboard.press('Enter');
    await expect(page.getByText('1 project', { exact: true })).toBeVisible();
    await picture('search');
    await page.getByRole('link', { name: 'grouse', exact: true }).click();
  });

  await test.step('its page has files, a description without teeth, and what did not come', async () => {
    await expect(page.getByRole('heading', { name: 'grouse 1.3' })).toBeVisible();
    await expect(page.getByText('Not everything of this project is here.')).toBeVisible();
    await expect(page.getByText(/has the wrong hash: sha256 [0-9a-f]{12}… was expected/)).toBeVisible();
    await expect(page.getByText('MIT', { exact: true })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'How to fly' })).toBeVisible();
    await expect(page.getByRole('cell', { name: 'Sahara' })).toBeVisible();
    await page.getByText('Over everything').click();
    await page.getByText('Press here').click();
    await expect(page).toHaveTitle('grouse 1.3 – Sandgrouse');
    await picture('project');
  });

  await test.step('at the width of a telephone nothing is beside the window', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    const beside = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate<number>(beside)).toBe(0);
    await picture('narrow');
  });

  const { origin } = new URL(address);
  expect(asked.filter((url) => !url.startsWith(`${origin}/`))).toEqual([]);
});

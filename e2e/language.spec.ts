import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { expectAccessible } from './fixtures/accessible';
import type { DrivenApplication } from './fixtures/driven-application';
import { expect, test } from './fixtures/launch-app';

/** Three Latin words in a row are a sentence: names, addresses, commands and versions have signs between them. */
const ENGLISH_WORDS = /(?<![\w./:@%=-])[A-Za-z]+(?: [a-z]+){2,}(?![\w/=])/;
/** What is shown as it is written, whatever the language: code, and what the person typed. */
const LITERAL = 'code, pre, kbd, .mono, .cm-editor, [lang="en"]';

/** The words that can be read or heard of the page, one a line, but for what is literal. */
const shownWords = (window: Page): Promise<readonly string[]> =>
  window.evaluate((literal) => {
    const words: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement;
      if (element?.closest(literal) !== null) continue;
      if (node instanceof Element) {
        for (const name of ['aria-label', 'placeholder', 'title', 'alt']) {
          words.push(node.getAttribute(name) ?? '');
        }
      } else if (element instanceof HTMLTextAreaElement) {
        // What was typed into it.
      } else if (element.checkVisibility() || element.closest('[role="status"]') !== null) {
        words.push(node.textContent ?? '');
      }
    }
    return words.map((text) => text.trim()).filter((text) => text !== '');
  }, LITERAL);

/** Goes on after a finding, so that one run tells them all. */
const every = expect.configure({ soft: true });

async function expectChinese(window: Page, screen: string): Promise<void> {
  const english = async () => (await shownWords(window)).filter((text) => ENGLISH_WORDS.test(text));
  await every.poll(english, screen).toEqual([]);
  expect(
    (await shownWords(window)).some((text) => /\p{Script=Han}/u.test(text)),
    screen,
  ).toBe(true);
}

async function chooseLanguage({ window }: DrivenApplication, name: string): Promise<void> {
  await window.getByRole('button', { name: /^(Settings|设置)$/ }).click();
  await window.getByRole('menuitemradio', { name }).click();
  await window.keyboard.press('Escape');
  await expect(window.getByRole('menu')).toHaveCount(0);
}

const menuLabels = ({ app }: DrivenApplication): Promise<readonly string[]> =>
  app.evaluate(({ Menu }) => {
    const all = (menu: Electron.Menu | null | undefined): string[] =>
      (menu?.items ?? []).flatMap((item) => [item.label, ...all(item.submenu)]);
    return all(Menu.getApplicationMenu()).filter((label) => label !== '');
  });

test('the language is changed at once, with the keyboard alone, in window and menu, and stays', async ({
  sandgrouse,
}) => {
  const { window } = sandgrouse;
  await expect(window.locator('html')).toHaveAttribute('lang', 'en');
  await window.getByRole('button', { name: 'Settings' }).press('Enter');
  await window.getByRole('menuitemradio', { name: '简体中文' }).press('Enter');
  await expect(window.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await expect(window.getByRole('button', { name: '设置' })).toBeVisible();
  expect(await menuLabels(sandgrouse)).toEqual(expect.arrayContaining(['文件', '撤销', '放大', '简体中文']));

  await sandgrouse.restart();
  await expect(sandgrouse.window.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await expectChinese(sandgrouse.window, 'the start after a restart');
  await chooseLanguage(sandgrouse, 'English');
  await expect(sandgrouse.window.getByRole('button', { name: 'Settings' })).toBeVisible();
  expect(await menuLabels(sandgrouse)).toEqual(expect.arrayContaining(['File', 'Undo', 'Zoom in']));
});

test('dialogs of the system ask in the language of the window', async ({ sandgrouse }) => {
  await chooseLanguage(sandgrouse, '简体中文');
  await sandgrouse.app.evaluate(({ dialog }) => {
    const asked: unknown[] = [];
    Object.assign(globalThis, { asked });
    dialog.showOpenDialog = async (...given: unknown[]) => {
      asked.push(given.at(-1));
      return { canceled: true, filePaths: [] };
    };
  });
  await sandgrouse.window.getByRole('button', { name: '选择其文件夹…' }).click();
  const asked = () =>
    sandgrouse.app.evaluate(() => (globalThis as unknown as { readonly asked: readonly unknown[] }).asked);
  await expect
    .poll(asked)
    .toEqual([expect.objectContaining({ title: '选择驱动器或镜像的文件夹', buttonLabel: '打开' })]);
});

test('every screen is whole in Chinese', async ({ sandgrouse, workFolder }, testInfo) => {
  const { window } = sandgrouse;
  const look = async (screen: string): Promise<void> => {
    await expectChinese(window, screen);
    await writeFile(testInfo.outputPath(`${screen}.png`), await window.screenshot());
  };
  const step = (name: string) => window.getByRole('button', { name: new RegExp(`^${name}`) }).first();
  const act = (name: string) => window.getByRole('main').getByRole('button', { name, exact: true }).last();
  await window.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await chooseLanguage(sandgrouse, '简体中文');
  await look('start');
  await window.getByRole('button', { name: '设置' }).click();
  await window.getByRole('menuitemradio', { name: 'English' }).waitFor();
  await look('settings');
  await window.keyboard.press('Escape');

  await act('构建镜像').click();
  await window.getByLabel('名称').fill('sample');
  await window.getByRole('radio', { name: '内置示例索引' }).click();
  await window.getByLabel('文件夹').fill(join(workFolder, 'sample'));
  await look('create');
  await act('创建镜像').click();

  await window.getByRole('textbox', { name: '允许列表' }).waitFor();
  await look('choose');
  await act('制定计划').click();
  await window.getByRole('table', { name: '计划中的项目' }).waitFor();
  await look('plan');
  await act('同步').click();
  await window.getByText('全部内容已就位').first().waitFor();
  await look('sync');
  for (const name of ['证明', '携带', '服务']) {
    await step(name).click();
    await window.getByRole('heading', { name, exact: true }).waitFor();
    await look(name);
  }
  await act('开始服务').click();
  await window.getByLabel('索引的地址').waitFor();
  await look('serving');
  await expectAccessible(sandgrouse, 'serving, in Chinese');
});

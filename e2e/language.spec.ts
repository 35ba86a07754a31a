import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page, TestInfo } from 'playwright/test';
import { expectAccessible } from './fixtures/accessible';
import type { DrivenApplication } from './fixtures/driven-application';
import { expect, test } from './fixtures/launch-app';
import { stepButton } from './fixtures/mirror-steps';

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

/** Holds every screen that it is shown against the rule, and takes its picture. */
function looker(window: Page, testInfo: TestInfo): (screen: string) => Promise<void> {
  return async (screen) => {
    await expectChinese(window, screen);
    await writeFile(testInfo.outputPath(`${screen}.png`), await window.screenshot());
  };
}

const step = (window: Page, name: string) =>
  window.getByRole('button', { name: new RegExp(`^${name}`) }).first();

async function createSample(window: Page, folder: string, look: (screen: string) => Promise<void>) {
  await stepButton(window, '构建镜像').click();
  await window.getByLabel('名称').fill('sample');
  await window.getByRole('radio', { name: '内置示例索引' }).click();
  await window.getByLabel('文件夹').fill(folder);
  await look('create');
  await stepButton(window, '创建镜像').click();
  await window.getByRole('textbox', { name: '允许列表' }).waitFor();
}

async function planAndSync(
  window: Page,
  look: (screen: string) => Promise<void>,
  end = '全部内容已就位',
): Promise<void> {
  await stepButton(window, '制定计划').click();
  await window.getByRole('table', { name: '计划中的项目' }).waitFor();
  await look('plan');
  await stepButton(window, '同步').click();
  await window.getByText(end).first().waitFor();
  await look('sync');
}

test('every screen is whole in Chinese', async ({ sandgrouse, workFolder }, testInfo) => {
  const { window } = sandgrouse;
  const look = looker(window, testInfo);
  await window.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await chooseLanguage(sandgrouse, '简体中文');
  await look('start');
  await window.getByRole('button', { name: '设置' }).click();
  await window.getByRole('menuitemradio', { name: 'English' }).waitFor();
  await look('settings');
  await window.keyboard.press('Escape');
  await createSample(window, join(workFolder, 'sample'), look);
  await test.step('what can be opened where packages are chosen', async () => {
    await window.getByRole('button', { name: '添加计算机…' }).click();
    await window.getByRole('dialog', { name: '添加计算机' }).waitFor();
    await look('targets');
    await window.keyboard.press('Escape');
    await window.getByRole('button', { name: '导入…' }).click();
    await window.getByRole('menuitem', { name: '粘贴文本…' }).click();
    await window.getByRole('dialog', { name: '粘贴文本' }).waitFor();
    await look('paste');
    await window.keyboard.press('Escape');
    await expect(window.getByRole('dialog')).toHaveCount(0);
    const closed = window.getByRole('main').locator('button[aria-expanded="false"]:not([aria-haspopup])');
    while ((await closed.count()) > 0) await closed.first().click();
    await look('choose');
  });
  await planAndSync(window, look);
  for (const name of ['证明', '携带', '服务']) {
    await step(window, name).click();
    await window.getByRole('heading', { name, exact: true }).waitFor();
    await look(name);
  }
  await stepButton(window, '开始服务').click();
  await window.getByLabel('索引的地址').waitFor();
  await look('serving');
  await expectAccessible(sandgrouse, 'serving, in Chinese');
});

test('a mirror is verified, carried and taken in, all in Chinese', async ({
  sandgrouse,
  workFolder,
}, testInfo) => {
  const { window } = sandgrouse;
  const look = looker(window, testInfo);
  const drive = join(workFolder, 'drive');
  await mkdir(drive);
  await chooseLanguage(sandgrouse, '简体中文');
  await createSample(window, join(workFolder, 'sample'), look);
  await planAndSync(window, look);
  await window.getByRole('button', { name: '此镜像的更多操作' }).click();
  await look('menu');
  await window.getByRole('menuitem', { name: '校验文件…' }).click();
  await look('verify');
  await stepButton(window, '校验').click();
  await window.getByRole('heading', { name: '一切正确' }).waitFor();
  await look('verified');

  await step(window, '携带').click();
  await window.getByLabel('文件夹', { exact: true }).fill(drive);
  await window.getByText('更多选项').click();
  await stepButton(window, '查看导出内容').click();
  await stepButton(window, '复制到驱动器').waitFor();
  await look('forecast');
  await stepButton(window, '复制到驱动器').click();
  await window.getByRole('heading', { name: '可以安全移除' }).waitFor();
  await look('exported');

  await sandgrouse.app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, drive);
  await window.getByRole('button', { name: '添加镜像' }).click();
  await window.getByRole('menuitem', { name: '使用镜像' }).click();
  await window.getByRole('heading', { name: '使用驱动器上的镜像' }).waitFor();
  await window.getByLabel('镜像的文件夹').fill(join(workFolder, 'far'));
  await look('bundle');
  await window.getByLabel('我已核对，指纹一致').check();
  await stepButton(window, '导入').click();
  await window.getByRole('heading', { name: '全部内容已导入，且正确无误' }).waitFor();
  await look('imported');
});

test('a project that upstream does not have, and what was done, are told in Chinese', async ({
  sandgrouse,
  workFolder,
}, testInfo) => {
  const { window } = sandgrouse;
  const look = looker(window, testInfo);
  await chooseLanguage(sandgrouse, '简体中文');
  await createSample(window, join(workFolder, 'sample'), look);
  await window.getByRole('textbox', { name: '允许列表' }).fill('sandgrouse-feather\nno-such-project');
  await planAndSync(window, look, '已结束，但计划不完整');
  await window.getByRole('button', { name: '此镜像的更多操作' }).click();
  await window.getByRole('menuitem', { name: '历史记录…' }).click();
  await window.getByRole('dialog').getByRole('listitem').first().waitFor();
  await look('history');
});

test.describe('on a system that speaks Chinese', () => {
  test.skip(process.platform !== 'linux', 'Elsewhere the language of the system is no variable.');
  test.use({ environment: { LANGUAGE: 'zh_CN', LC_ALL: 'zh_CN.UTF-8', LANG: 'zh_CN.UTF-8' } });

  test('the first start is in Chinese, and another language can be chosen', async ({ sandgrouse }) => {
    await expect(sandgrouse.window.locator('html')).toHaveAttribute('lang', 'zh-Hans');
    await expectChinese(sandgrouse.window, 'the first start');
    await sandgrouse.window.getByRole('button', { name: '设置' }).click();
    await expect(sandgrouse.window.getByRole('menuitemradio', { name: '系统语言' })).toBeChecked();
    await sandgrouse.window.getByRole('menuitemradio', { name: 'English' }).click();
    await expect(sandgrouse.window.locator('html')).toHaveAttribute('lang', 'en');
  });
});

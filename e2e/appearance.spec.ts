import type { DrivenApplication } from './fixtures/driven-application';
import { expect, test } from './fixtures/launch-app';

const shownTheme = ({ window }: DrivenApplication) => window.locator('html');
const SCHEME = 'data-mantine-color-scheme';

const mainTheme = ({ app }: DrivenApplication): Promise<string> =>
  app.evaluate(({ nativeTheme }) => nativeTheme.themeSource);

/** What the page paints on, as main writes it: "#RRGGBB". */
const pageColour = ({ window }: DrivenApplication): Promise<string> =>
  window.evaluate(() => {
    const parts = getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? [];
    const hex = parts.slice(0, 3).map((part) => Number(part).toString(16).padStart(2, '0'));
    return `#${hex.join('').toUpperCase()}`;
  });

const windowColour = ({ app }: DrivenApplication): Promise<string> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBackgroundColor() ?? '');

test('a theme that was chosen stays, over a restart, and nothing flashes before it', async ({
  sandgrouse,
}) => {
  await sandgrouse.window.getByRole('button', { name: 'Settings' }).click();
  await sandgrouse.window.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect(shownTheme(sandgrouse)).toHaveAttribute(SCHEME, 'dark');
  expect(await mainTheme(sandgrouse)).toBe('dark');

  await sandgrouse.restart();
  await expect(shownTheme(sandgrouse)).toHaveAttribute(SCHEME, 'dark');
  expect(await mainTheme(sandgrouse)).toBe('dark');
  expect(await windowColour(sandgrouse)).toBe(await pageColour(sandgrouse));
});

test('the menu changes the theme too, and the window follows', async ({ sandgrouse }) => {
  await sandgrouse.app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []);
    const themes = items?.find((item) => item.label === 'Theme')?.submenu?.items;
    themes?.find((item) => item.label === 'Light')?.click();
  });
  await expect(shownTheme(sandgrouse)).toHaveAttribute(SCHEME, 'light');
  expect(await windowColour(sandgrouse)).toBe(await pageColour(sandgrouse));
});

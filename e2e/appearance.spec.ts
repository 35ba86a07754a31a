import type { DrivenApplication } from './fixtures/driven-application';
import { expect, test } from './fixtures/launch-app';

const shownTheme = ({ window }: DrivenApplication) => window.locator('html');
const SCHEME = 'data-mantine-color-scheme';

const mainTheme = ({ app }: DrivenApplication): Promise<string> =>
  app.evaluate(({ nativeTheme }) => nativeTheme.themeSource);

const backgroundColour = ({ app }: DrivenApplication): Promise<string> =>
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
  expect(await backgroundColour(sandgrouse)).toBe('#202726');
});

test('the menu changes the theme too, and the window follows', async ({ sandgrouse }) => {
  await sandgrouse.app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []);
    const themes = items?.find((item) => item.label === 'Theme')?.submenu?.items;
    themes?.find((item) => item.label === 'Light')?.click();
  });
  await expect(shownTheme(sandgrouse)).toHaveAttribute(SCHEME, 'light');
  expect(await backgroundColour(sandgrouse)).toBe('#FFFEFB');
});

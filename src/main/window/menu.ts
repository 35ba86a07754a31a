import { Menu, type MenuItemConstructorOptions } from 'electron';
import { THEMES, type Theme } from '../../contract/settings';
import type { HostTexts } from '../texts/english';

export interface MenuParts {
  readonly texts: HostTexts;
  readonly theme: Theme;
  readonly chooseTheme: (theme: Theme) => void;
  readonly isMac: boolean;
  /** Shows what is for developers only. */
  readonly isDevelopment: boolean;
}

/** Sets the application's menu: the usual roles, and the theme. Set again when the theme changes. */
export function setMenu(parts: MenuParts): void {
  const { texts, isMac } = parts;
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { label: texts.menu.file, submenu: [{ role: isMac ? 'close' : 'quit' }] },
    { label: texts.menu.edit, role: 'editMenu' },
    { label: texts.menu.view, submenu: viewMenu(parts) },
    { label: texts.menu.window, role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function viewMenu({ texts, theme, chooseTheme, isDevelopment }: MenuParts): MenuItemConstructorOptions[] {
  const themes = THEMES.map(
    (choice): MenuItemConstructorOptions => ({
      label: texts.menu.themes[choice],
      type: 'radio',
      checked: choice === theme,
      click: () => chooseTheme(choice),
    }),
  );
  return [
    { label: texts.menu.theme, submenu: themes },
    { type: 'separator' },
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'togglefullscreen' },
    ...(isDevelopment
      ? ([{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }] as const)
      : []),
  ];
}

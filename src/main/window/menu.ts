import { Menu, type MenuItemConstructorOptions } from 'electron';
import { LANGUAGE_CHOICES, type LanguageChoice } from '../../contract/language';
import { THEMES, type Theme } from '../../contract/settings';
import type { HostTexts, MenuRole } from '../texts/english';

export interface MenuParts {
  readonly texts: HostTexts;
  readonly theme: Theme;
  readonly chooseTheme: (theme: Theme) => void;
  readonly languageChoice: LanguageChoice;
  readonly chooseLanguage: (choice: LanguageChoice) => void;
  readonly isMac: boolean;
  /** Shows what is for developers only. */
  readonly isDevelopment: boolean;
}

type Items = readonly (MenuRole | null)[];

const APPLICATION: Items = ['about', null, 'services', null, 'hide', 'hideOthers', 'unhide', null, 'quit'];
const EDIT: Items = ['undo', 'redo', null, 'cut', 'copy', 'paste', 'delete', null, 'selectAll'];
const ZOOM: Items = ['resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen'];

/** Sets the application's menu: the usual roles, theme and language. Set again when one of these changes. */
export function setMenu(parts: MenuParts): void {
  const { texts, isMac } = parts;
  const { menu } = texts;
  // Electron has its own words for roles, in English alone.
  const items = (roles: Items): MenuItemConstructorOptions[] =>
    roles.map((role) => (role === null ? { type: 'separator' } : { role, label: menu.roles[role] }));
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ label: texts.application, submenu: items(APPLICATION) }] : []),
    { label: menu.file, submenu: items([isMac ? 'close' : 'quit']) },
    { label: menu.edit, submenu: items(EDIT) },
    { label: menu.view, submenu: [...choices(parts), ...items([null, ...ZOOM]), ...developerItems(parts)] },
    { label: menu.window, role: 'window', submenu: items(['minimize', isMac ? 'front' : 'close']) },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function choices(parts: MenuParts): MenuItemConstructorOptions[] {
  const { menu } = parts.texts;
  return [
    {
      label: menu.theme,
      submenu: THEMES.map((choice) => ({
        label: menu.themes[choice],
        type: 'radio',
        checked: choice === parts.theme,
        click: () => parts.chooseTheme(choice),
      })),
    },
    {
      label: menu.language,
      submenu: LANGUAGE_CHOICES.map((choice) => ({
        label: menu.languages[choice],
        type: 'radio',
        checked: choice === parts.languageChoice,
        click: () => parts.chooseLanguage(choice),
      })),
    },
  ];
}

function developerItems({ isDevelopment }: MenuParts): MenuItemConstructorOptions[] {
  return isDevelopment ? [{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }] : [];
}

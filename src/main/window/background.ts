import { type BrowserWindow, Menu, Tray } from 'electron';
import type { HostTexts } from '../texts/english';

export interface BackgroundParts {
  readonly texts: HostTexts;
  readonly icon: string;
  readonly platform: NodeJS.Platform;
  readonly quit: () => void;
}

/** Keeps the application running without its window in the way. */
export interface Background {
  readonly enter: (window: BrowserWindow) => void;
  readonly leave: (window: BrowserWindow) => void;
}

/**
 * On Windows the window goes into the tray, on macOS its icon stays in the dock. Elsewhere it is minimised: Linux does
 * not tell whether a desktop shows trays, and a hidden window without one could not be found again.
 */
export function createBackground({ texts, icon, platform, quit }: BackgroundParts): Background {
  let tray: Tray | null = null;
  const leave = (window: BrowserWindow): void => {
    tray?.destroy();
    tray = null;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };
  const openTray = (window: BrowserWindow): Tray => {
    const opened = new Tray(icon);
    opened.setToolTip(texts.application);
    opened.on('click', () => leave(window));
    opened.setContextMenu(
      Menu.buildFromTemplate([
        { label: texts.tray.show, click: () => leave(window) },
        { label: texts.tray.quit, click: quit },
      ]),
    );
    return opened;
  };
  return {
    leave,
    enter: (window) => {
      if (platform === 'win32') {
        tray ??= openTray(window);
        window.hide();
      } else if (platform === 'darwin') {
        window.hide();
      } else {
        window.minimize();
      }
    },
  };
}

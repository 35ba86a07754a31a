import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { WindowPlace } from '../adapters/settings-store';
import { SMALLEST_WINDOW, startPlace } from './window-place';

/** The page's own background, so that nothing flashes before it is painted. */
const BACKGROUND = { light: '#fbf9f5', dark: '#191f1e' } as const;

const MOST_RELOADS = 3;

export interface MainWindowParts {
  readonly pageUrl: string;
  readonly preloadPath: string;
  readonly title: string;
  readonly icon: string;
  readonly place: WindowPlace | null;
  readonly savePlace: (place: WindowPlace) => void;
  /** Whether the window may close now. If not, the person is being asked. */
  readonly mayClose: () => boolean;
  readonly closeRequested: () => void;
  readonly focused: () => void;
  readonly log: (line: string) => void;
}

/** Opens the window. It is shown once its page has been painted. */
export function openMainWindow(parts: MainWindowParts): BrowserWindow {
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    ...startPlace(parts.place, screens),
    minWidth: SMALLEST_WINDOW.width,
    minHeight: SMALLEST_WINDOW.height,
    title: parts.title,
    icon: parts.icon,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: background(),
    webPreferences: {
      preload: parts.preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // A window in the background still shows how the run goes in its title.
      backgroundThrottling: true,
      spellcheck: false,
    },
  });
  if (parts.place?.isMaximized === true) window.maximize();
  confine(window);
  const followTheme = (): void => window.setBackgroundColor(background());
  nativeTheme.on('updated', followTheme);
  window.once('ready-to-show', () => window.show());
  // The title tells how the run goes; the page has no say in it.
  window.on('page-title-updated', (event) => event.preventDefault());
  window.on('focus', parts.focused);
  window.on('close', (event) => {
    parts.savePlace({ ...window.getNormalBounds(), isMaximized: window.isMaximized() });
    if (parts.mayClose()) return;
    event.preventDefault();
    parts.closeRequested();
  });
  window.on('closed', () => nativeTheme.off('updated', followTheme));
  bringBackAfterCrash(window, parts.log);
  window
    .loadURL(parts.pageUrl)
    .catch((error: unknown) => parts.log(`the page did not load: ${String(error)}`));
  return window;
}

/**
 * The runs in main go on without the page; loaded again, it takes a snapshot and is where it was. A page that crashes
 * again and again is left alone.
 */
function bringBackAfterCrash(window: BrowserWindow, log: MainWindowParts['log']): void {
  let reloads = 0;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log(`the window's process has gone: ${reason}`);
    if (reason === 'clean-exit' || window.isDestroyed() || reloads === MOST_RELOADS) return;
    reloads += 1;
    window.webContents.reload();
  });
}

function background(): string {
  return nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light;
}

/** The window shows its own page and nothing else, and gets no permission from anyone. */
function confine(window: BrowserWindow): void {
  const { webContents } = window;
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('will-navigate', (event) => event.preventDefault());
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  webContents.session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  webContents.session.setPermissionCheckHandler(() => false);
}

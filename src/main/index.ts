import { dirname, join } from 'node:path';
import { app, dialog, powerMonitor, protocol } from 'electron';
import icon from '../../build/icon.png?asset';
import targetScript from '../../resources/sandgrouse-target.py?raw';
import serverScript from '../../resources/serve.py?raw';
import { openLogFile } from './adapters/log-file';
import { IN_BACKGROUND } from './adapters/login-item';
import { openSettingsStore } from './adapters/settings-store';
import { compose } from './compose';
import { followLanguage } from './texts/host-texts';
import { answerPageRequest, PAGE_SCHEME, PAGE_URL } from './window/page';

const built = join(import.meta.dirname, '..');
/** In development the page comes from a server that reloads it. */
const developmentUrl = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL;

app.setName('Sandgrouse');
// Has to be told before the application is ready.
protocol.registerSchemesAsPrivileged([
  { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

function start(): void {
  const logFolder = app.getPath('logs');
  const log = openLogFile(logFolder, () => new Date());
  log(`Sandgrouse ${app.getVersion()} starts on ${process.platform}, Electron ${process.versions.electron}`);
  const settings = openSettingsStore(app.getLocale());
  const texts = followLanguage(() => settings.read().language);
  process.on('uncaughtException', (error) => {
    log(`fault: ${error.stack ?? error.message}`);
    dialog.showErrorBox(texts.fault.title, texts.fault.detail(error.message, logFolder));
  });
  process.on('unhandledRejection', (reason) => log(`unhandled: ${String(reason)}`));
  protocol.handle(PAGE_SCHEME, (request) => answerPageRequest(join(built, 'renderer'), request.url));

  const { show, quitting } = compose({
    settings,
    log,
    texts,
    pageUrl: developmentUrl ?? PAGE_URL,
    preloadPath: join(built, 'preload', 'index.cjs'),
    icon,
    sampleIndexFolder: join(built, 'sample-index'),
    targetScript,
    serverScript,
    application: { runtimeFolder: dirname(process.execPath), applicationFolder: join(built, '..') },
    startWords: startWords(),
    isInBackground: process.argv.includes(IN_BACKGROUND),
  });
  app.on('second-instance', show);
  app.on('activate', show);
  app.on('before-quit', (event) => {
    if (quitting.mayQuit()) return;
    event.preventDefault();
    void quitting.request();
  });
  const quitNow = (): void => void quitting.quitNow();
  powerMonitor.on('shutdown', quitNow);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, quitNow);
}

/** An AppImage is unpacked to another place at every start; in development the executable is told the folder. */
function startWords(): readonly [string, ...string[]] {
  if (process.env.APPIMAGE !== undefined) return [process.env.APPIMAGE];
  return app.isPackaged ? [process.execPath] : [process.execPath, app.getAppPath()];
}

if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.quit();

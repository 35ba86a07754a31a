import { Menu, Tray } from 'electron';
import type { Environment } from '../engine/run/environment';
import type { Desktop } from './adapters/desktop';
import type { Log } from './adapters/log-file';
import type { SettingsStore } from './adapters/settings-store';
import type { Push } from './ipc/electron-ipc';
import { nameOf } from './mirrors/mirror-list';
import { startSystemTimer } from './runs/timer';
import { KeptServers } from './serving/kept-servers';
import { MirrorServers } from './serving/mirror-servers';
import { recordServing } from './serving/record-serving';
import { serveFrom } from './serving/start-server';
import type { HostTexts } from './texts/english';
import { createServingTray, type TrayIcon } from './window/serving-tray';
import type { WindowKeeper } from './window/window-keeper';

export interface ServersParts {
  readonly settings: SettingsStore;
  readonly environment: Environment;
  readonly desktop: Desktop;
  readonly window: WindowKeeper;
  readonly push: Push;
  readonly texts: HostTexts;
  readonly log: Log;
  readonly icon: string;
  /** The application's own folder. */
  readonly dataDirectory: string;
  /** Has the application started when the person logs in, or no more. */
  readonly openAtLogin: (opens: boolean) => Promise<void>;
  readonly quit: () => void;
  /** Aborts when the application ends. */
  readonly signal: AbortSignal;
}

export interface Servers {
  readonly servers: MirrorServers;
  /** Starts what is kept; what cannot be served is told. */
  readonly resumeServers: () => Promise<void>;
  /** Tells what is served in other words, after the language was changed. */
  readonly renewWords: () => void;
}

/** The servers of the mirrors, those that come back at every start, and the icon that tells of them. */
export function composeServers(parts: ServersParts, announce: () => void): Servers {
  const { settings, desktop, window, texts, push, log } = parts;
  const kept = new KeptServers({
    read: settings.readKeptServers,
    write: settings.writeKeptServers,
    openAtLogin: parts.openAtLogin,
    start: (mirror, port, share) => servers.start({ directory: mirror, exportKey: null, port, share }),
    failed: (mirror, error) => {
      log(`"${mirror}" is not served again: ${String(error)}`);
      desktop.notify(texts.notice.notServed(nameOf(mirror)), window.show);
    },
  });
  const tray = createServingTray({
    openIcon: () => openTrayIcon(parts),
    nameOf,
    texts,
    show: window.show,
    quit: parts.quit,
    copy: (text) => void desktop.writeClipboard(text),
    stop: (mirror) => void servers.end(mirror),
  });
  const servers: MirrorServers = new MirrorServers({
    startServer: recordServing(serveFrom(parts.dataDirectory, parts.signal), parts.environment.recordAct),
    kept,
    startTimer: startSystemTimer,
    publish: (mirror, state) => {
      push('serve', { mirror, state });
      tray.update(mirror, state);
      announce();
    },
  });
  return { servers, resumeServers: () => kept.resume(), renewWords: tray.renewWords };
}

/** Where a desktop has no place for it, none is seen; the window tells the same. */
function openTrayIcon({ icon, texts, window, log }: ServersParts): TrayIcon | null {
  try {
    const tray = new Tray(icon);
    tray.setToolTip(texts.application);
    tray.on('click', window.show);
    return {
      setMenu: (lines) =>
        tray.setContextMenu(
          Menu.buildFromTemplate(
            lines.map((line) => {
              if (line.label === null) return { type: 'separator' };
              const { label, click } = line;
              return click === undefined ? { label, enabled: false } : { label, click };
            }),
          ),
        ),
      close: () => tray.destroy(),
    };
  } catch (error) {
    log(`there is no place for an icon: ${String(error)}`);
    return null;
  }
}

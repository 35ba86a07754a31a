import { setTimeout as sleep } from 'node:timers/promises';
import { app } from 'electron';
import type { AppInfo } from '../contract/settings';
import type { ApplicationPlace } from '../engine/export/plan/survey-application';
import { isAdoptable } from '../engine/run/adopt/adopt-mirror';
import { type Environment, systemEnvironment } from '../engine/run/environment';
import { openPlan } from '../engine/run/saved-plan';
import { firstOf } from '../engine/upstream/connection/credentials';
import { readAppInfo } from './adapters/app-info';
import type { CredentialStore } from './adapters/credential-store';
import { createDesktop, type Desktop } from './adapters/desktop';
import type { Log } from './adapters/log-file';
import { createLoginItem } from './adapters/login-item';
import type { SettingsStore } from './adapters/settings-store';
import { openSystemCredentials } from './adapters/system-credentials';
import { drivesHere } from './carrying/find-drive';
import { createQuitting, type Quitting } from './closing/quitting';
import { composeMirrors, type Mirrors } from './compose-mirrors';
import { createAnswer } from './ipc/answer';
import { adoptingHandlers } from './ipc/commands/adopting';
import { appHandlers } from './ipc/commands/app';
import { approvingHandlers } from './ipc/commands/approving';
import { carryingHandlers } from './ipc/commands/carrying';
import { choosingHandlers } from './ipc/commands/choosing';
import { clientsHandlers } from './ipc/commands/clients';
import { credentialHandlers } from './ipc/commands/credentials';
import { mirrorHandlers } from './ipc/commands/mirrors';
import { provingHandlers } from './ipc/commands/proving';
import { runHandlers } from './ipc/commands/runs';
import { servingHandlers } from './ipc/commands/serving';
import { targetsHandlers } from './ipc/commands/targets';
import { verifyingHandlers } from './ipc/commands/verifying';
import { answerRequests, pushTo } from './ipc/electron-ipc';
import type { Handlers, HandlersOf } from './ipc/handlers';
import { nameOf } from './mirrors/mirror-list';
import { createPlanReader } from './plans/plan-reader';
import { startSystemTimer } from './runs/timer';
import { clientFilesHere } from './serving/client-files';
import { testHere } from './serving/test-here';
import type { HostTexts } from './texts/english';
import { createAppearance } from './window/appearance';
import { createBackground } from './window/background';
import { openMainWindow } from './window/main-window';
import { isPageAt } from './window/page';
import { createWindowKeeper, type WindowKeeper } from './window/window-keeper';

/** Folders on a slow drive are waited for so long before the window gets the list as it was remembered. */
const LONGEST_FIRST_LOOK_MS = 700;

export interface ComposeParts {
  readonly settings: SettingsStore;
  readonly log: Log;
  readonly texts: HostTexts;
  readonly pageUrl: string;
  readonly preloadPath: string;
  readonly icon: string;
  readonly sampleIndexFolder: string;
  /** The text of the script that describes a target. */
  readonly targetScript: string;
  /** The text of the server that travels with an export. */
  readonly serverScript: string;
  /** Where the application itself lies, for whoever takes it along. */
  readonly application: ApplicationPlace;
  /** What starts the application: its executable, and what that is told. */
  readonly startWords: readonly [string, ...string[]];
  /** Started at login: nobody waits for the window. */
  readonly isInBackground: boolean;
}

export interface Application {
  /** Brings the window to the front. */
  readonly show: () => void;
  readonly quitting: Quitting;
}

/** Puts the application together and opens its window; mirrors are looked at after that. */
export function compose(parts: ComposeParts): Application {
  const { settings, log, texts } = parts;
  const quit = (): void => app.quit();
  const window = createWindowKeeper(
    createBackground({ texts, icon: parts.icon, platform: process.platform, quit }),
  );
  const push = pushTo(window.current);
  const desktop = createDesktop(window.current, texts);
  const credentials = openSystemCredentials();
  const environment = environmentWith(credentials);
  const closing = new AbortController();
  const { signal } = closing;
  const dataDirectory = app.getPath('userData');
  const holdings = composeMirrors({
    ...parts,
    environment,
    desktop,
    window,
    push,
    dataDirectory,
    openAtLogin: openAtLogin(parts.startWords),
    quit,
    signal,
  });
  const quitting = composeQuitting(holdings, { desktop, window, closing, log, quit });
  const updateSettings = createAppearance({
    settings,
    texts,
    isDevelopment: !app.isPackaged,
    publish: (changed) => {
      push('settings', changed);
      holdings.renewWords();
    },
  });
  window.open(() =>
    openMainWindow({
      ...parts,
      title: texts.application,
      place: settings.readWindowPlace(),
      savePlace: settings.writeWindowPlace,
      mayClose: quitting.mayQuit,
      closeRequested: () => void quitting.request(),
      focused: () => void holdings.mirrors.look(),
    }),
  );
  if (parts.isInBackground) window.hide();
  void holdings.resumeServers();
  const handlers = composeHandlers(parts, {
    ...holdings,
    dataDirectory,
    desktop,
    updateSettings,
    environment,
    credentials,
    signal,
  });
  const isOurPage = (url: string): boolean => isPageAt(parts.pageUrl, url);
  answerRequests(createAnswer({ handlers, isOurPage, log }), window.current);
  return { show: window.show, quitting };
}

interface QuittingTools {
  readonly desktop: Desktop;
  readonly window: WindowKeeper;
  /** Aborted when everything is put down. */
  readonly closing: AbortController;
  readonly log: Log;
  readonly quit: () => void;
}

function composeQuitting(
  { mirrors, servers, proofs, verifications, adoptions, carrying }: Mirrors,
  { desktop, window, closing, log, quit }: QuittingTools,
): Quitting {
  const { exports, bundles } = carrying;
  return createQuitting({
    openWork: () => ({
      working: [
        ...mirrors.namesAtWork(),
        ...[verifications, exports, bundles].flatMap((work) => work.underWay().map(nameOf)),
      ],
      shared: servers.shared().map(nameOf),
    }),
    ask: desktop.askWhatClosingMeans,
    keepRunning: window.hide,
    shutDown: async () => {
      closing.abort();
      const holdings = [mirrors, servers, proofs, verifications, adoptions, exports, bundles];
      await Promise.all(holdings.map((holding) => holding.close()));
    },
    quit,
    startTimer: startSystemTimer,
    log,
  });
}

/** What the person gave to the window goes before what they keep for command lines. */
function environmentWith(credentials: CredentialStore): Environment {
  const environment = systemEnvironment({ version: app.getVersion(), interface: 'window' });
  return { ...environment, credentials: firstOf([credentials.find, environment.credentials]) };
}

function openAtLogin(command: readonly [string, ...string[]]): (opens: boolean) => Promise<void> {
  return createLoginItem({
    platform: process.platform,
    command,
    configurationFolder: app.getPath('appData'),
    setLoginItem: (opens, args) =>
      app.setLoginItemSettings({ openAtLogin: opens, path: command[0], args: [...args] }),
  });
}

interface HandlerParts extends Mirrors {
  readonly desktop: Desktop;
  readonly updateSettings: SettingsStore['update'];
  readonly environment: Environment;
  readonly credentials: CredentialStore;
  readonly dataDirectory: string;
  readonly signal: AbortSignal;
}

function composeHandlers(
  parts: ComposeParts,
  {
    mirrors,
    servers,
    proofs,
    verifications,
    prepareRepair,
    adoptions,
    carrying,
    desktop,
    credentials,
    ...rest
  }: HandlerParts,
): Handlers {
  const folders = { home: app.getPath('home'), documents: app.getPath('documents') };
  const firstLook = Promise.race([mirrors.look(), sleep(LONGEST_FIRST_LOOK_MS, undefined, { ref: false })]);
  return {
    ...appHandlers({
      readAppInfo: () => appInfo(parts),
      settings: { read: parts.settings.read, update: rest.updateSettings },
      writeClipboard: desktop.writeClipboard,
    }),
    ...credentialHandlers(credentials),
    ...mirrorHandlers({
      mirrors,
      servers,
      folders,
      firstLook,
      chooseFolder: desktop.chooseFolder,
      showFolder: desktop.showFolder,
      recordAct: rest.environment.recordAct,
      signal: rest.signal,
    }),
    ...adoptingHandlers({ adoptions, isAdoptable, folders }),
    ...carryingHandlers({
      ...carrying,
      ...rest,
      drives: drivesHere(rest),
      mirrors,
      servers,
      folders,
      desktop,
    }),
    ...approvingHandlers({ mirrors, folders, openInBrowser: desktop.openInBrowser, ...rest }),
    ...runHandlers(mirrors, createPlanReader(openPlan), verifications),
    ...verifyingHandlers({ mirrors, verifications, prepareRepair }),
    ...choosingHandlers({ mirrors, chooseFile: () => desktop.chooseFile('import'), ...rest }),
    ...targetsHandlers({ targetScript: parts.targetScript, chooseNewFile: desktop.chooseNewFile }),
    ...provingHandlers({ mirrors, proofs, openInBrowser: desktop.openInBrowser }),
    ...serverHandlers(parts, { mirrors, servers, desktop, signal: rest.signal }),
  };
}

function serverHandlers(
  { targetScript }: ComposeParts,
  { mirrors, servers, desktop, signal }: Pick<HandlerParts, 'mirrors' | 'servers' | 'desktop' | 'signal'>,
): HandlersOf<'serve' | 'clients'> {
  return {
    ...clientsHandlers({
      servers,
      files: clientFilesHere({ signal }),
      chooseFile: () => desktop.chooseFile('client'),
    }),
    ...servingHandlers({
      mirrors,
      servers,
      test: testHere(targetScript, { signal }),
      openInBrowser: desktop.openInBrowser,
    }),
  };
}

function appInfo({
  sampleIndexFolder,
  application,
}: Pick<ComposeParts, 'sampleIndexFolder' | 'application'>): Promise<AppInfo> {
  return readAppInfo({
    version: app.getVersion(),
    platform: process.platform,
    electronVersion: process.versions.electron,
    sampleIndexFolder,
    application,
  });
}

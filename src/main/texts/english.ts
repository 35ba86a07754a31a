import type { LanguageChoice } from '../../contract/language';
import type { FilePurpose, FolderPurpose } from '../../contract/mirror';
import type { Theme } from '../../contract/settings';

/** The entries of the menu that Electron carries out by itself. */
export type MenuRole =
  | 'about'
  | 'services'
  | 'hide'
  | 'hideOthers'
  | 'unhide'
  | 'quit'
  | 'close'
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'delete'
  | 'selectAll'
  | 'resetZoom'
  | 'zoomIn'
  | 'zoomOut'
  | 'togglefullscreen'
  | 'minimize'
  | 'front';

/** The words that main shows by itself: menus, the question on closing, the notice at the end of a run. */
export interface HostTexts {
  readonly application: string;
  readonly menu: {
    readonly file: string;
    readonly edit: string;
    readonly view: string;
    readonly window: string;
    readonly theme: string;
    readonly themes: Readonly<Record<Theme, string>>;
    readonly language: string;
    readonly languages: Readonly<Record<LanguageChoice, string>>;
    readonly roles: Readonly<Record<MenuRole, string>>;
  };
  readonly chooseFolder: Readonly<Record<FolderPurpose, { readonly title: string; readonly button: string }>>;
  readonly chooseFile: Readonly<Record<FilePurpose, { readonly title: string; readonly button: string }>>;
  readonly chooseNewFile: { readonly title: string; readonly button: string };
  readonly closing: {
    readonly question: (mirrors: readonly string[]) => string;
    readonly detail: string;
    readonly sharedQuestion: (mirrors: readonly string[]) => string;
    readonly sharedDetail: string;
    readonly stopAndQuit: string;
    readonly keepRunning: string;
    readonly pauseAndQuit: string;
    readonly cancel: string;
  };
  readonly scanner: {
    readonly question: (command: string) => string;
    readonly detail: string;
    readonly run: string;
    readonly cancel: string;
  };
  readonly tray: {
    readonly show: string;
    readonly quit: string;
    readonly serving: (mirror: string) => string;
    readonly copyAddress: string;
    readonly stopServing: string;
  };
  readonly title: {
    readonly planning: (mirror: string) => string;
    readonly syncing: (mirror: string, percent: number) => string;
    readonly paused: (mirror: string, percent: number) => string;
    readonly several: (runs: number, percent: number) => string;
  };
  readonly notice: {
    readonly complete: (mirror: string, files: number) => string;
    readonly incomplete: (mirror: string, failures: number) => string;
    readonly paused: (mirror: string) => string;
    readonly failed: (mirror: string) => string;
    readonly notServed: (mirror: string) => string;
  };
  readonly fault: { readonly title: string; readonly detail: (message: string, logFolder: string) => string };
}

const plural = new Intl.PluralRules('en');
const count = (value: number, one: string, other: string): string =>
  `${value.toLocaleString('en')} ${plural.select(value) === 'one' ? one : other}`;

export const ENGLISH_HOST_TEXTS: HostTexts = {
  application: 'Sandgrouse',
  menu: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    window: 'Window',
    theme: 'Theme',
    themes: { system: 'Follow system', light: 'Light', dark: 'Dark' },
    language: 'Language · 语言',
    languages: { system: 'System language', en: 'English', 'zh-Hans': '简体中文' },
    roles: {
      about: 'About Sandgrouse',
      services: 'Services',
      hide: 'Hide Sandgrouse',
      hideOthers: 'Hide others',
      unhide: 'Show all',
      quit: 'Quit',
      close: 'Close window',
      undo: 'Undo',
      redo: 'Redo',
      cut: 'Cut',
      copy: 'Copy',
      paste: 'Paste',
      delete: 'Delete',
      selectAll: 'Select all',
      resetZoom: 'Actual size',
      zoomIn: 'Zoom in',
      zoomOut: 'Zoom out',
      togglefullscreen: 'Full screen',
      minimize: 'Minimise',
      front: 'Bring all to front',
    },
  },
  chooseFolder: {
    create: { title: 'Choose a folder for the new mirror', button: 'Use this folder' },
    open: { title: 'Choose a drive, or the folder of a mirror', button: 'Open' },
    export: { title: 'Choose a drive or a folder to export to', button: 'Export here' },
    base: { title: 'Choose an earlier export, or the folder with its receipt', button: 'Go on from this' },
    approval: { title: 'Choose where the approval sheet goes', button: 'Put it here' },
    receipt: { title: 'Choose where the receipt goes', button: 'Put it here' },
  },
  chooseFile: {
    import: { title: 'Choose a file to import', button: 'Import' },
    client: { title: 'Choose the file to write the address into', button: 'Use this file' },
    tool: { title: 'Choose a file to put beside the export', button: 'Add' },
  },
  chooseNewFile: { title: 'Save the script for the offline computer', button: 'Save' },
  closing: {
    question: (mirrors) =>
      mirrors.length === 1
        ? `"${mirrors[0] ?? ''}" is still being worked on.`
        : `${count(mirrors.length, 'mirror is', 'mirrors are')} still being worked on.`,
    detail:
      'It can go on in the background. If you pause, finished files stay, and a sync goes on at the same byte when you resume; a plan being made has to be made again.',
    sharedQuestion: (mirrors) =>
      mirrors.length === 1
        ? `"${mirrors[0] ?? ''}" is being served to the network.`
        : `${count(mirrors.length, 'mirror is', 'mirrors are')} being served to the network.`,
    sharedDetail: 'Other computers can install from here as long as Sandgrouse runs.',
    stopAndQuit: 'Stop and quit',
    keepRunning: 'Keep running',
    pauseAndQuit: 'Pause and quit',
    cancel: 'Cancel',
  },
  scanner: {
    question: (command) => `Run "${command}" on the export?`,
    detail:
      'It is a program of this computer, and it runs with your rights. The export is sealed only if it ends well.',
    run: 'Run it',
    cancel: 'Cancel',
  },
  tray: {
    show: 'Show Sandgrouse',
    quit: 'Quit',
    serving: (mirror) => `Serving "${mirror}"`,
    copyAddress: 'Copy the address',
    stopServing: 'Stop serving',
  },
  title: {
    planning: (mirror) => `Planning – ${mirror} – Sandgrouse`,
    syncing: (mirror, percent) => `${percent}% – ${mirror} – Sandgrouse`,
    paused: (mirror, percent) => `Paused at ${percent}% – ${mirror} – Sandgrouse`,
    several: (runs, percent) => `${percent}% – ${count(runs, 'mirror', 'mirrors')} – Sandgrouse`,
  },
  notice: {
    complete: (mirror, files) => `"${mirror}" is complete: ${count(files, 'file', 'files')}.`,
    incomplete: (mirror, failures) =>
      failures === 0
        ? `"${mirror}" is done, but not everything that was asked for could be had. Open it to see why.`
        : `"${mirror}" is done, but ${count(failures, 'file', 'files')} could not be fetched. Open it to see why.`,
    paused: (mirror) => `"${mirror}" is paused because something went wrong. Open it to see what to do.`,
    failed: (mirror) => `"${mirror}" has stopped. Open it to see why.`,
    notServed: (mirror) => `"${mirror}" could not be served again. Open it to see why.`,
  },
  fault: {
    title: 'Something went wrong inside Sandgrouse',
    detail: (message, logFolder) =>
      `${message}\n\nWhat was fetched is safe. Please start the application again, and report this with the log in "${logFolder}".`,
  },
};

import { type BrowserWindow, clipboard, dialog, Notification, powerSaveBlocker, shell } from 'electron';
import type { FilePurpose, FolderPurpose } from '../../contract/mirror';
import { ProblemError, problem } from '../../contract/problem';
import type { ClosingChoice, OpenWork } from '../closing/quitting';
import type { HostTexts } from '../texts/english';

/** The desktop around the window: its dialogs, its file manager, its browser, its clipboard, its notices. */
export interface Desktop {
  readonly chooseFolder: (purpose: FolderPurpose) => Promise<string | null>;
  readonly chooseFile: (purpose: FilePurpose) => Promise<string | null>;
  /** Where a new file goes; asks before one that is there is replaced. */
  readonly chooseNewFile: (filename: string) => Promise<string | null>;
  readonly askWhatClosingMeans: (work: OpenWork) => Promise<ClosingChoice>;
  /** Whether a program that was typed into the window may run. */
  readonly confirmScanner: (command: string) => Promise<boolean>;
  readonly showFolder: (directory: string) => Promise<void>;
  readonly openInBrowser: (url: string) => Promise<void>;
  readonly writeClipboard: (text: string) => Promise<void>;
  /** Shows a notice; `onClick` runs when the person follows it. */
  readonly notify: (text: string, onClick: () => void) => void;
  /** Holds sleep off until the returned function is called. */
  readonly holdSleepOff: () => () => void;
}

const CHOICES = ['keep-running', 'pause-and-quit', 'cancel'] as const satisfies readonly ClosingChoice[];

/** Nothing is written there, so no folder is made. */
const READ_PURPOSES: ReadonlySet<FolderPurpose> = new Set(['open', 'base']);

export function createDesktop(currentWindow: () => BrowserWindow | null, texts: HostTexts): Desktop {
  return {
    chooseFolder: (purpose) => {
      const { title, button } = texts.chooseFolder[purpose];
      return choosePath(currentWindow(), {
        title,
        buttonLabel: button,
        properties: READ_PURPOSES.has(purpose) ? ['openDirectory'] : ['openDirectory', 'createDirectory'],
      });
    },
    chooseFile: (purpose) => {
      const { title, button } = texts.chooseFile[purpose];
      // Requirements are named in many ways, and settings lie in hidden folders, so no name is hidden.
      return choosePath(currentWindow(), {
        title,
        buttonLabel: button,
        properties: ['openFile', 'showHiddenFiles'],
      });
    },
    chooseNewFile: (filename) => chooseNewPath(currentWindow(), { ...texts.chooseNewFile, filename }),
    askWhatClosingMeans: (work) => askWhatClosingMeans(currentWindow(), texts, work),
    confirmScanner: (command) => confirmScanner(currentWindow(), texts, command),
    showFolder: async (directory) => {
      const cause = await shell.openPath(directory);
      if (cause !== '') {
        throw new ProblemError(problem('disk-failed', { path: directory, operation: 'open', cause }));
      }
    },
    openInBrowser: (url) => shell.openExternal(url),
    // A promise in the newest Electron, nothing in those before.
    writeClipboard: async (text) => clipboard.writeText(text),
    notify: (text, onClick) => {
      if (!Notification.isSupported()) return;
      const notice = new Notification({ title: texts.application, body: text });
      notice.on('click', onClick);
      notice.show();
    },
    holdSleepOff: () => {
      const blocker = powerSaveBlocker.start('prevent-app-suspension');
      return () => powerSaveBlocker.stop(blocker);
    },
  };
}

async function askWhatClosingMeans(
  window: BrowserWindow | null,
  { application, closing }: HostTexts,
  { working, shared }: OpenWork,
): Promise<ClosingChoice> {
  // What is worked on is the more urgent of the two; its question covers both.
  const isWorking = working.length > 0;
  const { keepRunning, cancel } = closing;
  const options: Electron.MessageBoxOptions = {
    type: 'question',
    title: application,
    message: isWorking ? closing.question(working) : closing.sharedQuestion(shared),
    detail: isWorking ? closing.detail : closing.sharedDetail,
    buttons: [keepRunning, isWorking ? closing.pauseAndQuit : closing.stopAndQuit, cancel],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  };
  const { response } = await (window === null
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(window, options));
  return CHOICES[response] ?? 'cancel';
}

/** Cancel comes first to whoever presses Enter without reading. */
async function confirmScanner(
  window: BrowserWindow | null,
  { application, scanner }: HostTexts,
  command: string,
): Promise<boolean> {
  const options: Electron.MessageBoxOptions = {
    type: 'question',
    title: application,
    message: scanner.question(command),
    detail: scanner.detail,
    buttons: [scanner.run, scanner.cancel],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  };
  const { response } = await (window === null
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(window, options));
  return response === 0;
}

async function choosePath(
  window: BrowserWindow | null,
  options: Electron.OpenDialogOptions,
): Promise<string | null> {
  const { canceled, filePaths } = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  return canceled ? null : (filePaths[0] ?? null);
}

async function chooseNewPath(
  window: BrowserWindow | null,
  { title, button, filename }: { readonly title: string; readonly button: string; readonly filename: string },
): Promise<string | null> {
  const options: Electron.SaveDialogOptions = { title, buttonLabel: button, defaultPath: filename };
  const { canceled, filePath } = await (window === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options));
  return canceled || filePath === '' ? null : filePath;
}

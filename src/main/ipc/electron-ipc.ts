import { type BrowserWindow, ipcMain } from 'electron';
import { ASK_CHANNEL, pushChannel } from '../../contract/bridge';
import type { Pushes, PushName } from '../../contract/pushes';
import type { Answer } from './answer';

/** Sends a push to the window, where there is one. */
export type Push = <Name extends PushName>(name: Name, value: Pushes[Name]) => void;

/** Answers requests; only the main frame of the window that `currentWindow` gives counts as ours. */
export function answerRequests(answer: Answer, currentWindow: () => BrowserWindow | null): void {
  ipcMain.handle(ASK_CHANNEL, (event, name: unknown, input: unknown) => {
    const frame = event.senderFrame;
    const window = currentWindow();
    const isOurMainFrame = frame !== null && window !== null && frame === window.webContents.mainFrame;
    return answer(frame === null ? null : { url: frame.url, isOurMainFrame }, name, input);
  });
}

export function pushTo(currentWindow: () => BrowserWindow | null): Push {
  return (name, value) => {
    const window = currentWindow();
    if (window !== null && !window.isDestroyed()) window.webContents.send(pushChannel(name), value);
  };
}

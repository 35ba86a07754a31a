import type { BrowserWindow } from 'electron';
import type { HostTexts } from '../texts/english';
import { displayWork, type NamedRun } from './work-display';

/** Keeps the window's title and the taskbar in step with the runs; touches them only when something shows. */
export function createWorkReporter(
  currentWindow: () => BrowserWindow | null,
  texts: HostTexts,
): (runs: readonly NamedRun[]) => void {
  let shownBar = '';
  return (runs) => {
    const window = currentWindow();
    if (window === null || window.isDestroyed()) return;
    const { title, bar } = displayWork(runs, texts);
    if (window.getTitle() !== title) window.setTitle(title);
    const wantedBar = bar === null ? '' : `${bar.mode} ${bar.share.toFixed(2)}`;
    if (wantedBar === shownBar) return;
    shownBar = wantedBar;
    // A negative share clears the bar.
    if (bar === null) window.setProgressBar(-1);
    else window.setProgressBar(bar.mode === 'indeterminate' ? 2 : bar.share, { mode: bar.mode });
  };
}

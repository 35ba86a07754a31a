import type { BrowserWindow } from 'electron';
import type { Background } from './background';

/** The application's one window, once it is open. */
export interface WindowKeeper {
  readonly current: () => BrowserWindow | null;
  readonly open: (create: () => BrowserWindow) => void;
  /** Brings the window to the front. */
  readonly show: () => void;
  /** Puts the window out of the way while work goes on. */
  readonly hide: () => void;
}

export function createWindowKeeper(background: Background): WindowKeeper {
  let window: BrowserWindow | null = null;
  const current = (): BrowserWindow | null => (window?.isDestroyed() === true ? null : window);
  return {
    current,
    open: (create) => {
      window = create();
    },
    show: () => {
      const shown = current();
      if (shown !== null) background.leave(shown);
    },
    hide: () => {
      const hidden = current();
      if (hidden !== null) background.enter(hidden);
    },
  };
}

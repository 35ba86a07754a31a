import type { StartTimer } from '../runs/timer';

/** Files are closed within moments; a drive that does not answer must not hold the application for ever. */
const LONGEST_SHUTDOWN_MS = 8_000;

export type ClosingChoice = 'keep-running' | 'pause-and-quit' | 'cancel';

/** What would end with the application: names of mirrors. */
export interface OpenWork {
  readonly working: readonly string[];
  /** Served to other computers, whose people see nothing of this one. */
  readonly shared: readonly string[];
}

export interface QuittingParts {
  readonly openWork: () => OpenWork;
  readonly ask: (work: OpenWork) => Promise<ClosingChoice>;
  /** Puts the window out of the way while work goes on. */
  readonly keepRunning: () => void;
  /** Pauses runs, stops servers. */
  readonly shutDown: () => Promise<void>;
  /** Ends the application; what it asks on its way is answered by `mayQuit`. */
  readonly quit: () => void;
  readonly startTimer: StartTimer;
  readonly log: (line: string) => void;
}

export interface Quitting {
  /** Everything is put down; windows may close. */
  readonly mayQuit: () => boolean;
  /** The person closed the window or chose Quit: asks while there is work, and only once at a time. */
  readonly request: () => Promise<void>;
  /** The system ends the session: there is nobody to ask. */
  readonly quitNow: () => Promise<void>;
}

/** Decides what closing means: the application ends only when every file is closed. */
export function createQuitting(parts: QuittingParts): Quitting {
  let isAsking = false;
  let ending: Promise<void> | null = null;
  let isDown = false;

  const end = async (): Promise<void> => {
    await withinTime(parts);
    isDown = true;
    parts.quit();
  };
  const quitNow = (): Promise<void> => {
    ending ??= end();
    return ending;
  };
  return {
    mayQuit: () => isDown,
    quitNow,
    request: async () => {
      if (isAsking || ending !== null) return;
      const work = parts.openWork();
      if (work.working.length + work.shared.length === 0) return quitNow();
      isAsking = true;
      const choice = await parts.ask(work).finally(() => {
        isAsking = false;
      });
      if (choice === 'keep-running') parts.keepRunning();
      if (choice === 'pause-and-quit') await quitNow();
    },
  };
}

function withinTime({ shutDown, startTimer, log }: QuittingParts): Promise<void> {
  return new Promise((resolve) => {
    const stopTimer = startTimer(() => {
      log('not everything could be put down in time');
      resolve();
    }, LONGEST_SHUTDOWN_MS);
    shutDown()
      .catch((error: unknown) => log(`putting things down failed: ${String(error)}`))
      .finally(() => {
        stopTimer();
        resolve();
      });
  });
}

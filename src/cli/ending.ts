import { PAUSE } from '../engine/files/interruption';
import { type EndingSignal, exitCodeOfSignal, SIGNAL_NUMBERS } from './exit-codes';
import type { Ending } from './session';

/** The parts of `process` that are used. */
export interface SignalSource {
  readonly on: (name: EndingSignal, listener: () => void) => unknown;
  readonly exit: (exitCode: number) => void;
}

/**
 * The first signal asks the command to pause or stop, the second ends the process at once: what it wrote by then is
 * whole, as after a power cut.
 */
export function watchSignals(source: SignalSource): Ending {
  const controller = new AbortController();
  const listeners: (() => void)[] = [];
  let received: EndingSignal | null = null;
  for (const name of Object.keys(SIGNAL_NUMBERS) as EndingSignal[]) {
    source.on(name, () => {
      if (received !== null) {
        source.exit(exitCodeOfSignal(name));
        return;
      }
      received = name;
      for (const listener of listeners) listener();
      controller.abort(PAUSE);
    });
  }
  return {
    signal: controller.signal,
    received: () => received,
    onReceived: (listener) => listeners.push(listener),
  };
}

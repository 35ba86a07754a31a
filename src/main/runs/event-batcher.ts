import { mergeRunEvents } from '../../contract/merge-events';
import type { RunEvent } from '../../contract/run-event';
import type { StartTimer } from './timer';

/** About ten batches a second: often enough to look alive, seldom enough to leave both processes calm. */
const BATCH_INTERVAL_MS = 100;

export interface EventBatcher {
  readonly add: (event: RunEvent) => void;
  /** Delivers what waits, if anything does. */
  readonly flush: () => void;
}

/**
 * Gathers the events of a run into merged batches. An event that moves the run to another stage is delivered at once,
 * together with everything before it; nothing is ever put in another order.
 */
export function createEventBatcher(parts: {
  readonly startTimer: StartTimer;
  readonly deliver: (events: readonly RunEvent[]) => void;
}): EventBatcher {
  let waiting: RunEvent[] = [];
  let stopTimer: (() => void) | null = null;

  const flush = (): void => {
    stopTimer?.();
    stopTimer = null;
    if (waiting.length === 0) return;
    const events = waiting;
    waiting = [];
    parts.deliver(mergeRunEvents(events));
  };

  return {
    flush,
    add: (event) => {
      waiting.push(event);
      if (changesStage(event)) flush();
      else stopTimer ??= parts.startTimer(flush, BATCH_INTERVAL_MS);
    },
  };
}

function changesStage(event: RunEvent): boolean {
  return event.type === 'plan-started' || event.type === 'sync-started' || endsWork(event);
}

/** Whether the work that emits this event is over but for closing its files. */
export function endsWork(event: RunEvent): boolean {
  switch (event.type) {
    case 'plan-finished':
    case 'run-paused':
    case 'run-cancelled':
    case 'run-failed':
    case 'run-finished':
    case 'run-restored':
      return true;
    default:
      return false;
  }
}

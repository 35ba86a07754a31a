import type { RecordAct } from '../../contract/history';
import type { RunEvent } from '../../contract/run-event';
import { causeOf } from '../mirror/cause-of';
import type { SyncOutcome } from './sync-outcome';

/** Writes down how one sync began and ended, with the figures that its events tell. */
export interface SyncHistory {
  /** Passes an event on, and counts it. */
  readonly emit: (event: RunEvent) => void;
  /** The sync that begins goes on with one that stood still. */
  readonly resumes: () => void;
  readonly end: (outcome: SyncOutcome) => Promise<void>;
}

export function followSync(
  directory: string,
  { recordAct, emit }: { readonly recordAct: RecordAct; readonly emit: (event: RunEvent) => void },
): SyncHistory {
  const figures = { filesFetched: 0, bytesFetched: 0, filesRemoved: 0, filesFailed: 0 };
  let isResumed = false;
  let isRemoving = false;
  let begun: Promise<void> = Promise.resolve();

  const begin = ({ totals }: Extract<RunEvent, { type: 'sync-started' }>): void => {
    const { files, bytes, filesDone: filesHere } = totals;
    begun = recordAct(directory, {
      act: isResumed ? 'sync-resumed' : 'sync-started',
      files,
      bytes,
      filesHere,
    });
  };
  const tally = (event: RunEvent): void => {
    if (event.type === 'sync-started') begin(event);
    else if (event.type === 'file-progressed') figures.bytesFetched += event.bytes;
    else if (event.type === 'file-finished') figures.filesFetched += 1;
    else if (event.type === 'file-failed') figures.filesFailed += 1;
    else if (event.type === 'phase-changed') isRemoving = event.phase === 'removing';
    else if (event.type === 'step-finished' && isRemoving) figures.filesRemoved += event.steps;
  };
  return {
    resumes: () => {
      isResumed = true;
    },
    emit: (event) => {
      tally(event);
      emit(event);
    },
    end: async (outcome) => {
      await begun;
      await recordAct(directory, { ...endOf(outcome), ...figures });
    },
  };
}

function endOf(outcome: SyncOutcome) {
  switch (outcome.kind) {
    case 'finished':
      return { act: 'sync-ended', complete: outcome.complete } as const;
    case 'paused': {
      const { reason } = outcome;
      return {
        act: 'sync-paused',
        cause: reason.kind === 'problem' ? causeOf(reason.problem) : null,
      } as const;
    }
    case 'cancelled':
      return { act: 'sync-cancelled' } as const;
    case 'failed':
      return { act: 'sync-failed', cause: causeOf(outcome.problem) } as const;
  }
}

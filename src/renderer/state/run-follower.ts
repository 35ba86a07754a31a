import { reduceRunBatch } from '../../contract/reduce-run';
import type { RunEventBatch } from '../../contract/run-event';
import type { RunState } from '../../contract/run-state';

export interface RunSnapshot {
  readonly sequence: number;
  readonly state: RunState;
}

export interface RunFollower {
  /** Begins to follow a mirror, or reads its state anew. Batches that come meanwhile are kept. */
  readonly follow: (mirror: string) => Promise<void>;
  readonly receive: (batch: RunEventBatch) => void;
}

type Followed =
  | { readonly phase: 'loading'; readonly waiting: RunEventBatch[] }
  | { readonly phase: 'live'; readonly sequence: number; readonly state: RunState };

interface FollowerParts {
  readonly readSnapshot: (mirror: string) => Promise<RunSnapshot>;
  readonly changed: (mirror: string, state: RunState) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Keeps the runs of mirrors in step with main: a numbered snapshot, then every batch with a higher number, folded by
 * the contract's reducer. Batches may come before the snapshot, twice, or with a gap; after a gap a new snapshot is read.
 */
export function createRunFollower(parts: FollowerParts): RunFollower {
  const followed = new Map<string, Followed>();

  const accept = (mirror: string, sequence: number, state: RunState): void => {
    followed.set(mirror, { phase: 'live', sequence, state });
    parts.changed(mirror, state);
  };

  const load = async (mirror: string, waiting: RunEventBatch[], behind: number): Promise<void> => {
    followed.set(mirror, { phase: 'loading', waiting });
    try {
      const snapshot = await parts.readSnapshot(mirror);
      const caughtUp = catchUp(snapshot, waiting);
      accept(mirror, caughtUp.sequence, caughtUp.state);
      const rest = waiting.filter((batch) => batch.sequence > caughtUp.sequence);
      // A snapshot that brought nothing new would bring nothing new again.
      if (rest.length > 0 && snapshot.sequence > behind) await load(mirror, rest, snapshot.sequence);
    } catch (error) {
      followed.delete(mirror);
      parts.failed(error);
    }
  };

  return {
    follow: async (mirror) => {
      if (followed.get(mirror)?.phase !== 'loading') await load(mirror, [], -1);
    },
    receive: (batch) => {
      const entry = followed.get(batch.mirror);
      if (entry === undefined) return;
      if (entry.phase === 'loading') {
        entry.waiting.push(batch);
      } else if (batch.sequence === entry.sequence + 1) {
        accept(batch.mirror, batch.sequence, reduceRunBatch(entry.state, batch.events));
      } else if (batch.sequence > entry.sequence) {
        void load(batch.mirror, [batch], entry.sequence);
      }
    },
  };
}

/** Folds what follows the snapshot without a gap. */
function catchUp(snapshot: RunSnapshot, batches: readonly RunEventBatch[]): RunSnapshot {
  let { sequence, state } = snapshot;
  for (const batch of [...batches].sort((left, right) => left.sequence - right.sequence)) {
    if (batch.sequence !== sequence + 1) continue;
    state = reduceRunBatch(state, batch.events);
    sequence = batch.sequence;
  }
  return { sequence, state };
}

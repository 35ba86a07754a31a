import type { TransferProgress, TransferStep } from '../../../contract/bundle';
import type { Problem } from '../../../contract/problem';

/** Counts what was done, and tells it a few times a second. */
export interface TransferMeter {
  readonly begin: (step: TransferStep, totals: { readonly items: number; readonly bytes: number }) => void;
  readonly itemDone: () => void;
  readonly moved: (bytes: number) => void;
  /** Says why nothing moves. */
  readonly waiting: (problem: Problem) => void;
  readonly bytesMoved: () => number;
}

const TELLING_INTERVAL_MS = 100;
const SPEED_INTERVAL_MS = 1000;

export function createTransferMeter(
  now: () => number,
  emit: (progress: TransferProgress) => void,
): TransferMeter {
  let progress: TransferProgress = {
    step: 'survey',
    itemsDone: 0,
    items: 0,
    bytesDone: 0,
    bytes: 0,
    bytesPerSecond: 0,
    problem: null,
  };
  let toldAtMs = Number.NEGATIVE_INFINITY;
  let speed = { sinceMs: now(), bytes: 0 };
  let total = 0;
  const tell = (): void => {
    toldAtMs = now();
    emit(progress);
  };
  const change = (part: Partial<TransferProgress>): void => {
    progress = { ...progress, ...part };
    const passedMs = now() - speed.sinceMs;
    if (passedMs >= SPEED_INTERVAL_MS) {
      progress = { ...progress, bytesPerSecond: Math.round((speed.bytes * 1000) / passedMs) };
      speed = { sinceMs: now(), bytes: 0 };
    }
    if (progress.itemsDone === progress.items || now() - toldAtMs >= TELLING_INTERVAL_MS) tell();
  };
  return {
    begin: (step, totals) => {
      progress = {
        ...progress,
        step,
        ...totals,
        itemsDone: 0,
        bytesDone: 0,
        bytesPerSecond: 0,
        problem: null,
      };
      speed = { sinceMs: now(), bytes: 0 };
      tell();
    },
    itemDone: () => change({ itemsDone: progress.itemsDone + 1 }),
    moved: (bytes) => {
      speed.bytes += bytes;
      total += bytes;
      change({ bytesDone: progress.bytesDone + bytes });
    },
    waiting: (problem) => {
      progress = { ...progress, step: 'waiting', bytesPerSecond: 0, problem };
      tell();
    },
    bytesMoved: () => total,
  };
}

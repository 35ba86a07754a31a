import type { VerifyProgress, VerifyStep } from '../../contract/verification';

/** Counts what was done, and tells it a few times a second. */
export interface ProgressMeter {
  readonly begin: (step: VerifyStep, totals: { readonly items: number; readonly bytes: number }) => void;
  readonly itemDone: () => void;
  /** Bytes that were read. */
  readonly read: (bytes: number) => void;
  /** Bytes that count as done without having been read. */
  readonly skip: (bytes: number) => void;
  readonly found: () => void;
}

const TELLING_INTERVAL_MS = 100;
const SPEED_INTERVAL_MS = 1000;

export function createProgressMeter(
  now: () => number,
  emit: (progress: VerifyProgress) => void,
): ProgressMeter {
  let progress: VerifyProgress = {
    step: 'read-pages',
    itemsDone: 0,
    items: 0,
    bytesDone: 0,
    bytes: 0,
    bytesPerSecond: 0,
    findings: 0,
  };
  let toldAtMs = Number.NEGATIVE_INFINITY;
  let speed = { sinceMs: now(), bytes: 0 };
  const tell = (): void => {
    toldAtMs = now();
    emit(progress);
  };
  const change = (part: Partial<VerifyProgress>): void => {
    progress = { ...progress, ...part };
    const passedMs = now() - speed.sinceMs;
    if (passedMs >= SPEED_INTERVAL_MS) {
      progress = { ...progress, bytesPerSecond: Math.round((speed.bytes * 1000) / passedMs) };
      speed = { sinceMs: now(), bytes: 0 };
    }
    const isLast = progress.itemsDone === progress.items;
    if (isLast || now() - toldAtMs >= TELLING_INTERVAL_MS) tell();
  };
  return {
    begin: (step, totals) => {
      progress = { ...progress, step, ...totals, itemsDone: 0, bytesDone: 0, bytesPerSecond: 0 };
      speed = { sinceMs: now(), bytes: 0 };
      tell();
    },
    itemDone: () => change({ itemsDone: progress.itemsDone + 1 }),
    read: (bytes) => {
      speed.bytes += bytes;
      change({ bytesDone: Math.min(progress.bytes, progress.bytesDone + bytes) });
    },
    skip: (bytes) => change({ bytesDone: Math.min(progress.bytes, progress.bytesDone + bytes) }),
    found: () => change({ findings: progress.findings + 1 }),
  };
}

import type { RunEvent } from '../../contract/run-event';
import type { Clock } from '../files/clock';

/** Bytes of this long a time make the speed that is shown. */
const WINDOW_MS = 5000;
/** A speed is announced this often at the most. */
const INTERVAL_MS = 1000;

interface Sample {
  readonly atMs: number;
  readonly bytes: number;
}

/**
 * Watches a stream of events go by and adds `speed-measured` about once a second: bytes a second over the last five.
 * Takes the time from the clock when bytes come; there is no timer of its own.
 */
export function createSpeedometer(clock: Clock, emit: (event: RunEvent) => void): (event: RunEvent) => void {
  const beganMs = clock.now();
  let announcedMs = beganMs;
  let samples: readonly Sample[] = [];
  let freshBytes = 0;
  return (event) => {
    emit(event);
    if (event.type !== 'file-progressed') return;
    freshBytes += event.bytes;
    const atMs = clock.now();
    if (atMs - announcedMs < INTERVAL_MS) return;
    samples = [...samples.filter((sample) => sample.atMs > atMs - WINDOW_MS), { atMs, bytes: freshBytes }];
    freshBytes = 0;
    announcedMs = atMs;
    const bytes = samples.reduce((sum, sample) => sum + sample.bytes, 0);
    const spanMs = Math.min(WINDOW_MS, atMs - beganMs);
    emit({ type: 'speed-measured', bytesPerSecond: Math.round((bytes * 1000) / spanMs) });
  };
}

import type { RunEvent } from './run-event';

/**
 * Makes a batch smaller without changing what it folds to: bytes of one file add up, and of values that replace each
 * other (speed, planning progress) only the last is kept. Order between different things is kept where it matters.
 */
export function mergeRunEvents(events: readonly RunEvent[]): readonly RunEvent[] {
  const merged: RunEvent[] = [];
  /** Where in `merged` an event of this key stands that a later one may join. */
  const open = new Map<string, number>();
  for (const event of events) {
    const key = mergeKey(event);
    if (key === null) {
      // What follows must not move in front of an event like this one.
      open.clear();
      merged.push(event);
      continue;
    }
    const index = open.get(key);
    const earlier = index === undefined ? undefined : merged[index];
    if (index === undefined || earlier === undefined) {
      open.set(key, merged.length);
      merged.push(event);
    } else {
      merged[index] = join(earlier, event);
    }
  }
  return merged;
}

function mergeKey(event: RunEvent): string | null {
  switch (event.type) {
    case 'file-progressed':
      return `bytes ${event.path}`;
    case 'step-finished':
    case 'speed-measured':
    case 'plan-progressed':
      return event.type;
    default:
      return null;
  }
}

function join(earlier: RunEvent, later: RunEvent): RunEvent {
  if (earlier.type === 'file-progressed' && later.type === 'file-progressed') {
    return { ...later, bytes: earlier.bytes + later.bytes };
  }
  if (earlier.type === 'step-finished' && later.type === 'step-finished') {
    return { ...later, steps: earlier.steps + later.steps };
  }
  return later;
}

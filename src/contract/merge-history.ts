import type { HistoryEntry } from './history';
import type { KnownTransfer } from './transfer-log';

/** What was done with a mirror: on it, or between it and another side. */
export type HistoryItem = HistoryEntry | KnownTransfer;

export function isTransfer(item: HistoryItem): item is KnownTransfer {
  return 'transfer' in item;
}

/**
 * Puts exports and imports of all sides where they belong among acts, the newest first. `isAll`: no older acts are to come;
 * otherwise transfers from before the oldest act wait for them.
 */
export function mergeHistory(
  acts: readonly HistoryEntry[],
  transfers: readonly KnownTransfer[],
  { isAll }: { readonly isAll: boolean },
): readonly HistoryItem[] {
  const oldest = acts.at(-1);
  const fromMs = isAll || oldest === undefined ? Number.NEGATIVE_INFINITY : Date.parse(oldest.time);
  const due = isAll || oldest !== undefined ? transfers : [];
  const items = [...acts, ...due.filter(({ time }) => Date.parse(time) >= fromMs)];
  return items.sort((left, right) => Date.parse(right.time) - Date.parse(left.time));
}

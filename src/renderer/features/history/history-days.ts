import type { HistoryItem } from '../../../contract/merge-history';

/** The acts of one day, by the clock of this computer; the newest first. */
export interface HistoryDay {
  /** When its newest act was. */
  readonly atMs: number;
  readonly entries: readonly HistoryItem[];
}

export function groupByDay(entries: readonly HistoryItem[]): readonly HistoryDay[] {
  const days: { atMs: number; key: string; entries: HistoryItem[] }[] = [];
  for (const entry of entries) {
    const atMs = Date.parse(entry.time);
    const key = new Date(atMs).toDateString();
    const last = days.at(-1);
    if (last?.key === key) last.entries.push(entry);
    else days.push({ atMs, key, entries: [entry] });
  }
  return days;
}

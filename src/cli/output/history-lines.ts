import type { HistoryEntry } from '../../contract/history';
import { type HistoryItem, isTransfer } from '../../contract/merge-history';
import { describeAct } from '../../contract/texts/english-history';
import { describeTransfer } from '../../contract/texts/english-transfers';
import type { KnownTransfer } from '../../contract/transfer-log';
import { formatTime } from './quantities';

/** What was done, when and by whom, on one line. */
export function historyLine(item: HistoryItem): string {
  return isTransfer(item) ? transferLine(item) : actLine(item);
}

function actLine(entry: HistoryEntry): string {
  const by = `${entry.user}@${entry.host}, ${entry.interface}, ${entry.version}`;
  return `${formatTime(Date.parse(entry.time))}  ${describeAct(entry)}  (${by})`;
}

export function transferLine(entry: KnownTransfer): string {
  const { time, user, host, program, toldBy } = entry;
  const side = toldBy === null ? '' : 'another side: ';
  const by = `${user}@${host}, ${entry.interface}, ${program}`;
  return `${formatTime(Date.parse(time))}  ${side}${describeTransfer(entry)}  (${by})`;
}

/** The same for scripts. */
export function historyFacts(
  item: HistoryItem,
): Readonly<Record<string, unknown>> & { readonly type: string } {
  return { type: isTransfer(item) ? 'transfer' : 'act', ...item };
}

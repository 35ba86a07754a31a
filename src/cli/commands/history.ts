import { type HistoryItem, mergeHistory } from '../../contract/merge-history';
import { readHistory } from '../../engine/mirror/history-file';
import { readTransfers } from '../../engine/mirror/transfer-log';
import { readProfile } from '../../engine/profile/profile-file';
import { EXIT_CODES } from '../exit-codes';
import { historyFacts, historyLine } from '../output/history-lines';
import type { HistoryRequest } from '../requests';
import { printJson, printLines, type Session } from '../session';

/** `sandgrouse history`: what was done with a mirror, the newest first. */
export async function runHistory({ directory, limit }: HistoryRequest, session: Session): Promise<number> {
  await readProfile(directory, session.ending);
  let transfers = await readTransfers(directory);
  let olderFrom: number | null = null;
  let left = limit;
  do {
    const page = await readHistory(directory, { limit: Math.min(left, PAGE_ENTRIES), olderFrom });
    olderFrom = page.olderFrom;
    const items = mergeHistory(page.entries, transfers, { isAll: olderFrom === null }).slice(0, left);
    tell(items, session);
    transfers = transfers.filter((entry) => !items.includes(entry));
    left -= items.length;
    session.ending.signal.throwIfAborted();
  } while (olderFrom !== null && left > 0);
  if (left === limit && !session.json) printLines(session.results, ['Nothing was written down yet.']);
  return EXIT_CODES.done;
}

const PAGE_ENTRIES = 500;

function tell(items: readonly HistoryItem[], session: Session): void {
  if (session.json) for (const item of items) printJson(session, historyFacts(item));
  else printLines(session.results, items.map(historyLine));
}

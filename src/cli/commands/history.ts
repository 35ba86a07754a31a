import type { HistoryEntry } from '../../contract/history';
import { describeAct } from '../../contract/texts/english-history';
import { readHistory } from '../../engine/mirror/history-file';
import { readProfile } from '../../engine/profile/profile-file';
import { EXIT_CODES } from '../exit-codes';
import { formatTime } from '../output/quantities';
import type { HistoryRequest } from '../requests';
import { printJson, printLines, type Session } from '../session';

/** `sandgrouse history`: what was done with a mirror, the newest first. */
export async function runHistory({ directory, limit }: HistoryRequest, session: Session): Promise<number> {
  await readProfile(directory, session.ending);
  let olderFrom: number | null = null;
  let left = limit;
  do {
    const page = await readHistory(directory, { limit: Math.min(left, PAGE_ENTRIES), olderFrom });
    tell(page.entries, session);
    left -= page.entries.length;
    olderFrom = page.olderFrom;
    session.ending.signal.throwIfAborted();
  } while (olderFrom !== null && left > 0);
  if (left === limit && !session.json) printLines(session.results, ['Nothing was written down yet.']);
  return EXIT_CODES.done;
}

const PAGE_ENTRIES = 500;

function tell(entries: readonly HistoryEntry[], session: Session): void {
  if (session.json) for (const entry of entries) printJson(session, { type: 'act', ...entry });
  else printLines(session.results, entries.map(lineOf));
}

function lineOf(entry: HistoryEntry): string {
  const { time, user, host, version } = entry;
  const by = `${user}@${host}, ${entry.interface}, ${version}`;
  return `${formatTime(Date.parse(time))}  ${describeAct(entry)}  (${by})`;
}

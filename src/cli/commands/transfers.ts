import { takeInReceipts } from '../../engine/export/format/take-in-receipts';
import { readTransfers } from '../../engine/mirror/transfer-log';
import { readProfile } from '../../engine/profile/profile-file';
import { EXIT_CODES } from '../exit-codes';
import { historyFacts, transferLine } from '../output/history-lines';
import { formatCount } from '../output/quantities';
import type { TransfersRequest } from '../requests';
import { printJson, printLines, type Session } from '../session';

/** `sandgrouse transfers`: what was exported and imported, as far as this side knows of all. */
export async function runTransfers(request: TransfersRequest, session: Session): Promise<number> {
  const { directory, receipts, limit } = request;
  await readProfile(directory, session.ending);
  if (receipts.length > 0) {
    const taken = await takeInReceipts(directory, receipts);
    const found =
      taken === 0 ? 'No receipt for this mirror is there' : `Took in ${formatCount(taken, 'receipt')}`;
    printLines(session.notices, [`${found}.`]);
  }
  const entries = (await readTransfers(directory)).toReversed().slice(0, limit);
  if (session.json) for (const entry of entries) printJson(session, historyFacts(entry));
  else if (entries.length === 0) printLines(session.results, ['Nothing was exported or imported yet.']);
  else printLines(session.results, entries.map(transferLine));
  return EXIT_CODES.done;
}

import type { TransferProgress } from '../../contract/bundle';
import { percentOf } from '../output/quantities';
import { transferStepLine } from '../output/transfer-text';
import { printJson, printLines, type Session } from '../session';

const PERCENT_STEP = 10;

/** A line for each step, and for each tenth of a long one. */
export function tellTransfer(session: Session): (progress: TransferProgress) => void {
  let told = '';
  return (progress) => {
    const percent = percentOf(progress.bytesDone, progress.bytes);
    const key = `${progress.step} ${progress.bytes > 0 ? Math.floor(percent / PERCENT_STEP) : ''}`;
    if (key === told) return;
    told = key;
    if (session.json) printJson(session, { type: 'transfer-progressed', ...progress });
    else printLines(session.notices, [session.notices.style.dim(transferStepLine(progress))]);
  };
}

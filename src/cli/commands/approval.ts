import { pathToFileURL } from 'node:url';
import { toPlainText } from '../../contract/plain-text';
import { writeApproval } from '../../engine/export/write/write-approval';
import { readPlanReasons } from '../../engine/run/plan-reasons';
import { readRunRecord } from '../../engine/run/run-record';
import { EXIT_CODES } from '../exit-codes';
import type { ApprovalRequest } from '../requests';
import { printJson, printLines, type Session } from '../session';

/** `sandgrouse approval`: what has to be looked at and signed before an export may travel. */
export async function runApproval(request: ApprovalRequest, session: Session): Promise<number> {
  const { directory } = request;
  const { program, ending, results } = session;
  const { signal } = ending;
  const reasons = await readPlanReasons(directory, { signal });
  const syncedAtMs = (await readRunRecord(directory))?.lastCompleteAtMs ?? null;
  const { page, paths } = await writeApproval({ ...request, reasons, syncedAtMs, program, signal });
  if (session.json) printJson(session, { type: 'approval', paths, exitCode: EXIT_CODES.done });
  else {
    printLines(results, [
      `To read, print and sign: ${toPlainText(pathToFileURL(page).href)}`,
      ...paths.slice(1).map((path) => toPlainText(`"${path}"`)),
    ]);
  }
  return EXIT_CODES.done;
}

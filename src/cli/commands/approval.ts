import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { toPlainText } from '../../contract/plain-text';
import { previewHandover } from '../../engine/export/preview-handover';
import { writeFileAtomically } from '../../engine/files/atomic-write';
import { makeApprovalFiles } from '../../engine/handover/approval/approval-files';
import { readPlanReasons } from '../../engine/run/plan-reasons';
import { readRunRecord } from '../../engine/run/run-record';
import { EXIT_CODES } from '../exit-codes';
import type { ApprovalRequest } from '../requests';
import { printJson, printLines, type Session } from '../session';
import { UsageError } from '../usage-error';

/** `sandgrouse approval`: what has to be looked at and signed before an export may travel. */
export async function runApproval(request: ApprovalRequest, session: Session): Promise<number> {
  const { directory, output, osvPath } = request;
  const { program, ending, results } = session;
  const { signal } = ending;
  const reasons = await readPlanReasons(directory, { signal });
  const lastRun = await readRunRecord(directory);
  const parts = { syncedAtMs: lastRun?.lastCompleteAtMs ?? null, program, reasons, osvPath };
  const files = await previewHandover({
    ...request,
    handOver: (contents, options) => makeApprovalFiles(contents, parts, options),
    program,
    signal,
  });
  if (files.length === 0)
    throw new UsageError('There are more than 250,000 files.', 'Choose targets or projects.');
  const paths = files.map(({ path }) => join(output, basename(path)));
  for (const [index, { bytes }] of files.entries()) {
    await writeFileAtomically(paths[index] ?? '', bytes, { signal });
  }
  if (session.json) printJson(session, { type: 'approval', paths, exitCode: EXIT_CODES.done });
  else {
    const page = pathToFileURL(paths[0] ?? '').href;
    printLines(results, [
      `To read, print and sign: ${toPlainText(page)}`,
      ...paths.slice(1).map((path) => toPlainText(`"${path}"`)),
    ]);
  }
  return EXIT_CODES.done;
}

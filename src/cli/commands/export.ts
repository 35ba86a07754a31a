import { refuse } from '../../contract/problem';
import { findFileSystem } from '../../engine/export/drive/drive-file-system';
import { exportBundle } from '../../engine/export/export-bundle';
import { openSigningKey } from '../../engine/export/format/signing-key';
import type { ApplicationPlace } from '../../engine/export/plan/survey-application';
import { createHandOver } from '../../engine/handover/hand-over';
import { readPlanReasons } from '../../engine/run/plan-reasons';
import { readRunRecord } from '../../engine/run/run-record';
import { EXIT_CODES, exitCodeOfSignal } from '../exit-codes';
import { exportedLines } from '../output/transfer-text';
import type { ExportRequest } from '../requests';
import { printJson, printLines, type Session, tellProblem } from '../session';
import { tellTransfer } from './tell-transfer';
import { whoCarries } from './who-carries';

/** `sandgrouse export`: done only where everything was written, flushed, read back and sealed. */
export async function runExport(request: ExportRequest, session: Session): Promise<number> {
  const { environment, ending, program, results, serverScript } = session;
  const { signal } = ending;
  const key = await openSigningKey(session.applicationFolder, { signal });
  const lastRun = await readRunRecord(request.directory);
  const syncedAtMs = lastRun?.lastCompleteAtMs ?? null;
  const { directory, osvPath } = request;
  const approval = request.withApproval
    ? { osvPath, reasons: await readPlanReasons(directory, { signal }) }
    : null;
  const outcome = await exportBundle({
    ...request,
    extras: createHandOver({ serverScript, syncedAtMs, program, fingerprint: key.fingerprint, approval }),
    application: applicationFor(request, session),
    fileSystem: await findFileSystem(request.to, {
      platform: process.platform,
      variables: process.env,
      signal,
    }),
    variables: process.env,
    syncedAtMs,
    key,
    program,
    by: whoCarries(request.by),
    emit: tellTransfer(session),
    clock: environment.clock,
    signal,
  });
  switch (outcome.kind) {
    case 'failed':
      return tellProblem(session, outcome.problem);
    case 'cancelled': {
      const received = ending.received();
      const exitCode = received === null ? EXIT_CODES.incomplete : exitCodeOfSignal(received);
      if (session.json) printJson(session, { type: 'stopped', exitCode });
      else printLines(session.notices, ['Stopped. The same command goes on with what was copied.']);
      return exitCode;
    }
    case 'exported': {
      if (session.json) printJson(session, { type: 'exported', ...outcome, exitCode: EXIT_CODES.done });
      else printLines(results, exportedLines(outcome, results.style));
      return EXIT_CODES.done;
    }
  }
}

/** Throws `export-application-unusable`: under Node there is no Electron to take along. */
function applicationFor({ electron }: ExportRequest, { installed }: Session): ApplicationPlace | null {
  if (electron === null) return null;
  const { applicationFolder } = installed;
  const runtimeFolder = electron.kind === 'folder' ? electron.path : installed.runtimeFolder;
  if (runtimeFolder !== null) return { runtimeFolder, applicationFolder };
  const reason = 'this command runs in Node, and there is no Electron to take along';
  return refuse('export-application-unusable', { path: applicationFolder, reason });
}

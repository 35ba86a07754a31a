import { problem } from '../../contract/problem';
import { isSameFingerprint } from '../../engine/export/format/fingerprint';
import { verifyBundle } from '../../engine/export/verify-bundle';
import { EXIT_CODES } from '../exit-codes';
import { reportLines } from '../output/transfer-text';
import type { VerifyBundleRequest } from '../requests';
import { printJson, printLines, type Session, tellProblem } from '../session';
import { tellTransfer } from './tell-transfer';

/** `sandgrouse verify-bundle`: done only where signature and every file are right, and nothing stands besides. */
export async function runVerifyBundle(request: VerifyBundleRequest, session: Session): Promise<number> {
  const { directory, fingerprint: expected } = request;
  const { ending, environment, results } = session;
  const report = await verifyBundle({
    directory,
    emit: tellTransfer(session),
    now: environment.clock.now,
    signal: ending.signal,
  });
  const { fingerprint } = report;
  if (expected !== null && !isSameFingerprint(expected, fingerprint)) {
    return tellProblem(session, problem('bundle-key-other', { directory, fingerprint, expected }));
  }
  const exitCode = report.findings.length === 0 ? EXIT_CODES.done : EXIT_CODES.incomplete;
  if (session.json) printJson(session, { type: 'bundle-report', ...report, exitCode });
  else printLines(results, reportLines(report, results.style));
  return exitCode;
}

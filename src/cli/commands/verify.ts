import { countFindings, type Finding, type VerifyProgress } from '../../contract/verification';
import { isSyncWaiting, readRunRecord } from '../../engine/run/run-record';
import { markRepair } from '../../engine/verify/mark-repair';
import { verifyMirror } from '../../engine/verify/verify-mirror';
import { EXIT_CODES, exitCodeOfSignal } from '../exit-codes';
import { percentOf } from '../output/quantities';
import { findingLine, repairLines, verificationLines, verifyStepLine } from '../output/verification-text';
import type { VerifyRequest } from '../requests';
import { printJson, printLines, type Session, tellProblem } from '../session';
import { shellWord } from './init';

/** `sandgrouse verify`: done only where nothing is wrong. Ctrl-C pauses: the same command goes on. */
export async function runVerify(request: VerifyRequest, session: Session): Promise<number> {
  const { directory, mode, repairs } = request;
  const { environment, ending, program, notices } = session;
  const record = await readRunRecord(directory);
  const outcome = await verifyMirror({
    directory,
    mode,
    program,
    isInterrupted: isSyncWaiting(record),
    clock: environment.clock,
    recordAct: environment.recordAct,
    emit: tellProgress(session),
    found: tellFinding(session),
    signal: ending.signal,
  });
  switch (outcome.kind) {
    case 'failed':
      return tellProblem(session, outcome.problem);
    case 'cancelled':
    case 'paused': {
      const received = ending.received();
      const exitCode = received === null ? EXIT_CODES.incomplete : exitCodeOfSignal(received);
      if (session.json) printJson(session, { type: 'verify-paused', exitCode });
      else printLines(notices, ['Paused. The same command goes on where it was.']);
      return exitCode;
    }
    case 'verified': {
      const { report } = outcome.summary;
      const isWhole = countFindings(report.counts) === 0;
      const exitCode = isWhole ? EXIT_CODES.done : EXIT_CODES.incomplete;
      if (session.json) printJson(session, { type: 'verified', ...report, exitCode });
      else printLines(session.results, verificationLines(report, session.results.style));
      if (!isWhole) await tellRepair(request, repairs, session);
      return exitCode;
    }
  }
}

/** A repair is a plan: it is prepared here, shown by `plan`, and carried out by `sync`. */
async function tellRepair({ directory }: VerifyRequest, repairs: boolean, session: Session): Promise<void> {
  if (!repairs) {
    if (session.json) return;
    printLines(session.results, [
      `Prepare its repair with: sandgrouse verify ${shellWord(directory)} --repair`,
    ]);
    return;
  }
  const { program, environment, ending } = session;
  const { recordAct } = environment;
  const repair = await markRepair(directory, { program, recordAct, signal: ending.signal });
  if (session.json) printJson(session, { type: 'repair-prepared', ...repair });
  else printLines(session.results, repairLines(repair, shellWord(directory)));
}

function tellFinding(session: Session): (finding: Finding) => void {
  return (finding) => {
    if (session.json) printJson(session, { type: 'finding', ...finding });
    else printLines(session.results, [findingLine(finding)]);
  };
}

const PERCENT_STEP = 10;

/** A line for each step, and for each tenth of the files. */
function tellProgress(session: Session): (progress: VerifyProgress) => void {
  let told = '';
  return (progress) => {
    const tenth = Math.floor(percentOf(progress.bytesDone, progress.bytes) / PERCENT_STEP);
    const key = `${progress.step} ${progress.step === 'check-files' ? tenth : ''}`;
    if (key === told) return;
    told = key;
    if (session.json) printJson(session, { type: 'verify-progressed', ...progress });
    else printLines(session.notices, [session.notices.style.dim(verifyStepLine(progress))]);
  };
}

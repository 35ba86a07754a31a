import { mayBeAccepted } from '../../contract/plan-summary';
import { countFindings, type Finding, type VerifyProgress } from '../../contract/verification';
import { isSyncWaiting, readRunRecord } from '../../engine/run/run-record';
import { markRepair } from '../../engine/verify/mark-repair';
import { verifyMirror } from '../../engine/verify/verify-mirror';
import { EXIT_CODES, exitCodeOfSignal } from '../exit-codes';
import { planTotals, removalLines } from '../output/plan-text';
import { openDrawing } from '../output/progress-display';
import { shorten } from '../output/progress-lines';
import { percentOf } from '../output/quantities';
import {
  findingLine,
  repairLines,
  verificationLines,
  verifyBarLine,
  verifyStepLine,
} from '../output/verification-text';
import type { VerifyRequest } from '../requests';
import { printJson, printLines, type Session, tellProblem } from '../session';
import { shellWord } from './init';
import { makePlanShown, tellNotices } from './plan';

/** `sandgrouse verify`: done only where nothing is wrong. Ctrl-C pauses: the same command goes on. */
export async function runVerify(request: VerifyRequest, session: Session): Promise<number> {
  const { directory, mode } = request;
  const { environment, ending, program, notices } = session;
  const record = await readRunRecord(directory);
  const display = openVerifyDisplay(session);
  ending.onReceived(() => display.say('Pausing; what was read is remembered. Ctrl-C again ends at once.'));
  const outcome = await verifyMirror({
    directory,
    mode,
    program,
    isInterrupted: isSyncWaiting(record),
    clock: environment.clock,
    recordAct: environment.recordAct,
    emit: display.show,
    found: display.found,
    signal: ending.signal,
  });
  display.close();
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
      return isWhole ? exitCode : tellRepair(request, session);
    }
  }
}

/** A repair is a plan: prepared and shown here, carried out by `sync`. Until then all stays wrong, so this is never done. */
async function tellRepair(request: VerifyRequest, session: Session): Promise<number> {
  const { directory, repairs } = request;
  if (!repairs) {
    if (!session.json) {
      printLines(session.results, [
        `Plan its repair with: sandgrouse verify ${shellWord(directory)} --changed --repair`,
      ]);
    }
    return EXIT_CODES.incomplete;
  }
  const { program, environment, ending } = session;
  const { recordAct } = environment;
  const repair = await markRepair(directory, { program, recordAct, signal: ending.signal });
  if (session.json) printJson(session, { type: 'repair-prepared', ...repair });
  else printLines(session.results, repairLines(repair));
  const { files, metadata, pages, orphans } = repair;
  return files + metadata + pages + orphans === 0 ? EXIT_CODES.incomplete : tellPlan(request, session);
}

/** Where no plan can be made now, what was prepared waits in the mirror for the next one. */
async function tellPlan({ directory, stallTimeoutMs }: VerifyRequest, session: Session): Promise<number> {
  const { notices, results } = session;
  const made = await makePlanShown({ directory, stallTimeoutMs }, session);
  if (made.kind === 'ended') return made.exitCode;
  const { summary } = made;
  const exitCode = EXIT_CODES.incomplete;
  if (session.json) {
    printJson(session, { type: 'plan', ...summary, exitCode });
    return exitCode;
  }
  printLines(results, [...planTotals(summary, results.style), ...removalLines(summary)]);
  await tellNotices(summary, session);
  const confirm = summary.guards.length === 0 ? '' : ' --yes';
  if (summary.guards.every(mayBeAccepted)) {
    printLines(notices, [`Next: sandgrouse sync ${shellWord(directory)}${confirm}`]);
  }
  return exitCode;
}

interface VerifyDisplay {
  readonly show: (progress: VerifyProgress) => void;
  readonly found: (finding: Finding) => void;
  readonly say: (line: string) => void;
  readonly close: () => void;
}

/** Findings are results, and are told as they come; progress is a bar on a terminal, and lines in a log. */
function openVerifyDisplay(session: Session): VerifyDisplay {
  const { notices, results } = session;
  const nothing = (): void => undefined;
  if (session.json) {
    return {
      show: (progress) => printJson(session, { type: 'verify-progressed', ...progress }),
      found: (finding) => printJson(session, { type: 'finding', ...finding }),
      say: nothing,
      close: nothing,
    };
  }
  const tellFinding = (finding: Finding): void => printLines(results, [findingLine(finding)]);
  if (!notices.isTerminal) {
    const say = (line: string): void => printLines(notices, [line]);
    return { show: createStepTeller(session), found: tellFinding, say, close: nothing };
  }
  const { draw, say } = openDrawing(notices);
  return {
    show: (progress) => draw([shorten(verifyBarLine(progress), notices.columns() - 1)]),
    found: (finding) => {
      draw([]);
      tellFinding(finding);
    },
    say,
    close: () => draw([]),
  };
}

const PERCENT_STEP = 10;

/** A line for each step, and for each tenth of the files. */
function createStepTeller({ notices }: Session): (progress: VerifyProgress) => void {
  let told = '';
  return (progress) => {
    const tenth = Math.floor(percentOf(progress.bytesDone, progress.bytes) / PERCENT_STEP);
    const key = `${progress.step} ${progress.step === 'check-files' ? tenth : ''}`;
    if (key === told) return;
    told = key;
    printLines(notices, [notices.style.dim(verifyStepLine(progress))]);
  };
}

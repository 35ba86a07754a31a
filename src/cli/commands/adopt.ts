import { type AdoptionProgress, isWholeAdoption } from '../../contract/adoption';
import { adoptMirror, surveyMirror } from '../../engine/run/adopt/adopt-mirror';
import { profileOfConfiguration } from '../../engine/run/adopt/adopted-profile';
import { EXIT_CODES, exitCodeOfSignal } from '../exit-codes';
import { adoptionLines, adoptionStepLine, surveyLines } from '../output/adoption-text';
import { noteLines } from '../output/import-text';
import { percentOf } from '../output/quantities';
import type { AdoptRequest } from '../requests';
import { printJson, printLines, type Session, tellProblem } from '../session';
import { shellWord } from './init';

/** `sandgrouse adopt`: makes a mirror of bandersnatch's one of ours; done only where nothing is left to be mended. */
export async function runAdopt(request: AdoptRequest, session: Session): Promise<number> {
  if (request.isDryRun) return tellSurvey(request, session);
  const { directory, configurationPath, removesLeftovers } = request;
  const { ending, environment, program, results } = session;
  const outcome = await adoptMirror({
    directory,
    configurationPath,
    removesLeftovers,
    program,
    recordAct: environment.recordAct,
    emit: tellProgress(session),
    signal: ending.signal,
  });
  switch (outcome.kind) {
    case 'failed':
      return tellProblem(session, outcome.problem);
    case 'cancelled': {
      const next = `Stopped; go on with: sandgrouse adopt ${shellWord(directory)}`;
      const received = ending.received();
      const exitCode = received === null ? EXIT_CODES.incomplete : exitCodeOfSignal(received);
      if (session.json) printJson(session, { type: 'stopped', exitCode });
      else printLines(session.notices, [next]);
      return exitCode;
    }
    case 'adopted': {
      const { report } = outcome;
      const exitCode = isWholeAdoption(report) ? EXIT_CODES.done : EXIT_CODES.incomplete;
      if (session.json) printJson(session, { type: 'adopted', ...report, exitCode });
      else {
        const next = `Next: sandgrouse plan ${shellWord(directory)}`;
        printLines(results, [...adoptionLines(report, results.style), next]);
      }
      return exitCode;
    }
  }
}

async function tellSurvey({ directory, configurationPath }: AdoptRequest, session: Session): Promise<number> {
  const { signal } = session.ending;
  const configured =
    configurationPath === null ? null : await profileOfConfiguration(configurationPath, { signal });
  const survey = await surveyMirror({ directory, emit: tellProgress(session), signal });
  const notes = configured?.notes ?? [];
  if (session.json) {
    printJson(session, { type: 'survey', ...survey, notes, profile: configured?.profile ?? null });
  } else {
    const { results } = session;
    printLines(results, [...surveyLines(survey, results.style), ...noteLines(notes, results.style)]);
    printLines(results, ['Nothing was changed.']);
  }
  return EXIT_CODES.done;
}

const PERCENT_STEP = 10;

/** A line for each step, and for each tenth of it. */
function tellProgress(session: Session): (progress: AdoptionProgress) => void {
  let told = '';
  return (progress) => {
    const percent = percentOf(progress.bytesDone, progress.bytes);
    const key = `${progress.step} ${progress.step === 'files' ? Math.floor(percent / PERCENT_STEP) : ''}`;
    if (key === told) return;
    told = key;
    if (session.json) printJson(session, { type: 'adopt-progressed', ...progress });
    else printLines(session.notices, [session.notices.style.dim(adoptionStepLine(progress))]);
  };
}

import { pathToFileURL } from 'node:url';
import { summariseProof } from '../../contract/proof';
import type { ProveProgress } from '../../contract/prove-state';
import { proofPagePath } from '../../engine/mirror/proof-files';
import { findPythons, PROBE_TIMEOUT_MS } from '../../engine/prove/find-pythons';
import { proveMirror } from '../../engine/prove/prove-mirror';
import { EXIT_CODES, exitCodeOfSignal } from '../exit-codes';
import { problemLines } from '../output/problem-lines';
import { proofLines, stepLine } from '../output/proof-text';
import type { ProveRequest } from '../requests';
import { printJson, printLines, type Session, tellProblem } from '../session';

/** `sandgrouse prove`: proves the mirror target by target; done only where every one of them is complete. */
export async function runProve(request: ProveRequest, session: Session): Promise<number> {
  const { directory, targets, withPip } = request;
  const { environment, ending, targetScript } = session;
  const outcome = await proveMirror({
    directory,
    targetIds: targets.length === 0 ? null : targets,
    program: `Sandgrouse ${environment.version}`,
    emit: tellSteps(session),
    now: environment.clock.now,
    recordAct: environment.recordAct,
    findPythons: withPip
      ? ({ signal }) =>
          findPythons({
            targetScript,
            variables: process.env,
            platform: process.platform,
            probeTimeoutMs: PROBE_TIMEOUT_MS,
            signal,
          })
      : null,
    variables: process.env,
    signal: ending.signal,
  });
  switch (outcome.kind) {
    case 'failed':
      return tellProblem(session, outcome.problem);
    case 'cancelled': {
      const received = ending.received();
      return received === null ? EXIT_CODES.incomplete : exitCodeOfSignal(received);
    }
    case 'proven': {
      const { proof, unsaved } = outcome;
      const summary = summariseProof(proof);
      const exitCode = summary.complete && unsaved === null ? EXIT_CODES.done : EXIT_CODES.incomplete;
      const page = unsaved === null ? proofPagePath(directory) : null;
      const url = page === null ? null : pathToFileURL(page).href;
      if (session.json) printJson(session, { type: 'proof', ...summary, page, unsaved, exitCode });
      else printLines(session.results, proofLines(summary, url, session.results.style));
      if (unsaved !== null && !session.json) {
        printLines(session.notices, await problemLines(unsaved, session.notices.style));
      }
      return exitCode;
    }
  }
}

/** One line a step, and one for each target that pip is asked about. */
function tellSteps(session: Session): (progress: ProveProgress) => void {
  let told = '';
  return (progress) => {
    const { step, target } = progress;
    const key = `${step} ${target ?? ''}`;
    if (key === told) return;
    told = key;
    if (session.json) printJson(session, { type: 'prove-progressed', ...progress });
    else printLines(session.notices, [session.notices.style.dim(stepLine(progress))]);
  };
}

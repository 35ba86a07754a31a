import { shortenNames, toPlainText } from '../../contract/plain-text';
import { noticesBesideTargets } from '../../contract/plan-groups';
import { mayBeAccepted, type PlanSummary, type ProjectExplanation } from '../../contract/plan-summary';
import { canNameProject, explainProject } from '../../engine/plan/explain-project';
import { planFileRows } from '../../engine/plan/summarise';
import { makePlan } from '../../engine/run/make-plan';
import type { SavedPlan } from '../../engine/run/saved-plan';
import { EXIT_CODES, exitCodeOfSignal } from '../exit-codes';
import { followRun } from '../output/event-batches';
import { explanationLines } from '../output/explanation-text';
import { FILE_MARKS, fileLines, noticeLines, planTable, planTotals } from '../output/plan-text';
import { problemLines } from '../output/problem-lines';
import { changeLines, targetProblemLines, targetTable } from '../output/targets-text';
import type { PlanRequest } from '../requests';
import { openRunDisplay, printJson, printLines, type Session, tellProblem } from '../session';
import { UsageError } from '../usage-error';
import { shellWord } from './init';

/** `sandgrouse plan`: shows what a sync would do, and saves the plan. */
export async function runPlan(request: PlanRequest, session: Session): Promise<number> {
  for (const name of request.explain) checkProjectName(name);
  const made = await makePlanShown(request, session);
  if (made.kind === 'ended') return made.exitCode;
  const { plan, summary } = made;
  const { signal } = session.ending;
  const exitCode = summary.complete ? EXIT_CODES.done : EXIT_CODES.incomplete;
  if (session.json) {
    for await (const entry of request.showFiles ? plan.entries({ signal }) : []) {
      const { project } = entry.project;
      printJson(session, { type: 'plan-files', project, files: planFileRows([entry]) });
    }
    for (const name of request.explain) {
      printJson(session, { type: 'plan-explanation', ...(await explain(plan, name, signal)) });
    }
    printJson(session, { type: 'plan', ...summary, exitCode });
    return exitCode;
  }
  await printPlan(request, { plan, summary }, session);
  await tellNotices(summary, session);
  if (summary.guards.every(mayBeAccepted)) {
    const confirm = summary.guards.length === 0 ? '' : ' --yes';
    printLines(session.notices, [`Next: sandgrouse sync ${shellWord(request.directory)}${confirm}`]);
  }
  return exitCode;
}

/** Before any work is done for it. Throws a `UsageError`. */
function checkProjectName(name: string): void {
  if (canNameProject(name)) return;
  throw new UsageError(
    `"${toPlainText(shortenNames(name))}" is no name of a project.`,
    'Give the name alone, without a version or an extra, for instance: --explain numpy',
  );
}

/** The projects, or what was asked about them, then targets, changes and totals. */
async function printPlan(
  { showFiles, explain: names }: PlanRequest,
  { plan, summary }: { readonly plan: SavedPlan; readonly summary: PlanSummary },
  { results, ending: { signal } }: Session,
): Promise<void> {
  const { style } = results;
  for await (const entry of showFiles ? plan.entries({ signal }) : []) {
    printLines(results, fileLines(entry.project.project, planFileRows([entry]), style));
  }
  for (const name of names) {
    printLines(results, explanationLines(await explain(plan, name, signal), style));
  }
  if (showFiles || names.length > 0) printLines(results, [style.dim(FILE_MARKS), '']);
  else printLines(results, withGap(planTable(summary, style)));
  printLines(results, withGap(targetTable(summary, style)));
  printLines(results, withGap(changeLines(summary, style)));
  printLines(results, planTotals(summary, style));
}

async function explain(plan: SavedPlan, name: string, signal: AbortSignal): Promise<ProjectExplanation> {
  return explainProject(plan.head, name, await plan.find(name, { signal }));
}

const withGap = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : [...lines, '']);

export type MadePlan =
  | { readonly kind: 'made'; readonly plan: SavedPlan; readonly summary: PlanSummary }
  | { readonly kind: 'ended'; readonly exitCode: number };

/** Makes a plan with progress; a plan that could not be made has been told to the person. */
export async function makePlanShown(
  request: { readonly directory: string; readonly stallTimeoutMs: number },
  session: Session,
): Promise<MadePlan> {
  const display = openRunDisplay(session);
  const run = followRun(display.show, session.startTimer);
  const { directory, stallTimeoutMs } = request;
  const outcome = await makePlan({
    directory,
    program: session.program,
    emit: run.emit,
    environment: { ...session.environment, stallTimeoutMs },
    signal: session.ending.signal,
  });
  run.flush();
  display.close();
  switch (outcome.kind) {
    case 'planned':
      return {
        kind: 'made',
        plan: outcome.plan,
        summary: await outcome.plan.summarise({ signal: session.ending.signal }),
      };
    case 'failed':
      return { kind: 'ended', exitCode: await tellProblem(session, outcome.problem) };
    case 'cancelled':
      return { kind: 'ended', exitCode: tellPlanStopped(session) };
  }
}

function tellPlanStopped(session: Session): number {
  const exitCode = exitCodeOfSignal(session.ending.received() ?? 'SIGINT');
  if (session.json) printJson(session, { type: 'stopped', exitCode });
  else printLines(session.notices, ['Planning was stopped; the mirror is as it was.']);
  return exitCode;
}

/** What the targets lack, notices and guards, on the side of the problems. */
export async function tellNotices(summary: PlanSummary, session: Session): Promise<void> {
  const { style } = session.notices;
  printLines(session.notices, targetProblemLines(summary, style));
  printLines(session.notices, noticeLines(noticesBesideTargets(summary), style));
  for (const guard of summary.guards) printLines(session.notices, await problemLines(guard, style));
  // Where nothing comes at all, that is told by itself.
  if (!summary.complete && summary.toFetch.files + summary.present.files > 0) {
    printLines(session.notices, [
      style.yellow('The plan is incomplete: not everything asked for will come.'),
    ]);
  }
}

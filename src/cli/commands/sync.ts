import { mayBeAccepted } from '../../contract/plan-summary';
import { profileDigest, readProfile } from '../../engine/profile/profile-file';
import { isSyncWaiting, readRunRecord } from '../../engine/run/run-record';
import { openPlan, type SavedPlan } from '../../engine/run/saved-plan';
import { syncMirror } from '../../engine/run/sync-mirror';
import { followRun } from '../output/event-batches';
import { planTotals, removalLines } from '../output/plan-text';
import { formatTime } from '../output/quantities';
import type { SyncRequest } from '../requests';
import { openRunDisplay, printJson, printLines, type Session, tellProblem } from '../session';
import { shellWord } from './init';
import { makePlanShown, tellNotices } from './plan';
import { tellSyncEnd } from './sync-end';

/** `sandgrouse sync`: goes on with a paused run where its plan still holds, or plans; then carries the plan out. */
export async function runSync(request: SyncRequest, session: Session): Promise<number> {
  const { directory, acceptGuards } = request;
  const standing = request.planAnew ? null : await findStandingPlan(directory, session);
  if (standing !== null) {
    await tellGoingOn(standing, session);
    // Whoever began this run accepted its guards.
    return carryOutShown(request, standing, true, session);
  }
  const made = await makePlanShown(request, session);
  if (made.kind === 'ended') return made.exitCode;
  const { plan, summary } = made;
  const guard = summary.guards.find((entry) => !(acceptGuards && mayBeAccepted(entry)));
  if (session.json) {
    printJson(session, { type: 'plan', ...summary });
  } else {
    printLines(session.notices, planTotals(summary, session.notices.style));
    printLines(session.notices, removalLines(summary));
    await tellNotices(guard === undefined ? summary : { ...summary, guards: [] }, session);
  }
  if (guard !== undefined) {
    const exitCode = await tellProblem(session, guard);
    if (!session.json && mayBeAccepted(guard)) {
      printLines(session.notices, [`  To go ahead: sandgrouse sync ${shellWord(directory)} --yes`]);
    }
    return exitCode;
  }
  return carryOutShown(request, plan, acceptGuards, session);
}

/** The plan of a run that was paused or interrupted, when the profile still asks for the same. */
async function findStandingPlan(directory: string, { ending }: Session): Promise<SavedPlan | null> {
  const profile = await readProfile(directory, { signal: ending.signal });
  const record = await readRunRecord(directory);
  if (!isSyncWaiting(record)) return null;
  const plan = await openPlan(directory);
  const isStanding =
    plan?.head.planId === record.planId && plan.head.profileDigest === profileDigest(profile);
  return isStanding ? plan : null;
}

async function tellGoingOn(plan: SavedPlan, session: Session): Promise<void> {
  if (session.json) {
    printJson(session, { type: 'plan', ...(await plan.summarise({ signal: session.ending.signal })) });
    return;
  }
  printLines(session.notices, [
    `Going on with the plan of ${formatTime(plan.head.createdAtMs)}. (--replan makes a new one.)`,
  ]);
}

async function carryOutShown(
  request: SyncRequest,
  plan: SavedPlan,
  acceptGuards: boolean,
  session: Session,
): Promise<number> {
  const { directory, stallTimeoutMs } = request;
  const display = openRunDisplay(session);
  const run = followRun(display.show, session.startTimer);
  session.ending.onReceived(() =>
    display.say('Pausing; what was fetched is kept. Ctrl-C again ends at once.'),
  );
  const filesBefore = { count: 0, bytes: 0 };
  const outcome = await syncMirror({
    directory,
    planId: plan.head.planId,
    acceptGuards,
    program: session.program,
    emit: (event) => {
      if (event.type === 'sync-started') {
        filesBefore.count = event.totals.filesDone;
        filesBefore.bytes = event.totals.bytesDone;
      }
      run.emit(event);
    },
    environment: { ...session.environment, stallTimeoutMs },
    signal: session.ending.signal,
  });
  const state = run.state();
  display.close();
  if (outcome.kind === 'failed') return tellProblem(session, outcome.problem);
  const summary = await plan.summarise({ signal: new AbortController().signal });
  return tellSyncEnd({ directory, outcome, state, filesBefore, summary }, session);
}

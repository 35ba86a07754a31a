import type { PlanNotice } from '../../contract/plan-summary';
import { ProblemError } from '../../contract/problem';
import { runPool } from '../download/download-pool';
import { readFreeBytes } from '../files/free-space';
import type { MirrorContents } from '../mirror/mirror-contents';
import { addOrphansTo, groupOrphans } from '../plan/add-orphans';
import { headOf, removeFiles } from '../plan/assemble-plan';
import type { PlanEntry, RemovedProject } from '../plan/plan';
import { createPlanTally } from '../plan/plan-tally';
import { profileDigest } from '../profile/profile-file';
import type { Upstream } from '../upstream/upstream';
import { createProjectPlanner } from './plan-everything-project';
import type { PlanningContext } from './planning-context';
import { readListedPage } from './present-state';
import { openRunUpstream } from './run-upstream';
import { openPlanSaver, type PlanSaver } from './saved-plan';
import { type SerialSurvey, surveySerials } from './survey-serials';

const PARALLEL_PAGES = 20;
/** A page that could not be read is told; where that happens so often, upstream is asked nothing more. */
const MOST_ERRORS = 5000;
/** When of so many pages not one could be had, there is nothing to plan from. */
const FIRST_PAGES = 100;

/**
 * Plans a mirror of everything: page by page those projects whose serial is another one than what the mirror was brought
 * to; what is unchanged is not in the plan. The plan is saved as it grows, so that memory stays the same however many
 * projects there are. Throws a problem.
 */
export async function planEverything(context: PlanningContext): Promise<void> {
  const { directory, profile, emit, environment } = context;
  const upstream = openRunUpstream(directory, profile, environment, { emit, purpose: 'plan' });
  try {
    const planId = environment.newId();
    const saver = await openPlanSaver(directory, planId);
    try {
      const survey = await surveySerials(upstream, context);
      await planAll(survey, upstream, context, { planId, saver });
    } finally {
      await saver.close();
    }
  } finally {
    await upstream.close();
  }
}

async function planAll(
  survey: SerialSurvey,
  upstream: Upstream,
  context: PlanningContext,
  { planId, saver }: { readonly planId: string; readonly saver: PlanSaver },
): Promise<void> {
  const { directory, profile, contents, environment } = context;
  const tally = createPlanTally();
  const orphans = groupOrphans((await contents.readRepairNotes()).orphans);
  const add = async (planned: PlanEntry): Promise<void> => {
    const entry = addOrphansTo(planned, orphans);
    tally.add(entry);
    await saver.add(entry);
  };
  const { notices, listedFiles } = await planChanged(survey, upstream, context, add);
  const listedOfGone = await planGone(survey, context, add);
  const here = new Set(await contents.listProjects({ signal: context.signal }));
  for (const project of notices.length === 0 ? [...orphans.keys()] : []) {
    // What has a page, and was not planned, stays as it is for now.
    if (!here.has(project)) await add({ kind: 'removed', project: { project, files: [] } });
  }
  const sums = tally.sums();
  const head = headOf(
    {
      planId,
      createdAtMs: environment.clock.now(),
      directory,
      upstreamUrl: upstream.url,
      profileDigest: profileDigest(profile),
      freeBytes: await readFreeBytes(directory),
      maxMirrorSizeBytes: profile.rules.maxMirrorSizeBytes,
    },
    {
      ...sums,
      // Of an unchanged project no page is read; it has at least one file.
      listedFiles: listedFiles + listedOfGone + survey.unchanged,
      wantedFiles: sums.wantedFiles + survey.unchanged,
      wantedBytes: contents.storedBytes() + sums.bytesToFetch,
    },
    { notices, targets: [], changes: null },
  );
  await saver.finish(head);
}

interface PlannedPages {
  readonly notices: readonly PlanNotice[];
  readonly listedFiles: number;
}

async function planChanged(
  { changed }: SerialSurvey,
  upstream: Upstream,
  context: PlanningContext,
  add: (entry: PlanEntry) => Promise<void>,
): Promise<PlannedPages> {
  const { emit, signal } = context;
  const notices: PlanNotice[] = [];
  let [listedFiles, projectsDone] = [0, 0];
  const planOne = createProjectPlanner(upstream, context);
  await runPool({
    jobs: changed,
    concurrency: PARALLEL_PAGES,
    signal,
    run: async ([project, serial], jobSignal) => {
      const planned = await planOne(project, jobSignal);
      notices.push(...planned.notices);
      listedFiles += planned.listedFiles;
      if (planned.project !== null) await add({ kind: 'planned', project: { ...planned.project, serial } });
      projectsDone += 1;
      refuseHopeless(notices, projectsDone);
      emit({ type: 'plan-progressed', projectsDone, projects: changed.size });
    },
  });
  const [first] = notices;
  const isNothing = changed.size > 0 && notices.length >= changed.size;
  if (isNothing && first?.severity === 'error') throw new ProblemError(first.problem);
  return { notices, listedFiles };
}

/** Throws the first cause where an upstream gives nothing, or fails without end. */
function refuseHopeless(notices: readonly PlanNotice[], projectsDone: number): void {
  const [first] = notices;
  if (first?.severity !== 'error') return;
  const isNothing = projectsDone >= FIRST_PAGES && notices.length >= projectsDone;
  if (isNothing || notices.length > MOST_ERRORS) throw new ProblemError(first.problem);
}

/** What upstream no longer lists goes as a whole. */
async function planGone(
  { gone }: SerialSurvey,
  { contents, signal }: PlanningContext,
  add: (entry: PlanEntry) => Promise<void>,
): Promise<number> {
  let listedFiles = 0;
  for (const project of gone) {
    signal.throwIfAborted();
    const removed = await removeProject(contents, project);
    listedFiles += removed.files.length;
    await add({ kind: 'removed', project: removed });
  }
  return listedFiles;
}

async function removeProject(contents: MirrorContents, project: string): Promise<RemovedProject> {
  const page = await readListedPage(contents, project);
  return { project, files: removeFiles(page?.files ?? [], new Set(), () => ({ kind: 'gone-upstream' })) };
}

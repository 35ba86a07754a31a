import { createHash } from 'node:crypto';
import type { PlanNotice } from '../../contract/plan-summary';
import { type Problem, problemOf } from '../../contract/problem';
import type { Profile } from '../../contract/profile';
import type { RunEvent } from '../../contract/run-event';
import { readFreeBytes } from '../files/free-space';
import type { MirrorContents } from '../mirror/mirror-contents';
import { openMirrorWriter } from '../mirror/open-mirror';
import { assemblePlan } from '../plan/assemble-plan';
import type { Plan } from '../plan/plan';
import type { WantedProject } from '../plan/wanted-projects';
import { type Allowlist, readAllowlist } from '../profile/allowlist';
import { profileDigest, profilePath, readProfile } from '../profile/profile-file';
import type { Environment } from './environment';
import { judgeReading } from './judge-reading';
import { readPresentState } from './present-state';
import { askSizes, type ProjectReading, readProjects } from './read-projects';
import { openRunUpstream } from './run-upstream';
import { readPlan, savePlan } from './saved-plan';

export interface MakePlanOptions {
  readonly directory: string;
  /** Who plans, for the lock. */
  readonly program: string;
  readonly emit: (event: RunEvent) => void;
  readonly environment: Environment;
  readonly signal: AbortSignal;
}

export type MakePlanOutcome =
  | { readonly kind: 'planned'; readonly plan: Plan }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly problem: Problem };

/**
 * Asks upstream for the projects on the allowlist and says what would have to come and go; moves no file. The plan is
 * saved in the mirror's folder. Ends with plan-finished, run-cancelled or run-failed, and does not throw.
 */
export async function makePlan(options: MakePlanOptions): Promise<MakePlanOutcome> {
  const { directory, emit, program, signal } = options;
  try {
    const profile = await readProfile(directory, { signal });
    const allowlist = readAllowlist(profile.allowlist, profilePath(directory));
    const projects = allowlist.byProject.size;
    emit({
      type: 'plan-started',
      runId: options.environment.newId(),
      atMs: options.environment.clock.now(),
      projects,
    });
    const { contents, writer } = await openMirrorWriter(directory, { program, signal });
    try {
      const plan = await plannedFrom({ ...options, profile, allowlist, contents });
      await savePlan(directory, plan);
      emit({ type: 'plan-finished', planId: plan.planId, complete: plan.complete });
      return { kind: 'planned', plan };
    } finally {
      await writer.close();
    }
  } catch (error) {
    if (signal.aborted) {
      emit({ type: 'run-cancelled' });
      return { kind: 'cancelled' };
    }
    const problem = problemOf(error);
    emit({ type: 'run-failed', problem });
    return { kind: 'failed', problem };
  }
}

interface PlanningContext extends MakePlanOptions {
  readonly profile: Profile;
  readonly allowlist: Allowlist;
  readonly contents: MirrorContents;
}

const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');

async function plannedFrom(context: PlanningContext): Promise<Plan> {
  const { directory, profile, allowlist, contents, emit, environment, signal } = context;
  const upstream = openRunUpstream(directory, profile, environment, emit);
  try {
    const readings = await readProjects(upstream, [...allowlist.byProject.keys()], context);
    const { wanted, notices } = judgeAll(readings, context, upstream.url);
    const present = await readPresentState(contents, wanted, { signal });
    return assemblePlan({
      facts: {
        planId: environment.newId(),
        createdAtMs: environment.clock.now(),
        directory,
        upstreamUrl: upstream.url,
        profileDigest: profileDigest(profile),
        freeBytes: await readFreeBytes(directory),
      },
      wanted,
      listedNames: new Set(allowlist.byProject.keys()),
      present,
      askedSizes: await askSizes(upstream, wanted, present, context),
      notices,
      targets: [],
      before: await readPlan(directory).catch(() => null),
    });
  } finally {
    await upstream.close();
  }
}

function judgeAll(
  readings: readonly ProjectReading[],
  { allowlist, profile }: PlanningContext,
  upstreamUrl: string,
): { readonly wanted: readonly WantedProject[]; readonly notices: readonly PlanNotice[] } {
  const wanted: WantedProject[] = [];
  const notices: PlanNotice[] = [];
  for (const reading of readings) {
    const requirements = allowlist.byProject.get(reading.project) ?? [];
    const judged = judgeReading(reading, {
      requirements,
      options: profile.options,
      upstreamUrl,
      digest: sha256Hex,
    });
    if (judged.wanted !== null) wanted.push(judged.wanted);
    notices.push(...judged.notices);
  }
  return { wanted, notices };
}

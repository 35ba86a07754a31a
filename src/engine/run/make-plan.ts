import { createHash } from 'node:crypto';
import { type Problem, problemOf, refuse } from '../../contract/problem';
import type { Profile } from '../../contract/profile';
import { readFreeBytes } from '../files/free-space';
import { causeOf } from '../mirror/cause-of';
import { openMirrorWriter } from '../mirror/open-mirror';
import { addOrphans } from '../plan/add-orphans';
import { assemblePlan, type PresentState } from '../plan/assemble-plan';
import type { Plan } from '../plan/plan';
import { keepUndecided, type WantedProject } from '../plan/wanted-projects';
import { readAllowlist, readConstraints } from '../profile/allowlist';
import { profileDigest, profilePath, readProfile } from '../profile/profile-file';
import { prepareRules } from '../selection/rule-chain';
import { checkRules } from '../selection/rules/check-rules';
import type { Upstream } from '../upstream/upstream';
import { boundIndexUrls } from './bound-index-url';
import { mergeWanted } from './merge-wanted';
import { planClosure, type Wanted } from './plan-closure';
import { planEverything } from './plan-everything';
import { planListed } from './plan-listed';
import type { MakePlanOptions, PlanningContext } from './planning-context';
import { readPresentState } from './present-state';
import { askSizes } from './read-projects';
import { openRunUpstream } from './run-upstream';
import { openPlan, readPlan, type SavedPlan, savePlan } from './saved-plan';

export type MakePlanOutcome =
  | { readonly kind: 'planned'; readonly plan: SavedPlan }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly problem: Problem };

/**
 * Asks upstream for the projects on the allowlist and says what would have to come and go; moves no file. The plan is
 * saved in the mirror's folder. Ends with plan-finished, run-cancelled or run-failed, and does not throw.
 */
export async function makePlan(options: MakePlanOptions): Promise<MakePlanOutcome> {
  const { directory, emit, program, signal } = options;
  const { recordAct } = options.environment;
  try {
    const profile = await readProfile(directory, { signal });
    const path = profilePath(directory);
    const mayBeEmpty = profile.locks.length > 0 || profile.scope === 'everything';
    const allowlist = readAllowlist(profile.allowlist, path, { mayBeEmpty });
    const constraints = readConstraints(profile.constraints, path);
    const faults = checkRules(profile.rules);
    if (faults.length > 0) refuse('profile-invalid', { path, reason: faults.join('; ') });
    const rules = prepareRules(profile.rules, path);
    const indexUrlOf = boundIndexUrls(profile);
    const projects = allowlist.byProject.size;
    emit({
      type: 'plan-started',
      runId: options.environment.newId(),
      atMs: options.environment.clock.now(),
      projects,
    });
    const { contents, writer } = await openMirrorWriter(directory, { program, signal });
    try {
      await recordProfileChange(profile, options);
      const context = { ...options, profile, allowlist, constraints, rules, indexUrlOf, contents };
      if (profile.scope === 'everything') await planEverything(context);
      else await savePlan(directory, await withOrphansOf(await plannedFrom(context), context));
      const plan = (await openPlan(directory)) ?? refuse('plan-missing', { directory });
      await recordPlan(plan, options);
      emit({ type: 'plan-finished', planId: plan.head.planId, complete: plan.head.complete });
      return { kind: 'planned', plan };
    } finally {
      await writer.close();
    }
  } catch (error) {
    if (signal.aborted) {
      await recordAct(directory, { act: 'plan-cancelled' });
      emit({ type: 'run-cancelled' });
      return { kind: 'cancelled' };
    }
    const problem = problemOf(error);
    await recordAct(directory, { act: 'plan-failed', cause: causeOf(problem) });
    emit({ type: 'run-failed', problem });
    return { kind: 'failed', problem };
  }
}

/** A profile is edited by hand too: that it changed is seen when a plan is made from it. */
async function recordProfileChange(
  profile: Profile,
  { directory, environment }: MakePlanOptions,
): Promise<void> {
  const before = await openPlan(directory);
  const digest = profileDigest(profile);
  if (before === null || before.head.profileDigest === digest) return;
  await environment.recordAct(directory, { act: 'profile-changed', profileDigest: digest });
}

async function recordPlan({ head }: SavedPlan, { directory, environment }: MakePlanOptions): Promise<void> {
  const { complete, notices, guards } = head;
  const errors = notices.filter(({ severity }) => severity === 'error').length;
  await environment.recordAct(directory, { act: 'planned', complete, errors, guards: guards.length });
}

const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');

async function plannedFrom(given: PlanningContext): Promise<Plan> {
  // Where one read ends the plan, those beside it end with it: none is tried again on a connection that was closed.
  const ended = new AbortController();
  const context = { ...given, signal: AbortSignal.any([given.signal, ended.signal]) };
  const { directory, profile, allowlist, contents, emit, environment, signal } = context;
  const upstream = openRunUpstream(directory, profile, environment, { emit, purpose: 'plan' });
  try {
    const { wanted: found, notices, targets } = await findWanted(context, upstream);
    const present = await readPresentState(contents, found, { signal });
    const isWhole =
      notices.every((notice) => notice.severity !== 'error') && targets.every((target) => target.complete);
    const wanted = isWhole
      ? found
      : found.map((project) => keepUndecided(project, listedPaths(project, present)));
    return assemblePlan({
      facts: {
        planId: environment.newId(),
        createdAtMs: environment.clock.now(),
        directory,
        upstreamUrl: upstream.url,
        profileDigest: profileDigest(profile),
        freeBytes: await readFreeBytes(directory),
        maxMirrorSizeBytes: profile.rules.maxMirrorSizeBytes,
      },
      wanted,
      // What a plan that is not whole does not mention may still be needed: only a whole one takes projects away.
      listedNames: new Set([
        ...allowlist.byProject.keys(),
        ...(isWhole || !follows(profile) ? [] : present.pages.keys()),
      ]),
      present,
      askedSizes: await askSizes(upstream, wanted, present, context),
      notices,
      targets,
      before: await readPlan(directory, { signal }).catch(() => null),
    });
  } finally {
    ended.abort();
    await upstream.close();
  }
}

/** With the removal of what a verification found to be listed nowhere. A plan that is not whole takes none of it away. */
async function withOrphansOf(plan: Plan, { contents, signal }: PlanningContext): Promise<Plan> {
  const { orphans } = await contents.readRepairNotes();
  if (orphans.length === 0 || !plan.complete) return plan;
  return addOrphans(plan, orphans, new Set(await contents.listProjects({ signal })));
}

/** Whether more comes than what is listed, so that only a whole plan knows all that is needed. */
function follows({ closure, locks }: Profile): boolean {
  return closure.mode !== 'none' || locks.length > 0;
}

function listedPaths({ project }: WantedProject, { pages }: PresentState): ReadonlySet<string> {
  return new Set(pages.get(project)?.files.map(({ path }) => path));
}

/** What the mirror shall hold: what is listed, or that and everything that it requires; and what the locks name. */
async function findWanted(context: PlanningContext, upstream: Upstream): Promise<Wanted> {
  const { profile, allowlist, environment } = context;
  const parts: Wanted[] = [];
  const digest = sha256Hex;
  if (profile.closure.mode === 'none' && allowlist.entries.length > 0) {
    parts.push(await planListed({ ...context, upstream, digest, nowMs: environment.clock.now() }));
  }
  if (follows(profile)) {
    parts.push(await planClosure({ ...context, upstream, digest, nowMs: environment.clock.now() }));
  }
  return mergeWanted(parts);
}

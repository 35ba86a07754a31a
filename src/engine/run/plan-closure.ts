import type { FileReason, PlanNotice } from '../../contract/plan-summary';
import { problem } from '../../contract/problem';
import type { Profile } from '../../contract/profile';
import type { RunEvent } from '../../contract/run-event';
import type { NormalizedName } from '../../python-packaging/name';
import { shortestChains } from '../closure/chains';
import type { TargetView } from '../closure/target-view';
import { createTargetView } from '../closure/target-view';
import type { TargetPlan } from '../plan/plan';
import { targetPlanOf } from '../plan/target-plans';
import { leaveOut, mergeUses, type TargetUse } from '../plan/want-target-files';
import { type WantedProject, wantProject } from '../plan/wanted-projects';
import type { Allowlist, AllowlistEntry } from '../profile/allowlist';
import type { ClosureStore } from '../resolve/closure-store';
import type { JudgedPage } from '../resolve/judge-page';
import { judgePage } from '../resolve/judge-page';
import { readProjectInfo, unreadInfo } from '../resolve/read-project-info';
import { resolveTargets } from '../resolve/resolve-targets';
import { noticesOfUnknownExtras } from '../resolve/unknown-extras';
import type { PreparedRules } from '../selection/rule-chain';
import type { Upstream } from '../upstream/upstream';
import { planLocks } from './plan-locks';

export interface PlanClosureOptions {
  readonly directory: string;
  readonly upstream: Upstream;
  readonly profile: Profile;
  readonly allowlist: Allowlist;
  readonly constraints: readonly AllowlistEntry[];
  readonly rules: PreparedRules;
  readonly indexUrlOf: (project: string) => string | null;
  readonly nowMs: number;
  readonly emit: (event: RunEvent) => void;
  readonly digest: (text: string) => string;
  readonly signal: AbortSignal;
}

/** What a mirror shall hold, before looking at what it holds. */
export interface Wanted {
  readonly wanted: readonly WantedProject[];
  readonly notices: readonly PlanNotice[];
  readonly targets: readonly TargetPlan[];
}

/** What the targets need of the index: everything that is asked for, and all that it requires. */
export async function planClosure(options: PlanClosureOptions): Promise<Wanted> {
  const { profile, allowlist, upstream, signal, emit } = options;
  const follows = profile.closure.mode !== 'none';
  const infoNotices: PlanNotice[] = [];
  const resolved = await resolveTargets({
    ...options,
    targets: profile.targets,
    // What is listed is taken as it is; only locks have something to say for each target.
    roots: follows ? allowlist.entries : [],
    constraints: options.constraints,
    policy: { prereleases: profile.options.prereleases, yanked: profile.rules.yanked },
    judge: createJudge(options, infoNotices),
    distributions: profile.options.distributions,
    closure: profile.closure,
    progressed: ({ asked, read }) => emit({ type: 'plan-progressed', projectsDone: read, projects: asked }),
    upstream,
    signal,
  });
  const { store, resolutions } = resolved;
  const uses = new Map<NormalizedName, TargetUse[]>();
  for (const { target, needed } of resolutions) {
    const chains = shortestChains(needed);
    for (const file of needed) {
      const { purpose, candidate, name } = file;
      const use: TargetUse = { target: target.id, purpose, candidate, chain: chains.get(file) ?? [] };
      uses.set(name, [...(uses.get(name) ?? []), use]);
    }
  }
  const views = profile.targets.map((target) => createTargetView(target, profile.options.distributions));
  const locks = await planLocks({ ...options, store, views });
  for (const [name, use] of locks.uses) uses.set(name, [...(uses.get(name) ?? []), use]);
  const targets = resolutions.map((resolution) => {
    const plan = targetPlanOf(resolution);
    const { packages = [], problems = [] } = locks.targets.get(plan.id) ?? {};
    return {
      ...plan,
      complete: plan.complete && problems.length === 0,
      packages: [...plan.packages, ...packages],
      problems: [...plan.problems, ...problems],
    };
  });
  const listed = follows ? allowlist.byProject.keys() : [];
  const names = [...new Set([...uses.keys(), ...listed])].sort();
  const wanted = names.flatMap((name) => wantNeeded(name, uses.get(name) ?? [], options, store, views) ?? []);
  const unread = new Set(resolutions.flatMap((resolution) => [...resolution.unread]));
  return {
    wanted,
    targets,
    notices: [
      ...resolved.notices,
      ...noticesOfUnknownExtras(resolutions, store.universe),
      ...infoNotices,
      ...locks.notices,
      ...[...unread].sort().flatMap((name) => failedPage(name, store)),
      ...wanted.flatMap((project) => noticesOf(project, store)),
    ],
  };
}

/** Leaves of each page what the rules leave; metadata is only read for rules that ask for it. */
function createJudge(
  { upstream, allowlist, rules, nowMs, signal }: PlanClosureOptions,
  notices: PlanNotice[],
): Parameters<typeof resolveTargets>[0]['judge'] {
  return async ({ page, project }) => {
    const read = rules.needsInfo ? await readProjectInfo(page, { upstream, signal }) : NO_INFO;
    if (read.problem !== null) notices.push(unreadInfo(project, read.problem));
    return judgePage(page, allowlist.byProject.get(project) ?? [], { rules, nowMs, info: read.info });
  };
}

const NO_INFO = { info: null, problem: null };

/** What is wanted of one project; `null` where its page told nothing. */
function wantNeeded(
  name: NormalizedName,
  uses: readonly TargetUse[],
  { allowlist, profile, indexUrlOf, digest }: PlanClosureOptions,
  store: ClosureStore,
  views: readonly TargetView[],
): WantedProject | null {
  const reading = store.readings.get(name);
  const judged = store.judged.get(name);
  if (reading?.kind !== 'found' || judged === undefined) return null;
  const wanted = mergeUses(uses);
  const leftOut = leaveOut({
    candidates: judged.kept,
    dropped: judged.dropped,
    wanted,
    fitsATarget: (candidate) => views.some((view) => view.canUse(candidate)),
    metadataFaults: store.metadataFaults,
    takesSdists: profile.options.distributions !== 'wheels',
  });
  const order = new Map(reading.page.files.map((file, place) => [file.filename, place]));
  const kept = wanted
    .map(({ candidate, reason }) => ({
      file: candidate.file,
      version: candidate.version.canonical,
      reason,
    }))
    .sort((left, right) => placeOf(order, left.file.filename) - placeOf(order, right.file.filename));
  const files = new Map(reading.page.files.map((file) => [file.filename, file]));
  const undecided = leftOut.flatMap(({ filename, version, reason }) => {
    const file = UNDECIDED.has(reason.kind) ? files.get(filename) : undefined;
    return file === undefined ? [] : [{ file, version: version ?? '', reason: KEPT }];
  });
  const selection = { kept, leftOut: [...leftOut, ...unrecognisedOf(judged)], undecided };
  return wantProject(reading.page, selection, allowlist.byProject.get(name) ?? [], {
    indexUrl: indexUrlOf(name),
    digest,
  });
}

/** Why a file is left out that a plan might take when it could learn everything. */
const UNDECIDED: ReadonlySet<FileReason['kind']> = new Set([
  'metadata-unusable',
  'version-not-chosen',
  'file-not-chosen',
]);
const KEPT: FileReason = { kind: 'kept-while-incomplete' };

const placeOf = (order: ReadonlyMap<string, number>, filename: string): number => order.get(filename) ?? 0;

function unrecognisedOf({ unrecognised }: JudgedPage): WantedProject['leftOut'] {
  return unrecognised.map((file) => ({ ...file, version: null }));
}

function failedPage(name: NormalizedName, store: ClosureStore): readonly PlanNotice[] {
  const reading = store.readings.get(name);
  return reading?.kind === 'failed' ? [{ severity: 'error', project: name, problem: reading.problem }] : [];
}

function noticesOf({ project, leftOut }: WantedProject, store: ClosureStore): readonly PlanNotice[] {
  const reading = store.readings.get(project);
  const status = reading?.kind === 'found' ? reading.page.status : null;
  const quarantine: readonly PlanNotice[] =
    status?.status === 'quarantined'
      ? [
          {
            severity: 'error',
            project,
            problem: problem('project-quarantined', { project, reason: status.reason }),
          },
        ]
      : [];
  const refused = leftOut.flatMap(({ filename, reason }): readonly PlanNotice[] =>
    reason.kind === 'name-refused'
      ? [
          {
            severity: 'warning',
            project,
            problem: problem('file-name-refused', { project, filename, reason: reason.reason }),
          },
        ]
      : [],
  );
  return [...quarantine, ...refused];
}

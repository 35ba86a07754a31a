import type { PlanNotice } from '../../contract/plan-summary';
import type { Profile } from '../../contract/profile';
import type { RunEvent } from '../../contract/run-event';
import type { NormalizedName } from '../../python-packaging/name';
import { createTargetView } from '../closure/target-view';
import { runPool } from '../download/download-pool';
import type { WantedProject } from '../plan/wanted-projects';
import type { Allowlist } from '../profile/allowlist';
import type { ProjectReading } from '../resolve/read-project';
import { type ProjectInfo, readProjectInfo, unreadInfo } from '../resolve/read-project-info';
import type { PreparedRules } from '../selection/rule-chain';
import type { RuleContext } from '../selection/rule-context';
import type { Upstream } from '../upstream/upstream';
import { judgeReading } from './judge-reading';
import type { Wanted } from './plan-closure';
import { readProjects } from './read-projects';

export interface PlanListedOptions {
  readonly upstream: Upstream;
  readonly profile: Profile;
  readonly allowlist: Allowlist;
  readonly rules: PreparedRules;
  readonly indexUrlOf: (project: string) => string | null;
  readonly nowMs: number;
  readonly emit: (event: RunEvent) => void;
  readonly digest: (text: string) => string;
  readonly signal: AbortSignal;
}

const PARALLEL_READINGS = 10;

/** Just what is listed: every version that a line of the allowlist admits and the rules leave. */
export async function planListed(options: PlanListedOptions): Promise<Wanted> {
  const { upstream, profile, allowlist, rules, indexUrlOf, nowMs, digest } = options;
  const readings = await readProjects(upstream, [...allowlist.byProject.keys()], options);
  const infos = rules.needsInfo ? await readInfos(readings, options) : new Map<NormalizedName, ProjectInfo>();
  const fitsATarget = createFit(profile);
  const wanted: WantedProject[] = [];
  const notices: PlanNotice[] = [];
  for (const reading of readings) {
    const { project } = reading;
    const { info = null, problem = null } = infos.get(project) ?? {};
    const judged = judgeReading(reading, {
      requirements: allowlist.byProject.get(project) ?? [],
      options: profile.options,
      upstreamUrl: upstream.url,
      indexUrl: indexUrlOf(project),
      rules,
      nowMs,
      info,
      fitsATarget,
      digest,
    });
    if (judged.wanted !== null) wanted.push(judged.wanted);
    notices.push(...judged.notices, ...(problem === null ? [] : [unreadInfo(project, problem)]));
  }
  return { wanted, notices, targets: [] };
}

async function readInfos(
  readings: readonly ProjectReading[],
  { upstream, signal }: PlanListedOptions,
): Promise<ReadonlyMap<NormalizedName, ProjectInfo>> {
  const infos = new Map<NormalizedName, ProjectInfo>();
  await runPool({
    jobs: readings.filter((reading) => reading.kind === 'found'),
    concurrency: PARALLEL_READINGS,
    signal,
    run: async ({ project, page }, jobSignal) => {
      infos.set(project, await readProjectInfo(page, { upstream, signal: jobSignal }));
    },
  });
  return infos;
}

/** Which kinds of distribution come is another rule's matter. */
export function createFit({ targets }: Profile): RuleContext['fitsATarget'] {
  if (targets.length === 0) return null;
  const views = targets.map((target) => createTargetView(target, 'all'));
  return (candidate) => views.some((view) => view.canUse(candidate));
}

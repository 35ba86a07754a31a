import type { PlanNotice } from '../../contract/plan-summary';
import type { Profile } from '../../contract/profile';
import type { RunEvent } from '../../contract/run-event';
import type { WantedProject } from '../plan/wanted-projects';
import type { Allowlist } from '../profile/allowlist';
import type { Upstream } from '../upstream/upstream';
import { judgeReading } from './judge-reading';
import type { Wanted } from './plan-closure';
import { readProjects } from './read-projects';

export interface PlanListedOptions {
  readonly upstream: Upstream;
  readonly profile: Profile;
  readonly allowlist: Allowlist;
  readonly emit: (event: RunEvent) => void;
  readonly digest: (text: string) => string;
  readonly signal: AbortSignal;
}

/** Just what is listed: every version that a line of the allowlist admits. */
export async function planListed(options: PlanListedOptions): Promise<Wanted> {
  const { upstream, profile, allowlist, digest } = options;
  const readings = await readProjects(upstream, [...allowlist.byProject.keys()], options);
  const wanted: WantedProject[] = [];
  const notices: PlanNotice[] = [];
  for (const reading of readings) {
    const requirements = allowlist.byProject.get(reading.project) ?? [];
    const judged = judgeReading(reading, {
      requirements,
      options: profile.options,
      upstreamUrl: upstream.url,
      digest,
    });
    if (judged.wanted !== null) wanted.push(judged.wanted);
    notices.push(...judged.notices);
  }
  return { wanted, notices, targets: [] };
}

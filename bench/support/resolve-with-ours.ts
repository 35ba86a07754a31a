import { DEFAULT_NETWORK_OPTIONS } from '../../src/contract/network';
import type { DistributionChoice } from '../../src/contract/profile';
import { NO_RULES } from '../../src/contract/rules';
import type { Target } from '../../src/contract/target';
import type { Root } from '../../src/engine/closure/asker';
import type { TargetClosure } from '../../src/engine/closure/close-target';
import { SYSTEM_CLOCK } from '../../src/engine/files/clock';
import { judgePage } from '../../src/engine/resolve/judge-page';
import { resolveTargets } from '../../src/engine/resolve/resolve-targets';
import { prepareRules } from '../../src/engine/selection/rule-chain';
import { SYSTEM_RESOLVER } from '../../src/engine/upstream/connection/address-guard';
import { openNetworkAccess } from '../../src/engine/upstream/connection/network-access';
import { type OpenUpstreamOptions, openUpstream } from '../../src/engine/upstream/open-upstream';
import { NO_OUTAGES } from '../../src/engine/upstream/outage';
import { DEFAULT_RETRY_POLICY } from '../../src/engine/upstream/retry';
import type { Upstream } from '../../src/engine/upstream/upstream';
import { parseRequirement } from '../../src/python-packaging/requirement';

const EVERYTHING = prepareRules(NO_RULES, '');

type Caches = Pick<OpenUpstreamOptions, 'pageCache' | 'metadataCache'>;

/** Keeps nothing. */
export const NO_CACHES: Caches = {
  pageCache: { read: async () => null, write: async () => undefined },
  metadataCache: { read: async () => null, write: async () => undefined },
};

/** An index as the application opens it. */
export function openIndex(url: string, caches: Caches = NO_CACHES): Upstream {
  return openUpstream({
    url,
    version: '0',
    stallTimeoutMs: 20_000,
    access: openNetworkAccess({
      network: DEFAULT_NETWORK_OPTIONS,
      variables: process.env,
      upstreamUrl: url,
      credentials: async () => null,
      clock: SYSTEM_CLOCK,
      resolveHost: SYSTEM_RESOLVER,
    }),
    ...caches,
    retry: {
      policy: DEFAULT_RETRY_POLICY,
      clock: SYSTEM_CLOCK,
      random: Math.random,
      emit: () => undefined,
      outages: NO_OUTAGES,
    },
  });
}

export function rootOf(text: string): Root {
  const parsed = parseRequirement(text);
  if (!parsed.ok) throw new Error(`"${text}": ${parsed.error.message}`);
  return { text, requirement: parsed.requirement };
}

export interface OurQuestion {
  readonly upstream: Upstream;
  readonly targets: readonly Target[];
  readonly roots: readonly string[];
  readonly distributions: DistributionChoice;
}

/** What our engine makes of it, target by target. */
export async function resolveWithOurs({
  upstream,
  targets,
  roots,
  distributions,
}: OurQuestion): Promise<readonly TargetClosure[]> {
  const { resolutions } = await resolveTargets({
    upstream,
    targets,
    roots: roots.map(rootOf),
    constraints: [],
    policy: { prereleases: 'when-asked', yanked: 'when-pinned' },
    distributions,
    closure: { mode: 'resolved', newestVersions: null, bootstrap: false },
    judge: async ({ page }) => judgePage(page, [], { rules: EVERYTHING, nowMs: Date.now(), info: null }),
    progressed: () => undefined,
    signal: new AbortController().signal,
  });
  return resolutions;
}

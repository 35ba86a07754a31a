import { setMaxListeners } from 'node:events';
import type { PlanNotice } from '../../contract/plan-summary';
import type { ClosureOptions, DistributionChoice } from '../../contract/profile';
import type { Target } from '../../contract/target';
import type { AdmissionPolicy } from '../closure/admission';
import type { Root } from '../closure/asker';
import { closeTarget, type TargetClosure } from '../closure/close-target';
import type { SolveInput } from '../closure/search';
import { createTargetView } from '../closure/target-view';
import type { Upstream } from '../upstream/upstream';
import { carryClosure, readAhead } from './carry-closure';
import { ClosureStore, type ClosureStoreOptions } from './closure-store';

export interface ResolveTargetsOptions {
  readonly upstream: Upstream;
  readonly targets: readonly Target[];
  readonly roots: readonly Root[];
  readonly constraints: readonly Root[];
  readonly policy: AdmissionPolicy;
  readonly distributions: DistributionChoice;
  readonly closure: ClosureOptions;
  /** What the rules leave of a page. */
  readonly judge: ClosureStoreOptions['judge'];
  readonly progressed: ClosureStoreOptions['progressed'];
  readonly signal: AbortSignal;
}

export interface TargetResolution extends TargetClosure {
  readonly target: Target;
}

export interface ResolvedTargets {
  /** In the order of the targets. */
  readonly resolutions: readonly TargetResolution[];
  /** Everything that was read on the way. */
  readonly store: ClosureStore;
  readonly notices: readonly PlanNotice[];
}

/**
 * Follows requirements for every target, with one reading of the index for all. Targets of which something cannot be had
 * say so; the others are not touched by it. Rejects when the plan has to stop: cancelled, a rule that fails, a fault of ours.
 */
export async function resolveTargets(options: ResolveTargetsOptions): Promise<ResolvedTargets> {
  const { upstream, targets, roots, constraints, policy, closure, signal } = options;
  // Each request that is under way listens to it.
  setMaxListeners(0, signal);
  const withSdists = options.distributions === 'all';
  const store = new ClosureStore({ ...options, upstream });
  const inputs = targets.map((target): SolveInput => {
    const view = createTargetView(target, options.distributions);
    return { view, universe: store.universe, roots, constraints, policy };
  });
  await readAhead(inputs, store);
  const resolutions: TargetResolution[] = [];
  for (const input of inputs) {
    const closed = await carryClosure(closeTarget(input, { ...closure, withSdists }), store, signal);
    const { needed, faults, unread } = closed;
    resolutions.push({ target: input.view.target, needed, faults, unread });
  }
  return { resolutions, store, notices: store.notices };
}

import type { AdoptionState } from './adoption';
import type { BundleState, CarryState } from './carry-state';
import type { MirrorSummary, ServeState } from './mirror';
import type { ProveState } from './prove-state';
import type { RunEventBatch } from './run-event';
import type { Settings } from './settings';
import type { VerifyState } from './verify-state';

/** Everything that main sends to a window unasked: the name of the channel and what travels on it. */
export interface Pushes {
  run: RunEventBatch;
  serve: { readonly mirror: string; readonly state: ServeState };
  prove: { readonly mirror: string; readonly state: ProveState };
  verify: { readonly mirror: string; readonly state: VerifyState };
  carry: { readonly mirror: string; readonly state: CarryState };
  bundle: { readonly directory: string; readonly state: BundleState };
  adopt: { readonly directory: string; readonly state: AdoptionState };
  mirrors: readonly MirrorSummary[];
  settings: Settings;
}

export type PushName = keyof Pushes;

export const PUSH_NAMES = [
  'run',
  'serve',
  'prove',
  'verify',
  'carry',
  'bundle',
  'adopt',
  'mirrors',
  'settings',
] as const satisfies readonly PushName[];

import type { AdoptionState } from '../../contract/adoption';
import type { BundleState, CarryState } from '../../contract/carry-state';
import type { MirrorStatus, MirrorSummary, ServeState } from '../../contract/mirror';
import type { PlanSummary, ProjectExplanation } from '../../contract/plan-summary';
import type { Problem } from '../../contract/problem';
import type { Profile } from '../../contract/profile';
import type { ProveState } from '../../contract/prove-state';
import type { RunState } from '../../contract/run-state';
import type { AppInfo, Settings } from '../../contract/settings';
import type { VerifyState } from '../../contract/verify-state';
import type { View } from './view';

/** A profile as the person edits it, beside what is in the folder. Equal objects mean that nothing waits to be saved. */
export interface ProfileDraft {
  readonly saved: Profile;
  readonly draft: Profile;
  readonly saving: boolean;
  /** Why the last try to save failed. */
  readonly problem: Problem | null;
}

export type PlanView =
  | { readonly status: 'loading' }
  | { readonly status: 'none' }
  | { readonly status: 'ready'; readonly plan: PlanSummary; readonly guardsAccepted: boolean };

/** The projects of a plan that were asked about; `null` while the answer is on its way. */
export type Explanations = Readonly<Record<string, ProjectExplanation | null>>;

/** Everything that the window knows. Records are by mirror, that is by folder. */
export interface AppState {
  readonly booted: boolean;
  readonly view: View;
  /** What a command that failed has to say, until it is dismissed or something else is done. */
  readonly problem: Problem | null;
  readonly online: boolean;
  readonly info: AppInfo | null;
  readonly settings: Settings;
  readonly mirrors: readonly MirrorSummary[];
  /** What is in the folders of the mirrors that were looked at. */
  readonly statuses: Readonly<Record<string, MirrorStatus>>;
  readonly profiles: Readonly<Record<string, ProfileDraft>>;
  readonly runs: Readonly<Record<string, RunState>>;
  readonly plans: Readonly<Record<string, PlanView>>;
  readonly explanations: Readonly<Record<string, Explanations>>;
  readonly proofs: Readonly<Record<string, ProveState>>;
  readonly verifications: Readonly<Record<string, VerifyState>>;
  readonly serving: Readonly<Record<string, ServeState>>;
  readonly carries: Readonly<Record<string, CarryState>>;
  /** By the bundle's folder. */
  readonly bundles: Readonly<Record<string, BundleState>>;
  /** By folder, which is no mirror of ours yet. */
  readonly adoptions: Readonly<Record<string, AdoptionState>>;
}

export const INITIAL_STATE: AppState = {
  booted: false,
  view: { kind: 'start' },
  problem: null,
  online: true,
  info: null,
  settings: { theme: 'system', languageChoice: 'system', language: 'en' },
  mirrors: [],
  statuses: {},
  profiles: {},
  runs: {},
  plans: {},
  explanations: {},
  proofs: {},
  verifications: {},
  serving: {},
  carries: {},
  bundles: {},
  adoptions: {},
};

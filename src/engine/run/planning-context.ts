import type { Profile } from '../../contract/profile';
import type { RunEvent } from '../../contract/run-event';
import type { MirrorContents } from '../mirror/mirror-contents';
import type { Allowlist, AllowlistEntry } from '../profile/allowlist';
import type { PreparedRules } from '../selection/rule-chain';
import type { Environment } from './environment';

export interface MakePlanOptions {
  readonly directory: string;
  /** Who plans, for the lock. */
  readonly program: string;
  readonly emit: (event: RunEvent) => void;
  readonly environment: Environment;
  readonly signal: AbortSignal;
}

/** What a plan is made from: the profile, read and checked, and the mirror as it is. */
export interface PlanningContext extends MakePlanOptions {
  readonly profile: Profile;
  readonly allowlist: Allowlist;
  readonly constraints: readonly AllowlistEntry[];
  readonly rules: PreparedRules;
  /** The address of the index that a project is bound to; `null`: it comes from upstream. */
  readonly indexUrlOf: (project: string) => string | null;
  readonly contents: MirrorContents;
}

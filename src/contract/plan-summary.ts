import type { Problem } from './problem';
import type { RuleReason } from './rules';

/**
 * The plan as people and scripts see it: what will come, what is here, what will go, and why. The engine keeps the
 * whole plan; this is the part that crosses to a window or to `--json`. All sizes in bytes.
 */

/** Why a file is in the mirror, or is not. */
export type FileReason =
  | { readonly kind: 'required'; readonly line: number; readonly requirement: string }
  | { readonly kind: 'outside-specifier'; readonly requirements: readonly string[] }
  | { readonly kind: 'prerelease' }
  | { readonly kind: 'older-than-newest'; readonly newestVersions: number }
  | { readonly kind: 'not-a-wheel' }
  | { readonly kind: 'release-has-wheels' }
  | { readonly kind: 'unsupported-file-kind' }
  | { readonly kind: 'name-unreadable'; readonly message: string }
  | { readonly kind: 'name-refused'; readonly reason: string }
  | { readonly kind: 'quarantined' }
  | { readonly kind: 'gone-upstream' }
  | { readonly kind: 'project-not-listed' }
  /** A verification found it, and no page lists it. */
  | { readonly kind: 'orphaned' }
  /** It comes because of these: which root, through which chain, for which targets. */
  | { readonly kind: 'needed'; readonly uses: readonly FileUse[] }
  /** No target can install it: other systems, processors or Pythons. */
  | { readonly kind: 'fits-no-target' }
  /** The targets use other versions of the project: `chosen`, the newest first. */
  | { readonly kind: 'version-not-chosen'; readonly chosen: readonly string[] }
  /** Of the chosen version, the targets use files that fit them better. */
  | { readonly kind: 'file-not-chosen'; readonly chosen: readonly string[] }
  | { readonly kind: 'metadata-unusable'; readonly message: string }
  /** The mirror has it, and the plan is not whole: it may still be needed. */
  | { readonly kind: 'kept-while-incomplete' }
  /** A requirement lists hashes, or a lock does, and this file's is not among them. */
  | { readonly kind: 'hash-not-listed' }
  /** The mirror holds everything. */
  | { readonly kind: 'everything' }
  | RuleReason;

/**
 * What a file is there for. `install`: it is of the one set that an installer chooses. `match`: a requirement admits it as
 * well.
 */
export const USE_PURPOSES = ['install', 'match', 'build', 'bootstrap', 'lock'] as const;
export type UsePurpose = (typeof USE_PURPOSES)[number];

export interface FileUse {
  /** Ids of the targets that install it for this cause. */
  readonly targets: readonly string[];
  readonly purpose: UsePurpose;
  /** From the root to this file's project: the first link is what the person wrote. */
  readonly chain: readonly ChainLink[];
}

/** `project` in `version` asks for the next link by `requirement`. In the first link the allowlist does: `project` is ''. */
export interface ChainLink {
  readonly project: string;
  readonly version: string | null;
  readonly requirement: string;
}

export type PlanFileAction = 'fetch' | 'present' | 'remove' | 'leave-out';

export interface PlanFileRow {
  readonly filename: string;
  readonly version: string | null;
  readonly sizeBytes: number | null;
  readonly action: PlanFileAction;
  readonly reason: FileReason;
  /** `null` when not yanked; else upstream's reason, perhaps empty (PEP 592). */
  readonly yankedReason: string | null;
}

/** Files and bytes of one kind. `filesOfUnknownSize` counts the files that `bytes` leaves out. */
export interface FileTally {
  readonly files: number;
  readonly bytes: number;
  readonly filesOfUnknownSize: number;
}

export interface PlanProjectRow {
  readonly project: string;
  /** The index that it is bound to; `null`: it comes from upstream, or leaves the mirror. */
  readonly indexUrl: string | null;
  /** The allowlist lines that ask for it, as written. Empty for one that only others require, or that will be removed. */
  readonly requirements: readonly string[];
  /** The projects that ask for it, by name; empty where no requirements are followed. */
  readonly requiredBy: readonly string[];
  /** The ids of the targets that get it. */
  readonly targets: readonly string[];
  readonly versions: number;
  readonly toFetch: FileTally;
  readonly present: FileTally;
  readonly toRemove: FileTally;
  readonly leftOutFiles: number;
}

export interface PlanNotice {
  /** An `error` makes the plan incomplete; a `warning` does not. */
  readonly severity: 'error' | 'warning';
  readonly project: string | null;
  readonly problem: Problem;
}

/** What the plan brings for one target. */
export interface PlanTarget {
  readonly id: string;
  readonly label: string;
  /** Whether everything that was asked for can be installed there. */
  readonly complete: boolean;
  readonly projects: number;
  readonly toFetch: FileTally;
  readonly present: FileTally;
  readonly problems: readonly Problem[];
}

/** How the versions of a project differ from those in the plan before. */
export interface PlanChange {
  readonly project: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Why a project is in the plan as it is, target by target. */
export interface ProjectExplanation {
  readonly project: string;
  /** The index that it is bound to; `null`: it comes from upstream, or leaves the mirror. */
  readonly indexUrl: string | null;
  /** Whether the plan knows the project at all. */
  readonly known: boolean;
  readonly targets: readonly TargetExplanation[];
  readonly files: readonly PlanFileRow[];
}

export interface TargetExplanation {
  readonly target: string;
  readonly label: string;
  /** `null`: the target does not get the project. */
  readonly chosen: { readonly version: string; readonly filename: string } | null;
  /** Every way from a root to the project; the shortest first. */
  readonly chains: readonly (readonly ChainLink[])[];
  /** Why versions that are newer than the chosen one (or all, where none is) were not chosen; the newest first. */
  readonly others: readonly { readonly version: string; readonly reason: string }[];
  readonly problems: readonly Problem[];
}

export interface PlanSummary {
  readonly planId: string;
  readonly createdAtMs: number;
  readonly upstreamUrl: string;
  readonly projects: readonly PlanProjectRow[];
  /** Empty where the profile has none, or follows no requirements. */
  readonly targets: readonly PlanTarget[];
  /** Since the plan before this one; `null` where there was none. */
  readonly changes: readonly PlanChange[] | null;
  readonly toFetch: FileTally;
  readonly present: FileTally;
  readonly toRemove: FileTally;
  readonly notices: readonly PlanNotice[];
  /** Reasons to stop and ask before this plan is carried out; empty when it can go ahead. */
  readonly guards: readonly Problem[];
  /** False when something that was asked for will not come: an unknown name, a page that could not be read. */
  readonly complete: boolean;
  /** Free bytes on the mirror's disk when the plan was made; `null` where the system does not tell. */
  readonly freeBytes: number | null;
}

/** Whether a project goes as a whole: nobody asks for it any more. */
export function isLeaving(row: PlanProjectRow): boolean {
  return row.toRemove.files > 0 && row.versions === 0 && row.requirements.length === 0;
}

export const EMPTY_TALLY: FileTally = { files: 0, bytes: 0, filesOfUnknownSize: 0 };

/** A tally with one more file in it. */
export function addToTally(tally: FileTally, sizeBytes: number | null): FileTally {
  return {
    files: tally.files + 1,
    bytes: tally.bytes + (sizeBytes ?? 0),
    filesOfUnknownSize: tally.filesOfUnknownSize + (sizeBytes === null ? 1 : 0),
  };
}

/** The sum of two tallies. */
export function sumTallies(left: FileTally, right: FileTally): FileTally {
  return {
    files: left.files + right.files,
    bytes: left.bytes + right.bytes,
    filesOfUnknownSize: left.filesOfUnknownSize + right.filesOfUnknownSize,
  };
}

/** An empty plan would only remove: no confirmation makes it right. */
export function mayBeAccepted(guard: Problem): boolean {
  return guard.code !== 'plan-empty';
}

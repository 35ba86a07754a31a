import type { Problem } from './problem';

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
  | { readonly kind: 'project-not-listed' };

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
  /** The allowlist lines that ask for it, as written. Empty for a project that will be removed. */
  readonly requirements: readonly string[];
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

export interface PlanSummary {
  readonly planId: string;
  readonly createdAtMs: number;
  readonly upstreamUrl: string;
  readonly projects: readonly PlanProjectRow[];
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

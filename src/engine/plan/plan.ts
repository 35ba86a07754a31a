import type { ChainLink, FileReason, PlanChange, PlanNotice, UsePurpose } from '../../contract/plan-summary';
import type { Problem } from '../../contract/problem';
import type { NormalizedName } from '../../python-packaging/name';
import type { ProjectStatus, SimpleFile } from '../../python-packaging/simple-page';

/**
 * The plan: what the mirror shall hold minus what it holds, with reasons. A value: it can be shown, refused, saved and
 * carried out later, by another process too. Paths are relative to the mirror's `web` folder, with `/`.
 */
export interface Plan extends PlanHead {
  readonly projects: readonly PlannedProject[];
  /** Listed in the mirror, no longer wanted: unlisted first, then deleted. */
  readonly removedProjects: readonly RemovedProject[];
}

/** Everything of a plan but its projects, of which there may be more than a memory holds. */
export interface PlanHead {
  readonly planId: string;
  readonly createdAtMs: number;
  readonly upstreamUrl: string;
  /** SHA-256 of the profile that it was made from, to see when it is outdated. */
  readonly profileDigest: string;
  /** What each target gets; empty where no requirements are followed. */
  readonly targets: readonly TargetPlan[];
  /** How the versions differ from those of the plan before; `null` where there was none, or where it is not told. */
  readonly changes: readonly PlanChange[] | null;
  readonly notices: readonly PlanNotice[];
  readonly guards: readonly Problem[];
  readonly complete: boolean;
  readonly freeBytes: number | null;
}

/** One project of a plan. */
export type PlanEntry =
  | { readonly kind: 'planned'; readonly project: PlannedProject }
  | { readonly kind: 'removed'; readonly project: RemovedProject };

/** The projects of a plan one by one. */
export function* entriesOf({ projects, removedProjects }: Plan): Generator<PlanEntry> {
  for (const project of projects) yield { kind: 'planned', project };
  for (const project of removedProjects) yield { kind: 'removed', project };
}

/** What one target gets: in mode `resolved` one version a project, the one that an installer would choose. */
export interface TargetPlan {
  readonly id: string;
  readonly label: string;
  readonly complete: boolean;
  readonly problems: readonly Problem[];
  readonly packages: readonly TargetPackage[];
}

export interface TargetPackage {
  readonly project: NormalizedName;
  readonly version: string;
  readonly filename: string;
  readonly purpose: UsePurpose;
  /** Who asks for it, and with which words. A root is asked for by the project ''. */
  readonly requiredBy: readonly ChainLink[];
  /** Newer versions that were not chosen; the newest first. */
  readonly passedOver: readonly PassedOver[];
}

export interface PassedOver {
  readonly version: string;
  readonly reason: string;
}

export interface PlannedProject {
  readonly project: NormalizedName;
  /** The index that it is bound to; `null`: it comes from upstream. */
  readonly indexUrl: string | null;
  /** Of upstream's last change, in a mirror of everything; `null` elsewhere, and where upstream does not count. */
  readonly serial: number | null;
  readonly requirements: readonly string[];
  readonly status: ProjectStatus | null;
  /** What the finished page lists, in upstream's order. */
  readonly files: readonly PlannedFile[];
  readonly leftOut: readonly LeftOutFile[];
  readonly removals: readonly RemovedFile[];
}

export interface PlannedFile {
  /** Where it goes: `packages/…/FILENAME`. */
  readonly path: string;
  /** Upstream's description; its `url` is absolute. */
  readonly file: SimpleFile;
  readonly version: string;
  /** From the page, or asked for; `null` when upstream does not tell. */
  readonly sizeBytes: number | null;
  readonly present: boolean;
  readonly reason: FileReason;
}

export interface LeftOutFile {
  readonly filename: string;
  readonly version: string | null;
  readonly sizeBytes: number | null;
  readonly reason: FileReason;
}

export interface RemovedFile {
  readonly path: string;
  readonly filename: string;
  readonly sizeBytes: number;
  readonly reason: FileReason;
}

export interface RemovedProject {
  readonly project: string;
  readonly files: readonly RemovedFile[];
}

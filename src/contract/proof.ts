import type { UsePurpose } from './plan-summary';
import type { Problem } from './problem';

/**
 * The proof that a mirror is whole: for each target, everything that is asked for was solved again against the mirror
 * alone, every file of the solution was looked at, and a Python with pip was asked for its opinion where there is one.
 */
export const PROOF_VERSION = 1;

export interface Proof {
  readonly version: typeof PROOF_VERSION;
  readonly createdAtMs: number;
  /** Who proved: `Sandgrouse 0.1.0`. */
  readonly program: string;
  readonly upstreamUrl: string;
  /** SHA-256 of the profile that was proven. */
  readonly profileDigest: string;
  /** Every target in it can install everything that is asked for. */
  readonly complete: boolean;
  /** Targets of the mirror that were left out on purpose; their labels. */
  readonly leftOut: readonly string[];
  readonly targets: readonly TargetProof[];
}

export interface TargetProof {
  readonly id: string;
  readonly label: string;
  readonly complete: boolean;
  /** What is missing, wrong, or said against it by pip; empty where it is complete. */
  readonly problems: readonly Problem[];
  readonly pip: PipVerdict;
  readonly packages: readonly ProvenPackage[];
}

/** A file of a target's solution, as it lies in the mirror. */
export interface ProvenPackage {
  readonly project: string;
  readonly version: string;
  readonly filename: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly purpose: UsePurpose;
}

/** A Python with pip on the computer that proved. */
export interface PipIdentity {
  /** `3.12.1`. */
  readonly pythonVersion: string;
  /** `24.2`. */
  readonly pipVersion: string;
}

/**
 * How pip was asked. `resolve`: to solve everything by itself; only a Python whose markers are the target's can do that.
 * `download`: to fetch exactly the files of our solution for the target, since pip judges markers by the Python it runs on.
 */
export type PipCheck = 'resolve' | 'download';

/** Why pip was not asked. `sources`: it would have to run code of packages. */
export type PipSilence = 'switched-off' | 'no-python' | 'incomplete' | 'nothing-to-install' | 'sources';

export type PipVerdict =
  | { readonly kind: 'not-asked'; readonly reason: PipSilence }
  /** `passedOver`: source distributions of the solution, which pip was not asked for. */
  | {
      readonly kind: 'agrees';
      readonly check: PipCheck;
      readonly pip: PipIdentity;
      readonly packages: number;
      readonly passedOver: number;
    }
  /** It found everything, and chose otherwise here and there. */
  | { readonly kind: 'differs'; readonly pip: PipIdentity; readonly differences: readonly PipDifference[] }
  | { readonly kind: 'refuses'; readonly check: PipCheck; readonly pip: PipIdentity; readonly output: string }
  | { readonly kind: 'too-slow'; readonly check: PipCheck; readonly pip: PipIdentity };

/** Versions of one project; `null`: not chosen. */
export interface PipDifference {
  readonly project: string;
  readonly ours: string | null;
  readonly pips: string | null;
}

/** The part of a proof that crosses to a window: counts in place of the files. */
export interface ProofSummary extends Omit<Proof, 'targets'> {
  readonly targets: readonly TargetProofSummary[];
}

export interface TargetProofSummary extends Omit<TargetProof, 'packages'> {
  readonly projects: number;
  readonly files: number;
  readonly bytes: number;
}

/** Counts what each target installs. */
export function summariseProof({ targets, ...proof }: Proof): ProofSummary {
  return {
    ...proof,
    targets: targets.map(({ packages, ...target }) => ({
      ...target,
      projects: new Set(packages.map(({ project }) => project)).size,
      files: packages.length,
      bytes: packages.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    })),
  };
}

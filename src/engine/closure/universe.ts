import type { NormalizedName } from '../../python-packaging/name';
import type { Candidate } from '../selection/candidate';
import type { ProjectVersions } from './project-versions';
import type { ReleaseReading } from './release-metadata';

/**
 * What is known of the index so far. Pure functions ask it; what they find unknown they ask for, and are called again.
 */
export interface Universe {
  /** `undefined`: not asked for yet. */
  readonly project: (name: NormalizedName) => ProjectKnowledge | undefined;
  readonly metadata: (candidate: Candidate) => ReleaseReading | undefined;
}

export type ProjectKnowledge =
  | { readonly kind: 'known'; readonly versions: ProjectVersions }
  /** Upstream has no such project. */
  | { readonly kind: 'unknown' }
  /** Its page could not be had: what the project needs cannot be told. */
  | { readonly kind: 'failed' };

/** Something that has to be read before a computation can go on. */
export type Need =
  | { readonly kind: 'project'; readonly name: NormalizedName }
  | { readonly kind: 'metadata'; readonly name: NormalizedName; readonly candidate: Candidate };

/** A computation that says what it needs, and is gone on with when that is known. */
export type Asking<Result> = Generator<readonly Need[], Result, void>;

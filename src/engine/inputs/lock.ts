import type { NotCarried } from '../../contract/import-report';
import type { Marker } from '../../python-packaging/marker-tree';
import type { NormalizedName } from '../../python-packaging/name';

/** One file that a lock names. */
export interface LockedFile {
  /** `null` where the lock has only the hash, as Pipfile.lock. */
  readonly filename: string | null;
  /** In hexadecimal, lower case; empty where the lock has none or only of other algorithms. */
  readonly sha256: readonly string[];
}

/** One release that a lock names, with exactly the files that will do. */
export interface LockedPackage {
  readonly name: NormalizedName;
  /** As written; `null` where the lock leaves it open. */
  readonly version: string | null;
  readonly files: readonly LockedFile[];
}

/** A lock file, whatever tool wrote it. What no index carries is in `notCarried` and not among the packages. */
export interface Lock {
  readonly packages: readonly LockedPackage[];
  readonly notCarried: readonly NotCarried[];
  /** The indexes that the packages come from, where the lock says so, with the projects that come from each. */
  readonly indexes: ReadonlyMap<string, readonly NormalizedName[]>;
  /** What a person should know, such as a version of the format that is newer than this program. */
  readonly warnings: readonly string[];
  readonly reach: LockReach;
}

/** How a lock says which packages an environment needs. */
export type LockReach =
  /** Each package has a condition of its own, at the same place in `markers`; `null`: always. */
  | { readonly kind: 'markers'; readonly markers: readonly (Marker | null)[] }
  /**
   * The lock does not say for which environments a package is: all are taken for each, so some may have no file for a
   * target, and that is no fault (poetry before 2.0).
   */
  | { readonly kind: 'unknown' }
  /** What can be reached from the roots along the edges that hold. */
  | { readonly kind: 'graph'; readonly roots: readonly LockEdge[]; readonly nodes: readonly LockNode[] };

export interface LockNode {
  /** Its place in `Lock.packages`; `null` for what no index carries, whose dependencies count all the same. */
  readonly packageIndex: number | null;
  readonly dependencies: readonly LockEdge[];
  readonly extras: ReadonlyMap<string, readonly LockEdge[]>;
}

export interface LockEdge {
  /** Places in `nodes`: more than one where the lock holds several versions and does not say which. */
  readonly nodes: readonly number[];
  readonly extras: readonly string[];
  readonly marker: Marker | null;
}

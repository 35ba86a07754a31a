import type { NormalizedName } from '../../python-packaging/name';
import type { Requirement } from '../../python-packaging/requirement';
import type { Asker } from './asker';
import { allBits, type Bits, both, either, isEmpty, isInside } from './bits';

/**
 * A set of choices that cannot all hold (PubGrub). By package, the places of the versions it speaks of; "not installed" is
 * a place as well, so that every statement is one about sets.
 */
export interface Incompatibility {
  readonly terms: ReadonlyMap<number, Bits>;
  readonly cause: Cause;
}

export type Cause =
  /** Somebody asks for a package: a root, or a release. */
  | {
      readonly kind: 'asked';
      readonly by: Asker;
      readonly text: string;
      readonly requirement: Requirement;
      readonly package: number;
    }
  /** Versions of a package that cannot be used, whatever the others are. */
  | { readonly kind: 'unusable'; readonly package: number }
  /** A release whose metadata cannot be used, and why. */
  | {
      readonly kind: 'refused';
      readonly project: NormalizedName;
      readonly version: string;
      readonly message: string;
    }
  /** Somebody requires what only an address of its own leads to. */
  | { readonly kind: 'not-carried'; readonly by: Asker; readonly text: string }
  | { readonly kind: 'constraint'; readonly package: number; readonly text: string }
  | { readonly kind: 'derived'; readonly left: Incompatibility; readonly right: Incompatibility };

export type Leaf = Exclude<Cause, { kind: 'derived' }>;

/** A statement about one package: its index, the places, and how many bits its sets have. */
export type Term = readonly [index: number, places: Bits, size: number];

/** Leaves out what always holds. `null`: one of the terms never holds, so nothing is said. */
export function incompatibility(terms: readonly Term[], cause: Cause): Incompatibility | null {
  const merged = new Map<number, Bits>();
  for (const [index, places, size] of terms) {
    const known = merged.get(index);
    const joint = known === undefined ? places : both(known, places);
    if (isEmpty(joint)) return null;
    if (!isInside(allBits(size), joint)) merged.set(index, joint);
  }
  return { terms: merged, cause };
}

/**
 * What follows from two incompatibilities by taking out the package that both speak of: one of the two sides of it always
 * holds, so the rest of both cannot.
 */
export function resolve(
  left: Incompatibility,
  right: Incompatibility,
  pivot: number,
  sizeOf: (index: number) => number,
): Incompatibility {
  const terms = new Map(left.terms);
  for (const [index, bits] of right.terms) {
    const known = terms.get(index);
    if (known === undefined) terms.set(index, bits);
    else terms.set(index, index === pivot ? either(known, bits) : both(known, bits));
  }
  const union = terms.get(pivot);
  if (union !== undefined && isInside(allBits(sizeOf(pivot)), union)) terms.delete(pivot);
  return { terms, cause: { kind: 'derived', left, right } };
}

/** Everything that the conflict rests on, in the order of its derivation. */
export function collectLeaves(conflict: Incompatibility): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const seen = new Set<Incompatibility>();
  const open = [conflict];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (next.cause.kind === 'derived') open.push(next.cause.left, next.cause.right);
    else leaves.push(next.cause);
  }
  return leaves.reverse();
}

import { allBits, type Bits, both, firstBit, hasBit, isInside, noBits, oneBit, without } from './bits';
import type { Incompatibility } from './incompatibility';

/** What was decided or follows, in the order in which it was found. */
export interface Assignment {
  readonly package: number;
  readonly level: number;
  readonly index: number;
  /** What this step alone says of the package. */
  readonly own: Bits;
  /** What is left of the package's versions after it. */
  readonly left: Bits;
  /** `null`: a decision. */
  readonly cause: Incompatibility | null;
}

/** The state of a search: what is left of each package, and why. */
export class PartialSolution {
  private readonly sizes: number[] = [];
  private readonly trail: Assignment[] = [];
  private readonly byPackage: Assignment[][] = [];
  private currentLevel = 0;

  addPackage(size: number): number {
    this.sizes.push(size);
    this.byPackage.push([]);
    return this.sizes.length - 1;
  }

  get level(): number {
    return this.currentLevel;
  }

  sizeOf(index: number): number {
    return this.sizes[index] ?? 0;
  }

  /** The places that are still possible. */
  left(index: number): Bits {
    return this.byPackage[index]?.at(-1)?.left ?? allBits(this.sizeOf(index));
  }

  /** Whether the package has to be installed, in whichever version. */
  isRequired(index: number): boolean {
    const steps = this.byPackage[index];
    return steps !== undefined && steps.length > 0 && !hasBit(this.left(index), this.sizeOf(index) - 1);
  }

  /** The place that was decided on; `null` before that. */
  decided(index: number): number | null {
    const steps = this.byPackage[index] ?? [];
    const decision = steps.findLast((step) => step.cause === null);
    return decision === undefined ? null : firstBit(decision.own);
  }

  decide(index: number, place: number): void {
    this.currentLevel += 1;
    this.assign(index, oneBit(this.sizeOf(index), place), null);
  }

  derive(index: number, term: Bits, cause: Incompatibility): void {
    this.assign(index, without(allBits(this.sizeOf(index)), term), cause);
  }

  private assign(index: number, own: Bits, cause: Incompatibility | null): void {
    const step: Assignment = {
      package: index,
      level: this.currentLevel,
      index: this.trail.length,
      own,
      left: both(this.left(index), own),
      cause,
    };
    this.trail.push(step);
    this.byPackage[index]?.push(step);
  }

  /** Takes back everything above a level. */
  backtrack(level: number): void {
    for (let last = this.trail.at(-1); last !== undefined && last.level > level; last = this.trail.at(-1)) {
      this.trail.pop();
      this.byPackage[last.package]?.pop();
    }
    this.currentLevel = level;
  }

  /** The step with which the last of an incompatibility's terms came to hold, and the level that the others had by then. */
  findSatisfier(incompatibility: Incompatibility): {
    readonly satisfier: Assignment;
    readonly previousLevel: number;
  } {
    let satisfier: Assignment | null = null;
    let previousLevel = 0;
    for (const [index, term] of incompatibility.terms) {
      const step = this.firstInside(index, term);
      if (satisfier === null || step.index > satisfier.index) {
        previousLevel = Math.max(previousLevel, satisfier?.level ?? 0);
        satisfier = step;
      } else {
        previousLevel = Math.max(previousLevel, step.level);
      }
    }
    if (satisfier === null) throw new Error('an incompatibility without terms has no satisfier');
    const term = incompatibility.terms.get(satisfier.package) ?? noBits(0);
    return { satisfier, previousLevel: Math.max(previousLevel, this.helperLevel(satisfier, term)) };
  }

  /** Where a step alone does not make its term hold, the earlier step that it builds on. */
  private helperLevel(satisfier: Assignment, term: Bits): number {
    if (isInside(satisfier.own, term)) return 0;
    const helper = (this.byPackage[satisfier.package] ?? []).find((step) =>
      isInside(both(step.left, satisfier.own), term),
    );
    return helper?.level ?? 0;
  }

  private firstInside(index: number, term: Bits): Assignment {
    const step = (this.byPackage[index] ?? []).find(({ left }) => isInside(left, term));
    if (step === undefined) throw new Error('a term of a conflict does not hold');
    return step;
  }
}

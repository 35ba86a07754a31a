import { allBits, type Bits, both, hasBit, isInside, loneBit, noBits, oneBit, without } from './bits';
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
  /** The only place that is left; `null` where there are several, or none. */
  readonly lone: number | null;
  /** `null`: a decision. */
  readonly cause: Incompatibility | null;
}

interface PackageState {
  readonly size: number;
  readonly all: Bits;
  readonly steps: Assignment[];
}

/** The state of a search: what is left of each package, and why. */
export class PartialSolution {
  /** Packages that have to be installed, in one of several versions. */
  readonly undecided = new Set<number>();
  private readonly states: PackageState[] = [];
  private readonly trail: Assignment[] = [];
  private settled: number[] = [];
  private currentLevel = 0;

  addPackage(size: number): number {
    this.states.push({ size, all: allBits(size), steps: [] });
    return this.states.length - 1;
  }

  sizeOf(index: number): number {
    return this.state(index).size;
  }

  /** Whether nothing is decided: what follows now holds for good. */
  get isAtStart(): boolean {
    return this.currentLevel === 0;
  }

  /** The places that are still possible. */
  left(index: number): Bits {
    const { all, steps } = this.state(index);
    return steps.at(-1)?.left ?? all;
  }

  /** The only place that is still possible, "not installed" among them. */
  lone(index: number): number | null {
    return this.state(index).steps.at(-1)?.lone ?? null;
  }

  /** The version that the package has, by a decision or because no other is left; `null` before that. */
  decided(index: number): number | null {
    const lone = this.lone(index);
    return lone === null || lone === this.sizeOf(index) - 1 ? null : lone;
  }

  /** The level of a package's decision, and what was left of it before; `null` where nothing was decided. */
  decision(index: number): { readonly level: number; readonly before: Bits } | null {
    const { all, steps } = this.state(index);
    const at = steps.findIndex(({ cause }) => cause === null);
    const step = steps[at];
    return step === undefined ? null : { level: step.level, before: steps[at - 1]?.left ?? all };
  }

  /** Packages that came down to one version since this was last asked; some of them may have been taken back again. */
  takeSettled(): readonly number[] {
    const { settled } = this;
    this.settled = [];
    return settled;
  }

  decide(index: number, place: number): void {
    this.currentLevel += 1;
    this.assign(index, oneBit(this.sizeOf(index), place), null);
  }

  derive(index: number, term: Bits, cause: Incompatibility): void {
    this.assign(index, without(this.state(index).all, term), cause);
  }

  private state(index: number): PackageState {
    const state = this.states[index];
    if (state === undefined) throw new Error('there is no such package');
    return state;
  }

  private assign(index: number, own: Bits, cause: Incompatibility | null): void {
    const left = both(this.left(index), own);
    const step: Assignment = {
      package: index,
      level: this.currentLevel,
      index: this.trail.length,
      own,
      left,
      lone: loneBit(left),
      cause,
    };
    this.trail.push(step);
    this.state(index).steps.push(step);
    this.account(index);
    if (this.decided(index) !== null) this.settled.push(index);
  }

  private account(index: number): void {
    const { size, steps } = this.state(index);
    const last = steps.at(-1);
    // "Not installed" is the last place.
    const isOpen = last !== undefined && last.lone === null && !hasBit(last.left, size - 1);
    if (isOpen) this.undecided.add(index);
    else this.undecided.delete(index);
  }

  /** Takes back everything above a level. */
  backtrack(level: number): void {
    for (let last = this.trail.at(-1); last !== undefined && last.level > level; last = this.trail.at(-1)) {
      this.trail.pop();
      this.state(last.package).steps.pop();
      this.account(last.package);
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
    const helper = this.state(satisfier.package).steps.find((step) =>
      isInside(both(step.left, satisfier.own), term),
    );
    return helper?.level ?? 0;
  }

  private firstInside(index: number, term: Bits): Assignment {
    const step = this.state(index).steps.find(({ left }) => isInside(left, term));
    if (step === undefined) throw new Error('a term of a conflict does not hold');
    return step;
  }
}

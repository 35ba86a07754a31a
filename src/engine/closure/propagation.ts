import { areApart, type Bits, hasBit, isInside, loneBit } from './bits';
import { type Incompatibility, resolve } from './incompatibility';
import { PartialSolution } from './partial-solution';

/** So many conflicts may leave their traces before they are swept up. */
const CONFLICTS_TO_SWEEP = 100;

/** Incompatibilities that speak of a package. */
interface Watchers {
  always: Incompatibility[];
  /** Those that speak of one of its versions alone: they only count when no other is left. */
  readonly byLone: Map<number, Incompatibility[]>;
}

/**
 * Unit propagation and conflict analysis of PubGrub (https://github.com/dart-lang/pub/blob/master/doc/solver.md): what
 * follows from the decisions is derived; from a conflict something is learnt that keeps the search from the same fault.
 */
export class Propagation {
  readonly solution = new PartialSolution();
  /** Packages that are decided on after all others. */
  readonly late = new Set<number>();
  private readonly watchers: Watchers[] = [];
  private readonly conflicts: number[] = [];
  private readonly changed = new Set<number>();
  private sinceSweep = 0;
  private readonly added: Incompatibility[] = [];

  addPackage(size: number): number {
    this.watchers.push({ always: [], byLone: new Map() });
    this.conflicts.push(0);
    return this.solution.addPackage(size);
  }

  add(incompatibility: Incompatibility | null): void {
    if (incompatibility === null) return;
    for (const [index, term] of incompatibility.terms) this.watch(index, term, incompatibility);
    this.added.push(incompatibility);
  }

  private watch(index: number, term: Bits, incompatibility: Incompatibility): void {
    const watchers = this.watchers[index];
    const lone = loneBit(term);
    if (lone === null) {
      watchers?.always.push(incompatibility);
      return;
    }
    const known = watchers?.byLone.get(lone);
    if (known === undefined) watchers?.byLone.set(lone, [incompatibility]);
    else known.push(incompatibility);
  }

  decide(index: number, place: number): void {
    this.solution.decide(index, place);
    this.changed.add(index);
  }

  /** How often a package had a part in a conflict. */
  conflictsOf(index: number): number {
    return this.conflicts[index] ?? 0;
  }

  /** Derives all that follows. `null`: nothing is wrong; else that which can never hold: there is no solution. */
  settle(): Incompatibility | null {
    for (let conflict = this.propagate(); conflict !== null; conflict = this.propagate()) {
      this.sinceSweep += 1;
      for (const index of conflict.terms.keys()) this.conflicts[index] = this.conflictsOf(index) + 1;
      if (this.putOff(conflict)) continue;
      const learnt = this.analyse(conflict);
      if (learnt.terms.size === 0) return learnt;
      this.changed.clear();
      this.added.length = 0;
      if (learnt === conflict) this.added.push(learnt);
      else this.add(learnt);
      if (this.sinceSweep >= CONFLICTS_TO_SWEEP && this.solution.isAtStart) this.sweep();
    }
    return null;
  }

  /** Forgets what speaks of versions that are out for good: after many conflicts that is nearly everything. */
  private sweep(): void {
    this.sinceSweep = 0;
    const { solution } = this;
    for (const [index, watchers] of this.watchers.entries()) {
      const left = solution.left(index);
      watchers.always = watchers.always.filter(({ terms }) =>
        [...terms].every(([other, term]) => !areApart(solution.left(other), term)),
      );
      for (const place of [...watchers.byLone.keys()]) {
        if (!hasBit(left, place)) watchers.byLone.delete(place);
      }
    }
  }

  /**
   * Where somebody's requirement is against a version that was decided on before, and another would do, that decision is
   * taken back and made after all others: who requires keeps their newest version, what is required gets an older one.
   * Installers do so; else an ancient release that has no limits yet would be taken of the one who requires.
   */
  private putOff({ terms, cause }: Incompatibility): boolean {
    if (cause.kind !== 'asked' || cause.by.kind === 'root' || this.late.has(cause.package)) return false;
    const refused = terms.get(cause.package);
    const decision = this.solution.decision(cause.package);
    if (refused === undefined || decision === null || isInside(decision.before, refused)) return false;
    this.late.add(cause.package);
    this.solution.backtrack(decision.level - 1);
    this.changed.clear();
    this.added.length = 0;
    return true;
  }

  /** The incompatibility that came to hold, or `null` when all is quiet. */
  private propagate(): Incompatibility | null {
    for (;;) {
      const fresh = this.added.pop();
      if (fresh !== undefined) {
        if (this.apply(fresh)) return fresh;
        continue;
      }
      const [index] = this.changed;
      if (index === undefined) return null;
      this.changed.delete(index);
      const conflict = this.concerned(index).findLast((entry) => this.apply(entry));
      if (conflict !== undefined) return conflict;
    }
  }

  /** What may have come to say something now that less is left of a package. */
  private concerned(index: number): readonly Incompatibility[] {
    const watchers = this.watchers[index];
    if (watchers === undefined) return [];
    const lone = this.solution.lone(index);
    const more = lone === null ? undefined : watchers.byLone.get(lone);
    return more === undefined ? watchers.always : [...watchers.always, ...more];
  }

  /** Derives the one term that is open, where there is only one. `true`: all terms hold, which must not be. */
  private apply(incompatibility: Incompatibility): boolean {
    let open: number | null = null;
    for (const [index, term] of incompatibility.terms) {
      const left = this.solution.left(index);
      if (isInside(left, term)) continue;
      if (open !== null || areApart(left, term)) return false;
      open = index;
    }
    if (open === null) return true;
    const term = incompatibility.terms.get(open);
    if (term !== undefined) this.solution.derive(open, term, incompatibility);
    this.changed.add(open);
    return false;
  }

  /** Goes from a conflict back to its cause, and the search to where the cause can still be avoided. */
  private analyse(conflict: Incompatibility): Incompatibility {
    let current = conflict;
    while (current.terms.size > 0) {
      const { satisfier, previousLevel } = this.solution.findSatisfier(current);
      if (satisfier.cause === null || previousLevel < satisfier.level) {
        this.solution.backtrack(previousLevel);
        return current;
      }
      const sizeOf = (index: number): number => this.solution.sizeOf(index);
      current = resolve(current, satisfier.cause, satisfier.package, sizeOf);
    }
    return current;
  }
}

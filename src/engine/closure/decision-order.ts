import type { NormalizedName } from '../../python-packaging/name';

interface Standing {
  readonly name: NormalizedName;
  /** Steps from the roots. */
  depth: number;
  /** Place among the roots. */
  place: number;
  /** Somebody wants certain versions only. */
  isLimited: boolean;
}

/**
 * In which order projects are decided on: where several sets of versions fit together, this is what chooses between them.
 * As pip has it: what is near to the roots first, roots in their order, then what is limited, then by name.
 */
export class DecisionOrder {
  private readonly standings = new Map<number, Standing>();

  depthOf(index: number): number {
    return this.standings.get(index)?.depth ?? 0;
  }

  /** Notes that somebody asks for a project. */
  note(index: number, { name, depth, place, isLimited }: Standing): void {
    const known = this.standings.get(index);
    if (known === undefined) {
      this.standings.set(index, { name, depth, place, isLimited });
      return;
    }
    known.depth = Math.min(known.depth, depth);
    known.place = Math.min(known.place, place);
    known.isLimited ||= isLimited;
  }

  /** Whether one comes before the other. */
  isBefore(index: number, other: number): boolean {
    const left = this.standings.get(index);
    const right = this.standings.get(other);
    if (left === undefined || right === undefined) return index < other;
    if (left.depth !== right.depth) return left.depth < right.depth;
    if (left.place !== right.place) return left.place < right.place;
    if (left.isLimited !== right.isLimited) return left.isLimited;
    return left.name < right.name;
  }
}

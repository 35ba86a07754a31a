import type { NormalizedName } from '../../python-packaging/name';
import type { Candidate } from '../selection/candidate';
import { type AdmissionPolicy, admit, type Openings } from './admission';
import type { Asker, Root } from './asker';
import { allBits, type Bits, firstBit, noBits, oneBit, without } from './bits';
import { DecisionOrder } from './decision-order';
import { type Incompatibility, incompatibility, type Term } from './incompatibility';
import { isNotCarried } from './not-carried';
import type { ProjectVersions } from './project-versions';
import { Propagation } from './propagation';
import type { ReleaseReading, ReleaseRequirement } from './release-metadata';
import type { TargetView } from './target-view';
import type { Asking, Need, Universe } from './universe';

export interface SolveInput {
  readonly view: TargetView;
  readonly universe: Universe;
  readonly roots: readonly Root[];
  readonly constraints: readonly Root[];
  readonly policy: AdmissionPolicy;
}

/** What a search decides on: the version of a project, or that one of its extras is asked for. */
export type Package =
  | { readonly kind: 'project'; readonly name: NormalizedName; readonly versions: ProjectVersions }
  | {
      readonly kind: 'extra';
      readonly name: NormalizedName;
      readonly extra: NormalizedName;
      readonly base: number;
    };

export type SearchEnd =
  | { readonly kind: 'found'; readonly places: ReadonlyMap<NormalizedName, number> }
  | { readonly kind: 'conflict'; readonly conflict: Incompatibility; readonly packages: readonly Package[] }
  | { readonly kind: 'opened' }
  | { readonly kind: 'given-up'; readonly steps: number };

/** An extra is asked for (the first place), or is not. */
const EXTRA_SIZE = 2;
const ASKED_FOR = oneBit(EXTRA_SIZE, 0);
const NOT_ASKED_FOR = oneBit(EXTRA_SIZE, 1);

/** More than the hardest real sets need; a graph made to be without end stops here. */
const MOST_STEPS = 100_000;
/** After so many steps others get a turn. */
const STEPS_IN_ONE_GO = 200;

/** A package that had a part in so many conflicts is decided on before others. */
const MANY_CONFLICTS = 5;
/** Metadata of older releases that are fetched before anybody asks for them. */
const MOST_AHEAD = 32;

/** One search for the versions of all projects that fit together, for one target. */
export class Search {
  private readonly propagation = new Propagation();
  private readonly packages: Package[] = [];
  private readonly indexes = new Map<string, number>();
  private readonly extras = new Map<number, number[]>();
  /** Packages of which it may not be known yet what they require. */
  private readonly unexpanded: number[] = [];
  private readonly expanded = new Set<string>();
  private readonly asked = new Set<number>();
  private readonly order = new DecisionOrder();
  private opened = false;

  constructor(
    private readonly input: SolveInput,
    private readonly openings: Openings,
  ) {}

  *run(): Asking<SearchEnd> {
    const { roots, view } = this.input;
    const active = roots.filter(({ requirement }) => view.isActive(requirement));
    yield* this.ask(
      [],
      active.map((root) => [{ kind: 'root', root }, root] as const),
      1,
    );
    for (let steps = 0; steps < MOST_STEPS; ) {
      if (this.opened) return { kind: 'opened' };
      const conflict = this.propagation.settle();
      if (conflict !== null) return { kind: 'conflict', conflict, packages: this.packages };
      if (yield* this.expandNext()) continue;
      steps += 1;
      if (steps % STEPS_IN_ONE_GO === 0) yield [];
      const next = this.nextUndecided();
      if (next === null) return { kind: 'found', places: this.places() };
      const place = firstBit(this.propagation.solution.left(next));
      if (place !== null) this.propagation.decide(next, place);
    }
    return { kind: 'given-up', steps: MOST_STEPS };
  }

  /** Adds what is asked for by those for whom `terms` stand, after the pages of all of it are known. */
  private *ask(
    terms: readonly Term[],
    requirements: readonly (readonly [Asker, ReleaseRequirement])[],
    depth: number,
  ): Asking<void> {
    const { universe } = this.input;
    const carried = requirements.filter(([, entry]) => !isNotCarried(entry));
    const names = new Set(carried.map(([, { requirement }]) => requirement.name));
    const needs = [...names].filter((name) => universe.project(name) === undefined);
    if (needs.length > 0) yield needs.map((name): Need => ({ kind: 'project', name }));
    for (const [by, entry] of requirements) {
      if (!isNotCarried(entry)) continue;
      this.propagation.add(incompatibility(terms, { kind: 'not-carried', by, text: entry.text }));
    }
    for (const [at, [by, { requirement, text }]] of carried.entries()) {
      const index = this.packageOf(requirement.name);
      if (index === null) continue;
      const place = by.kind === 'root' ? at : Number.POSITIVE_INFINITY;
      const isLimited = requirement.specifiers.specifiers.length > 0;
      this.order.note(index, { name: requirement.name, depth, place, isLimited });
      const cause = { kind: 'asked', by, text, requirement, package: index } as const;
      const size = this.propagation.solution.sizeOf(index);
      const refused = without(allBits(size), this.admitted(index, requirement.specifiers));
      this.propagation.add(incompatibility([...terms, [index, refused, size]], cause));
      for (const extra of requirement.extras) {
        const wanted = this.extraOf(index, requirement.name, extra);
        this.propagation.add(incompatibility([...terms, [wanted, NOT_ASKED_FOR, EXTRA_SIZE]], cause));
      }
    }
  }

  private admitted(index: number, specifiers: ReleaseRequirement['requirement']['specifiers']): Bits {
    const entry = this.packages[index];
    if (entry?.kind !== 'project') throw new Error('only versions of projects are asked for');
    const { view, policy } = this.input;
    const { admitted, opened } = admit(entry.versions, specifiers, view, policy, this.openings);
    // Those who asked before were answered with less than they may have.
    if (opened && this.asked.has(index)) this.opened = true;
    this.asked.add(index);
    return admitted;
  }

  /** `null` where nothing can be known of the project now. */
  private packageOf(name: NormalizedName): number | null {
    const known = this.indexes.get(name);
    if (known !== undefined) return known;
    const knowledge = this.input.universe.project(name);
    if (knowledge === undefined || knowledge.kind === 'failed') {
      return null;
    }
    const versions = knowledge.kind === 'known' ? knowledge.versions : noVersions(name);
    const index = this.addPackage(name, { kind: 'project', name, versions }, versions.size);
    const { view, constraints, policy } = this.input;
    const real = without(allBits(versions.size), oneBit(versions.size, versions.size - 1));
    const unusable = without(real, view.usable(versions));
    this.forbid(index, unusable, { kind: 'unusable', package: index });
    for (const { requirement, text } of constraints) {
      if (requirement.name !== name || !view.isActive(requirement)) continue;
      // Installers look at it together with what asks for the project: it can pin or mention as well.
      admit(versions, requirement.specifiers, view, policy, this.openings);
      const outside = without(real, versions.inside(requirement.specifiers));
      this.forbid(index, outside, { kind: 'constraint', package: index, text });
    }
    return index;
  }

  private forbid(index: number, places: Bits, cause: Incompatibility['cause']): void {
    const size = this.propagation.solution.sizeOf(index);
    this.propagation.add(incompatibility([[index, places, size]], cause));
  }

  private extraOf(base: number, name: NormalizedName, extra: NormalizedName): number {
    const key = `${name}[${extra}]`;
    const known = this.indexes.get(key);
    if (known !== undefined) return known;
    const index = this.addPackage(key, { kind: 'extra', name, extra, base }, EXTRA_SIZE);
    const others = this.extras.get(base);
    if (others === undefined) this.extras.set(base, [index]);
    else others.push(index);
    return index;
  }

  private addPackage(key: string, entry: Package, size: number): number {
    const index = this.propagation.addPackage(size);
    this.packages.push(entry);
    this.indexes.set(key, index);
    return index;
  }

  /** Adds what the next decided release requires, by itself or for an extra. `false`: nothing is left to add. */
  private *expandNext(): Asking<boolean> {
    const { solution } = this.propagation;
    for (const settled of solution.takeSettled()) {
      this.unexpanded.push(settled, ...(this.extras.get(settled) ?? []));
    }
    for (let index = this.unexpanded.pop(); index !== undefined; index = this.unexpanded.pop()) {
      const entry = this.packages[index];
      if (entry === undefined) continue;
      const base = entry.kind === 'project' ? index : entry.base;
      const place = solution.decided(base);
      if (place === null || (entry.kind === 'extra' && solution.decided(index) === null)) continue;
      const key = `${index}:${place}`;
      if (this.expanded.has(key)) continue;
      yield* this.expand(index, entry, base, place);
      this.expanded.add(key);
      return true;
    }
    return false;
  }

  private *expand(index: number, entry: Package, base: number, place: number): Asking<void> {
    const { view, universe } = this.input;
    const candidate = this.fileAt(base, place);
    if (candidate === null) throw new Error('a release without a usable file was decided on');
    if (universe.metadata(candidate) === undefined) {
      yield [{ kind: 'metadata', name: entry.name, candidate }, ...this.likelyNeeds(base, place)];
    }
    const reading = universe.metadata(candidate);
    const size = this.propagation.solution.sizeOf(base);
    const one = oneBit(size, place);
    const version = candidate.version.canonical;
    const refused = refusalOf(reading, view);
    if (refused !== null || reading?.ok !== true) {
      const message = refused ?? UNREADABLE;
      this.forbid(base, one, { kind: 'refused', project: entry.name, version, message });
      return;
    }
    const extra = entry.kind === 'extra' ? entry.extra : null;
    const by: Asker = { kind: 'release', project: entry.name, version, extra };
    const terms: Term[] = [[base, one, size]];
    if (entry.kind === 'extra') terms.push([index, ASKED_FOR, EXTRA_SIZE]);
    const requirements = view.activeRequirements(reading.metadata, extra);
    yield* this.ask(
      terms,
      requirements.map((required) => [by, required] as const),
      this.order.depthOf(base) + 1,
    );
  }

  private fileAt(index: number, place: number): Candidate | null {
    const entry = this.packages[index];
    const release = entry?.kind === 'project' ? entry.versions.releases[place] : undefined;
    return release === undefined ? null : this.input.view.chosenFile(release);
  }

  /**
   * The metadata that will most likely be asked for next, so that it can be fetched at the same time: of what is required
   * and not decided, and of older releases where the newer ones clash, the more of them the more did.
   */
  private likelyNeeds(expanding: number, place: number): readonly Need[] {
    const { solution } = this.propagation;
    const needs = new Map<Candidate, NormalizedName>();
    const add = (index: number, at: number | null): void => {
      const entry = this.packages[index];
      const candidate = entry?.kind === 'project' && at !== null ? this.fileAt(index, at) : null;
      if (candidate === null || entry === undefined) return;
      if (this.input.universe.metadata(candidate) === undefined) needs.set(candidate, entry.name);
    };
    for (const index of this.unexpanded) add(index, solution.decided(index));
    for (const index of solution.undecided) add(index, firstBit(solution.left(index)));
    const ahead = Math.min(this.propagation.conflictsOf(expanding), MOST_AHEAD);
    for (let older = place + 1; older <= place + ahead; older += 1) add(expanding, older);
    const current = this.fileAt(expanding, place);
    if (current !== null) needs.delete(current);
    return [...needs].map(([candidate, name]) => ({ kind: 'metadata', name, candidate }));
  }

  /** Those that often clash first, those that others have to be decided on before last. */
  private nextUndecided(): number | null {
    const { solution, late } = this.propagation;
    let best: number | null = null;
    let bestRank = Number.POSITIVE_INFINITY;
    for (const index of solution.undecided) {
      const rank = this.propagation.conflictsOf(index) >= MANY_CONFLICTS ? 0 : late.has(index) ? 2 : 1;
      const isBetter =
        rank < bestRank || (best !== null && rank === bestRank && this.order.isBefore(index, best));
      if (isBetter) [best, bestRank] = [index, rank];
    }
    return best;
  }

  private places(): ReadonlyMap<NormalizedName, number> {
    const { solution } = this.propagation;
    return new Map(
      this.packages.flatMap((entry, index) => {
        const place = entry.kind === 'project' ? solution.decided(index) : null;
        return place === null ? [] : [[entry.name, place] as const];
      }),
    );
  }
}

const UNREADABLE = 'its metadata could not be read';

/** Why nobody may install a release on the target, by its own metadata; `null` when they may. */
function refusalOf(reading: ReleaseReading | undefined, view: TargetView): string | null {
  if (reading?.ok !== true) return reading?.message ?? UNREADABLE;
  const { requiresPython } = reading.metadata;
  return view.acceptsPython(requiresPython) ? null : `it requires Python ${requiresPython?.text ?? ''}`;
}

/** A project that upstream does not have: it can only be absent. */
function noVersions(name: NormalizedName): ProjectVersions {
  const none = noBits(1);
  return {
    name,
    releases: [],
    size: 1,
    prereleases: none,
    dropped: new Map(),
    inside: () => none,
  };
}

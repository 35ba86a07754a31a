import type { NormalizedName } from '../../python-packaging/name';
import type { Candidate } from '../selection/candidate';
import { admit, noOpenings, type Openings } from './admission';
import type { Asker, RequiredBy } from './asker';
import { both, countBits, placesOf } from './bits';
import type { ReleaseRequirement } from './release-metadata';
import type { SolveInput } from './search';
import type { Asking, Need } from './universe';

/** A release that some requirement in the closure admits. */
export interface MatchingRelease {
  readonly name: NormalizedName;
  readonly candidate: Candidate;
  /** The first few who ask for it. */
  readonly requiredBy: readonly RequiredBy[];
}

/** A release of PyPI's largest projects has fewer askers than a person reads. */
const MOST_ASKERS = 3;
/** More than all that a mirror holds; a graph made to be without end stops here. */
const MOST_RELEASES = 300_000;

/**
 * Every release that a requirement admits, and what those require in turn: of each requirement the newest N that the
 * target can install. Nobody can say that they fit together; that is what `solve` is for.
 */
export function* findAllMatching(
  input: SolveInput,
  newestVersions: number | null,
): Asking<readonly MatchingRelease[]> {
  const openings = noOpenings();
  for (;;) {
    const walk = new Walk(input, newestVersions, openings);
    const found = yield* walk.run();
    if (found !== null) return found;
  }
}

interface Asked extends ReleaseRequirement {
  readonly by: Asker;
}

interface Step {
  readonly name: NormalizedName;
  readonly candidate: Candidate;
  readonly extra: NormalizedName | null;
}

class Walk {
  private readonly releases = new Map<Candidate, { name: NormalizedName; requiredBy: RequiredBy[] }>();
  private readonly walked = new Set<string>();
  private readonly answered = new Set<string>();

  constructor(
    private readonly input: SolveInput,
    private readonly newestVersions: number | null,
    private readonly openings: Openings,
  ) {}

  /** `null`: a requirement opened something that was closed to those before it. */
  *run(): Asking<readonly MatchingRelease[] | null> {
    const { roots, view } = this.input;
    let wave: readonly Asked[] = roots
      .filter(({ requirement }) => view.isActive(requirement))
      .map((root) => ({ ...root, by: { kind: 'root', root } }));
    while (wave.length > 0 && this.releases.size < MOST_RELEASES) {
      yield this.unknownProjects(wave);
      const steps: Step[] = [];
      for (const asked of wave) {
        if (this.answer(asked, steps)) return null;
      }
      yield this.unknownMetadata(steps);
      wave = steps.flatMap((step) => this.requirementsOf(step));
    }
    return [...this.releases].map(([candidate, entry]) => ({ candidate, ...entry }));
  }

  private unknownProjects(wave: readonly Asked[]): readonly Need[] {
    const names = new Set(wave.map(({ requirement }) => requirement.name));
    return [...names]
      .filter((name) => this.input.universe.project(name) === undefined)
      .map((name) => ({ kind: 'project', name }));
  }

  private unknownMetadata(steps: readonly Step[]): readonly Need[] {
    const unknown = new Map(
      steps
        .filter(({ candidate }) => this.input.universe.metadata(candidate) === undefined)
        .map(({ name, candidate }) => [candidate, name]),
    );
    return [...unknown].map(([candidate, name]) => ({ kind: 'metadata', name, candidate }));
  }

  /** Adds the releases that a requirement admits; `true` when it opened something. */
  private answer({ requirement, text, by }: Asked, steps: Step[]): boolean {
    const { universe, view, policy, constraints } = this.input;
    const { name, extras, specifiers } = requirement;
    const knowledge = universe.project(name);
    if (knowledge?.kind !== 'known') return false;
    const { versions } = knowledge;
    const usable = view.usable(versions);
    const { admitted, opened } = admit(versions, specifiers, view, policy, this.openings);
    if (opened && this.answered.has(name)) return true;
    this.answered.add(name);
    let fitting = both(admitted, usable);
    for (const constraint of constraints) {
      if (constraint.requirement.name !== name || !view.isActive(constraint.requirement)) continue;
      fitting = both(fitting, versions.inside(constraint.requirement.specifiers));
    }
    const places = placesOf(fitting).slice(0, this.newestVersions ?? countBits(fitting));
    for (const place of places) {
      const release = versions.releases[place];
      const candidate = release === undefined ? null : view.chosenFile(release);
      if (candidate === null) continue;
      this.remember(name, candidate, { by, text, requirement });
      for (const extra of [null, ...extras]) steps.push({ name, candidate, extra });
    }
    return false;
  }

  private remember(name: NormalizedName, candidate: Candidate, asker: RequiredBy): void {
    const known = this.releases.get(candidate);
    if (known === undefined) this.releases.set(candidate, { name, requiredBy: [asker] });
    else if (known.requiredBy.length < MOST_ASKERS) known.requiredBy.push(asker);
  }

  private requirementsOf({ name, candidate, extra }: Step): readonly Asked[] {
    const key = `${candidate.file.filename} ${extra ?? ''}`;
    if (this.walked.has(key)) return [];
    this.walked.add(key);
    const reading = this.input.universe.metadata(candidate);
    if (reading?.ok !== true || !this.input.view.acceptsPython(reading.metadata.requiresPython)) return [];
    const by: Asker = { kind: 'release', project: name, version: candidate.version.canonical, extra };
    return this.input.view
      .activeRequirements(reading.metadata, extra)
      .filter(({ requirement }) => requirement.url === null)
      .map((entry) => ({ ...entry, by }));
  }
}

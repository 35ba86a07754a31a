import type { UsePurpose } from '../../contract/plan-summary';
import type { ClosureOptions } from '../../contract/profile';
import type { NormalizedName } from '../../python-packaging/name';
import { parseRequirement } from '../../python-packaging/requirement';
import type { Candidate } from '../selection/candidate';
import { findAllMatching } from './all-matching';
import type { RequiredBy, Root } from './asker';
import type { ConflictExplanation } from './explain-conflict';
import type { SolveInput } from './search';
import { type SolvedPackage, solve } from './solve';
import type { Asking } from './universe';

/** A file that a target needs, and why. */
export interface NeededFile {
  readonly name: NormalizedName;
  readonly candidate: Candidate;
  readonly purpose: UsePurpose;
  readonly requiredBy: readonly RequiredBy[];
  readonly passedOver: SolvedPackage['passedOver'];
}

export type ClosureFault =
  | { readonly kind: 'conflict'; readonly explanation: ConflictExplanation }
  | { readonly kind: 'given-up'; readonly steps: number };

/** Everything that one target needs. */
export interface TargetClosure {
  readonly needed: readonly NeededFile[];
  /** What could not be had; the rest goes on without it. */
  readonly faults: readonly ClosureFault[];
  /** Projects that are needed and whose pages could not be had. */
  readonly unread: ReadonlySet<NormalizedName>;
}

/** More than a person can mend in one go; each costs a search. */
const MOST_FAULTS = 30;
/** Builds that need builds. */
const DEEPEST_BUILD = 5;

export interface CloseOptions extends ClosureOptions {
  /** Of each release that comes, the source distribution comes too. */
  readonly withSdists: boolean;
}

/** Follows requirements for one target as far as the profile says. Pure; asks for what it needs. */
export function* closeTarget(input: SolveInput, options: CloseOptions): Asking<TargetClosure> {
  const collected = new Collection();
  yield* solveAsFarAsPossible(input, 'install', collected);
  if (options.mode === 'all-matching') {
    for (const release of yield* findAllMatching(input, options.newestVersions)) {
      collected.add({ ...release, purpose: 'match', passedOver: [] });
    }
  }
  if (options.bootstrap) {
    yield* solveAsFarAsPossible({ ...input, roots: BOOTSTRAP_ROOTS }, 'bootstrap', collected);
  }
  if (options.withSdists) addSdists(input, collected);
  yield* addBuilds(input, collected);
  return collected;
}

class Collection implements TargetClosure {
  private readonly byFile = new Map<string, NeededFile>();
  readonly faults: ClosureFault[] = [];
  readonly unread = new Set<NormalizedName>();

  get needed(): readonly NeededFile[] {
    return [...this.byFile.values()];
  }

  /** What is needed to install stays so, whatever else it is needed for. */
  add(file: NeededFile): void {
    const key = file.candidate.file.filename;
    if (!this.byFile.has(key)) this.byFile.set(key, file);
  }
}

/**
 * Where there is no solution for all roots, those that cannot be had even alone are left out and named; where the rest
 * contradict each other, the last of them. The others go on.
 */
function* solveAsFarAsPossible(input: SolveInput, purpose: UsePurpose, collected: Collection): Asking<void> {
  let roots = input.roots;
  for (let faults = 0; roots.length > 0 && faults < MOST_FAULTS; faults += 1) {
    const solution = yield* solve({ ...input, roots });
    if (solution.kind === 'solved') {
      for (const { name, candidate, requiredBy, passedOver } of solution.packages) {
        collected.add({ name, candidate, purpose, requiredBy, passedOver });
      }
      for (const name of solution.unread) collected.unread.add(name);
      return;
    }
    const rest = faults === 0 ? yield* possibleAlone(input, collected) : roots;
    if (rest.length === roots.length) {
      collected.faults.push(solution);
      roots = withoutCulprit(roots, solution);
    } else {
      roots = rest;
    }
  }
}

/** The roots that have a solution of their own; what stands against the others is named. */
function* possibleAlone(input: SolveInput, collected: Collection): Asking<readonly Root[]> {
  const possible: Root[] = [];
  for (const root of input.roots) {
    const solution = yield* solve({ ...input, roots: [root] });
    if (solution.kind === 'solved') possible.push(root);
    else collected.faults.push(solution);
  }
  return possible;
}

/** Without the last root that has a part in a conflict; none where nobody knows which. */
function withoutCulprit(roots: readonly Root[], fault: ClosureFault): readonly Root[] {
  const involved = new Set(fault.kind === 'conflict' ? fault.explanation.roots : []);
  const culprit = roots.findLast((root) => involved.has(root));
  return culprit === undefined ? [] : roots.filter((root) => root !== culprit);
}

/** Of each release that comes, the source distribution too. */
function addSdists({ universe }: SolveInput, collected: Collection): void {
  for (const file of collected.needed) {
    const knowledge = universe.project(file.name);
    if (knowledge?.kind !== 'known') continue;
    const { sortKey } = file.candidate.version;
    const release = knowledge.versions.releases.find(({ version }) => version.sortKey === sortKey);
    const sdist = release?.candidates.find(({ kind }) => kind === 'sdist');
    if (sdist !== undefined) collected.add({ ...file, candidate: sdist });
  }
}

/** For each sdist, what builds it: each build is an environment of its own (PEP 517), so each is solved by itself. */
function* addBuilds(input: SolveInput, collected: Collection): Asking<void> {
  const done = new Set<string>();
  for (let depth = 0; depth < DEEPEST_BUILD; depth += 1) {
    const sdists = collected.needed.filter(({ candidate }) => candidate.kind === 'sdist');
    const unknown = sdists.filter(({ candidate }) => input.universe.metadata(candidate) === undefined);
    for (const { name, candidate } of unknown) yield [{ kind: 'metadata', name, candidate }];
    const builds = sdists.flatMap(({ name, candidate }) => {
      const reading = input.universe.metadata(candidate);
      const requirements = reading?.ok === true ? (reading.metadata.buildRequirements ?? []) : [];
      const key = requirements.map(({ text }) => text).join('\n');
      if (requirements.length === 0 || done.has(key)) return [];
      done.add(key);
      return [{ who: `${name} ${candidate.version.canonical}`, requirements }];
    });
    if (builds.length === 0) return;
    for (const { who, requirements } of builds) {
      const roots = requirements.map(
        ({ text, requirement }): Root => ({
          text: `${text} (to build ${who})`,
          requirement,
        }),
      );
      yield* solveAsFarAsPossible({ ...input, roots, constraints: [] }, 'build', collected);
    }
  }
}

const BOOTSTRAP_ROOTS: readonly Root[] = ['pip', 'setuptools', 'wheel'].map((text) => {
  const parsed = parseRequirement(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return { text, requirement: parsed.requirement };
});

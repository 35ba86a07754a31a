import type { NormalizedName } from '../../python-packaging/name';
import type { Candidate } from '../selection/candidate';
import { noOpenings } from './admission';
import type { Asker, RequiredBy } from './asker';
import { type ConflictExplanation, explainConflict } from './explain-conflict';
import { openTogether, setApart } from './openings';
import { whyPassedOver } from './passed-over';
import type { ReleaseRequirement } from './release-metadata';
import { Search, type SolveInput } from './search';
import type { Asking } from './universe';

/** What a target installs: one release a project, with the file that fits best. */
export interface SolvedPackage {
  readonly name: NormalizedName;
  readonly candidate: Candidate;
  readonly requiredBy: readonly RequiredBy[];
  /** Newer releases that were not chosen; the newest first. */
  readonly passedOver: readonly { readonly version: string; readonly reason: string }[];
}

export interface Solved {
  readonly kind: 'solved';
  /** In the order of their names. */
  readonly packages: readonly SolvedPackage[];
  /** Projects that are needed and whose pages could not be had. */
  readonly unread: ReadonlySet<NormalizedName>;
}

export type Solution =
  | Solved
  | { readonly kind: 'conflict'; readonly explanation: ConflictExplanation }
  /** Nobody can say whether there is a solution: the graph is too hard. */
  | { readonly kind: 'given-up'; readonly steps: number };

/**
 * The versions and files that a correct installer chooses on the target for all roots together: the newest that fit,
 * with backtracking (PubGrub). Pure; asks for the pages and the metadata that it needs.
 */
export function* solve(input: SolveInput): Asking<Solution> {
  const openings = noOpenings();
  for (;;) {
    const end = yield* new Search(input, openings).run();
    switch (end.kind) {
      case 'opened':
        continue;
      case 'found': {
        const solution = describe(input, end.places);
        if (setApart(solution.packages, input, openings)) continue;
        return solution;
      }
      case 'conflict':
        if (openTogether(end.conflict, end.packages, input, openings)) continue;
        return {
          kind: 'conflict',
          explanation: explainConflict(end.conflict, end.packages, input, openings),
        };
      case 'given-up':
        return end;
    }
  }
}

function describe(input: SolveInput, places: ReadonlyMap<NormalizedName, number>): Solved {
  const chosen = new Map<NormalizedName, Candidate>();
  for (const [name, place] of places) {
    const knowledge = input.universe.project(name);
    const release = knowledge?.kind === 'known' ? knowledge.versions.releases[place] : undefined;
    const candidate = release === undefined ? null : input.view.chosenFile(release);
    if (candidate !== null) chosen.set(name, candidate);
  }
  const { edges: requiredBy, unread } = collectEdges(input, chosen);
  const packages = [...requiredBy.keys()].sort().flatMap((name): readonly SolvedPackage[] => {
    const candidate = chosen.get(name);
    const place = places.get(name);
    if (candidate === undefined || place === undefined) return [];
    const edges = requiredBy.get(name) ?? [];
    return [{ name, candidate, requiredBy: edges, passedOver: whyPassedOver(input, name, place, edges) }];
  });
  return { kind: 'solved', packages, unread };
}

/** Walks from the roots along everything that is required there; what is not reached is not needed. */
function collectEdges(
  { view, universe, roots }: SolveInput,
  chosen: ReadonlyMap<NormalizedName, Candidate>,
): {
  readonly edges: ReadonlyMap<NormalizedName, readonly RequiredBy[]>;
  readonly unread: ReadonlySet<NormalizedName>;
} {
  const unread = new Set<NormalizedName>();
  const edges = new Map<NormalizedName, RequiredBy[]>();
  const walked = new Set<string>();
  const open: { name: NormalizedName; extra: NormalizedName | null }[] = [];
  const follow = (by: Asker, { requirement, text }: ReleaseRequirement): void => {
    const { name, extras } = requirement;
    if (universe.project(name)?.kind === 'failed') unread.add(name);
    if (!chosen.has(name)) return;
    const known = edges.get(name);
    if (known === undefined) edges.set(name, [{ by, text, requirement }]);
    else known.push({ by, text, requirement });
    for (const extra of [null, ...extras]) open.push({ name, extra });
  };
  for (const root of roots) {
    if (view.isActive(root.requirement)) follow({ kind: 'root', root }, root);
  }
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const { name, extra } = next;
    const key = `${name}[${extra ?? ''}]`;
    const candidate = chosen.get(name);
    if (walked.has(key) || candidate === undefined) continue;
    walked.add(key);
    const reading = universe.metadata(candidate);
    if (reading?.ok !== true) continue;
    const by: Asker = { kind: 'release', project: name, version: candidate.version.canonical, extra };
    for (const entry of view.activeRequirements(reading.metadata, extra)) follow(by, entry);
  }
  return { edges, unread };
}

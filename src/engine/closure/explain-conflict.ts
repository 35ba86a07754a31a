import type { ChainLink } from '../../contract/plan-summary';
import type { NormalizedName } from '../../python-packaging/name';
import type { Asker, Root } from './asker';
import { both, hasBit, isEmpty } from './bits';
import type { Cause, Incompatibility } from './incompatibility';
import { whoAsks } from './passed-over';
import type { ProjectVersions } from './project-versions';
import { findRemedy } from './remedy';
import type { Package, SolveInput } from './search';

/** Why no set of versions does for everything that was asked for together. */
export interface ConflictExplanation {
  /** The project of which no version does. */
  readonly project: NormalizedName;
  /** Whether the target could install none of the versions that are asked for; else the requirements contradict each other. */
  readonly isMissing: boolean;
  /** What is asked of the project, and what stands against it; whole clauses for a person. */
  readonly facts: readonly string[];
  /** From a root to the project. */
  readonly chain: readonly ChainLink[];
  /** The roots that have a part in it, as they were given. */
  readonly roots: readonly Root[];
  readonly remedy: string;
}

type Asked = Extract<Cause, { kind: 'asked' }>;
type Leaf = Exclude<Cause, { kind: 'derived' }>;

/** More than a person reads. */
const MOST_FACTS = 8;

/** Puts what a search has learnt into words. */
export function explainConflict(
  conflict: Incompatibility,
  packages: readonly Package[],
  input: SolveInput,
): ConflictExplanation {
  const leaves = collectLeaves(conflict);
  const asked = leaves.filter((leaf) => leaf.kind === 'asked');
  const missing = asked.find((leaf) => isUnanswerable(leaf, packages, input));
  const contested = missing ?? mostAsked(asked);
  const entry = contested === undefined ? undefined : packages[contested.package];
  const project = entry?.name ?? ('' as NormalizedName);
  const concerning = asked.filter((leaf) => packages[leaf.package]?.name === project);
  const relevant = missing === undefined ? [...concerning, ...asked] : concerning;
  const facts = [
    ...new Set([
      ...groupAsked(relevant, packages),
      ...leaves.flatMap((leaf) => standsAgainst(leaf, packages, project)),
      ...(missing === undefined ? [] : [whyNoneFits(missing, packages, input)]),
    ]),
  ];
  const versions = versionsOf(entry);
  return {
    project,
    isMissing: missing !== undefined,
    facts: facts.slice(0, MOST_FACTS),
    chain: contested === undefined ? [] : chainTo(contested, asked, packages),
    roots: [...new Set(asked.flatMap(({ by }) => (by.kind === 'root' ? [by.root] : [])))],
    remedy: findRemedy(input.view, versions, missing !== undefined),
  };
}

/** Everything that the conflict rests on, in the order of its derivation. */
function collectLeaves(conflict: Incompatibility): readonly Leaf[] {
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

function versionsOf(entry: Package | undefined): ProjectVersions | null {
  return entry?.kind === 'project' ? entry.versions : null;
}

/** Whether nothing that answers a requirement can be installed on the target, whatever the others say. */
function isUnanswerable(leaf: Asked, packages: readonly Package[], { view }: SolveInput): boolean {
  const versions = versionsOf(packages[leaf.package]);
  const requirement = leaf.requirement;
  if (versions === null) return false;
  return isEmpty(both(versions.inside(requirement.specifiers), view.usable(versions)));
}

function mostAsked(asked: readonly Asked[]): Asked | undefined {
  const counts = new Map<number, number>();
  for (const leaf of asked) counts.set(leaf.package, (counts.get(leaf.package) ?? 0) + 1);
  return asked.reduce<Asked | undefined>(
    (best, leaf) =>
      best === undefined || (counts.get(leaf.package) ?? 0) > (counts.get(best.package) ?? 0) ? leaf : best,
    undefined,
  );
}

/** One clause for all releases of a project that ask in the same words. */
function groupAsked(asked: readonly Asked[], packages: readonly Package[]): readonly string[] {
  const groups = new Map<string, Asked[]>();
  for (const leaf of asked) {
    const who = leaf.by.kind === 'root' ? '' : `${leaf.by.project}[${leaf.by.extra ?? ''}]`;
    const key = `${who} ${leaf.text}`;
    groups.set(key, [...(groups.get(key) ?? []), leaf]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || packages[first.package]?.kind !== 'project') return [];
    if (first.by.kind === 'root') return [`the allowlist asks for "${first.text}"`];
    const versions = new Set(group.flatMap(({ by }) => (by.kind === 'release' ? [by.version] : [])));
    const more = versions.size > 1 ? ` and ${versions.size - 1} other versions` : '';
    return [`${whoAsks(first)}${more} ${versions.size > 1 ? 'require' : 'requires'} "${first.text}"`];
  });
}

function standsAgainst(leaf: Leaf, packages: readonly Package[], project: string): readonly string[] {
  if (leaf.kind === 'constraint') return [`the constraints have "${leaf.text}"`];
  if (leaf.kind !== 'unusable' || leaf.message === null) return [];
  const name = packages[leaf.package]?.name ?? project;
  return [`a version of "${name}" cannot be used: ${leaf.message}`];
}

function whyNoneFits(leaf: Asked, packages: readonly Package[], { view, universe }: SolveInput): string {
  const versions = versionsOf(packages[leaf.package]);
  if (versions === null) return '';
  if (universe.project(versions.name)?.kind === 'unknown')
    return `upstream has no project "${versions.name}"`;
  const inside = versions.inside(leaf.requirement.specifiers);
  const newest = versions.releases.find((_, place) => hasBit(inside, place));
  if (newest === undefined) {
    return versions.releases.length === 0
      ? `nothing of "${versions.name}" is left after the rules`
      : `upstream has no version of "${versions.name}" that "${leaf.text}" admits; the newest is ${versions.releases[0]?.version.canonical ?? ''}`;
  }
  return `${versions.name} ${newest.version.canonical} ${view.whyUnusable(newest)}`;
}

/** The shortest way from a root to a requirement, through what has a part in the conflict. */
function chainTo(target: Asked, asked: readonly Asked[], packages: readonly Package[]): readonly ChainLink[] {
  const seen = new Set<Asked>([target]);
  const open: (readonly Asked[])[] = [[target]];
  for (let way = open.shift(); way !== undefined; way = open.shift()) {
    const [first] = way;
    if (first === undefined || first.by.kind === 'root') return way.map(chainLink);
    for (const leaf of asked) {
      if (seen.has(leaf) || !leadsTo(leaf, first.by, packages)) continue;
      seen.add(leaf);
      open.push([leaf, ...way]);
    }
  }
  return [chainLink(target)];
}

/** Whether a requirement asks for a release, and for the extra that is spoken of. */
function leadsTo(
  leaf: Asked,
  { project, version, extra }: Extract<Asker, { kind: 'release' }>,
  packages: readonly Package[],
): boolean {
  const entry = packages[leaf.package];
  if (entry?.kind !== 'project' || entry.name !== project) return false;
  const place = entry.versions.releases.findIndex((release) => release.version.canonical === version);
  const { specifiers, extras } = leaf.requirement;
  return hasBit(entry.versions.inside(specifiers), place) && (extra === null || extras.includes(extra));
}

function chainLink({ by, text }: Asked): ChainLink {
  return by.kind === 'root'
    ? { project: '', version: null, requirement: text }
    : { project: by.project, version: by.version, requirement: text };
}

import type { ChainLink } from '../../contract/plan-summary';
import { type NormalizedName, normalizeName } from '../../python-packaging/name';
import { admit, type Openings } from './admission';
import { type Asker, type Root, whoAsks } from './asker';
import { both, hasBit, isEmpty } from './bits';
import { type Cause, collectLeaves, type Incompatibility, type Leaf } from './incompatibility';
import { type LeftOut, leftOutByRules } from './left-out-by-rules';
import { notCarriedText } from './not-carried';
import type { ProjectVersions } from './project-versions';
import { findRemedy, type Wrong } from './remedy';
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

/** More than a person reads. */
const MOST_FACTS = 8;

/** Puts what a search has learnt into words. */
export function explainConflict(
  conflict: Incompatibility,
  packages: readonly Package[],
  input: SolveInput,
  openings: Openings,
): ConflictExplanation {
  const leaves = collectLeaves(conflict);
  const asked = leaves.filter((leaf) => leaf.kind === 'asked');
  const missing = asked.find((leaf) => isUnanswerable(leaf, packages, input, openings));
  const contested = missing ?? mostAsked(asked, leaves, packages);
  const entry = contested === undefined ? undefined : packages[contested.package];
  const project = entry?.name ?? firstNotCarried(leaves);
  const concerning = asked.filter((leaf) => packages[leaf.package]?.name === project);
  const relevant = missing === undefined ? [...concerning, ...asked] : concerning;
  const versions = versionsOf(entry);
  const leftOut = whatRulesTook(versions, missing === undefined ? concerning : [missing], input);
  const facts = [
    ...new Set([
      ...groupAsked(relevant, packages),
      ...leaves.flatMap(standsAgainst),
      ...(missing === undefined || leftOut.facts.length > 0 ? [] : [whyNoneFits(missing, packages, input)]),
    ]),
  ];
  return {
    project,
    isMissing: missing !== undefined,
    facts: [...facts.slice(0, MOST_FACTS - leftOut.facts.length), ...leftOut.facts],
    chain: contested === undefined ? [] : chainTo(contested, asked, packages),
    roots: [...new Set(leaves.flatMap(rootOf))],
    remedy: findRemedy(
      input.view,
      versions,
      leftOut.isByRule ? 'left-out' : whatIsWrong(missing, leaves, project, packages),
    ),
  };
}

/** Nothing where nobody asks, or the project is none. */
function whatRulesTook(
  versions: ProjectVersions | null,
  asked: readonly Asked[],
  input: SolveInput,
): LeftOut {
  const byAsker = new Map<string, Asked['requirement']['specifiers'][]>();
  for (const { by, text, requirement } of asked) {
    const asker = by.kind === 'root' ? ` ${text}` : by.project;
    byAsker.set(asker, [...(byAsker.get(asker) ?? []), requirement.specifiers]);
  }
  if (versions === null || byAsker.size === 0) return { facts: [], isByRule: false };
  return leftOutByRules(versions, [...byAsker.values()], input);
}

function rootOf(leaf: Leaf): readonly Root[] {
  return (leaf.kind === 'asked' || leaf.kind === 'not-carried') && leaf.by.kind === 'root'
    ? [leaf.by.root]
    : [];
}

/** Where nothing that an index has takes part: what somebody wants from elsewhere. */
function firstNotCarried(leaves: readonly Leaf[]): NormalizedName {
  const leaf = leaves.find((each) => each.kind === 'not-carried');
  return normalizeName(/^[\w.-]*/.exec(leaf?.text ?? '')?.[0] ?? '');
}

function versionsOf(entry: Package | undefined): ProjectVersions | null {
  return entry?.kind === 'project' ? entry.versions : null;
}

/** Whether nothing that answers a requirement can be installed on the target, whatever the others say. */
function isUnanswerable(
  leaf: Asked,
  packages: readonly Package[],
  { view, policy }: SolveInput,
  openings: Openings,
): boolean {
  const versions = versionsOf(packages[leaf.package]);
  if (versions === null) return false;
  const { admitted } = admit(versions, leaf.requirement.specifiers, view, policy, openings);
  return isEmpty(both(admitted, view.usable(versions)));
}

/** What stands against its releases counts as much as what is asked of it. */
function mostAsked(
  asked: readonly Asked[],
  leaves: readonly Leaf[],
  packages: readonly Package[],
): Asked | undefined {
  const counts = new Map<number, number>();
  for (const leaf of asked) counts.set(leaf.package, (counts.get(leaf.package) ?? 0) + 1);
  for (const leaf of leaves) {
    const name = leaf.kind === 'refused' ? leaf.project : askerOf(leaf);
    const index = packages.findIndex((entry) => entry.kind === 'project' && entry.name === name);
    if (index >= 0) counts.set(index, (counts.get(index) ?? 0) + 1);
  }
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
    const others = versions.size - 1;
    const more = others === 0 ? '' : ` and ${others} other ${others === 1 ? 'version' : 'versions'}`;
    return [`${whoAsks(first)}${more} ${others > 0 ? 'require' : 'requires'} "${first.text}"`];
  });
}

function standsAgainst(leaf: Leaf): readonly string[] {
  switch (leaf.kind) {
    case 'constraint':
      return [`the constraints have "${leaf.text}"`];
    case 'refused':
      return [`${leaf.project} ${leaf.version} cannot be used: ${leaf.message}`];
    case 'not-carried':
      return [`${whoAsks(leaf)} ${notCarriedText(leaf.text)}`];
    default:
      return [];
  }
}

/** The project of which a release requires what no index carries. */
function askerOf(leaf: Leaf): NormalizedName | null {
  return leaf.kind === 'not-carried' && leaf.by.kind === 'release' ? leaf.by.project : null;
}

function whatIsWrong(
  missing: Asked | undefined,
  leaves: readonly Leaf[],
  project: NormalizedName,
  packages: readonly Package[],
): Wrong {
  if (missing !== undefined) return 'no-file';
  const others = leaves.filter((leaf) => leaf.kind === 'asked' && packages[leaf.package]?.name !== project);
  const isRefused = leaves.some(
    (leaf) => (leaf.kind === 'refused' && leaf.project === project) || askerOf(leaf) === project,
  );
  const isAskedOften = leaves.filter((leaf) => leaf.kind === 'asked').length - others.length > 1;
  return isRefused && !isAskedOften ? 'refused' : 'contradiction';
}

function whyNoneFits(
  leaf: Asked,
  packages: readonly Package[],
  { view, universe, policy }: SolveInput,
): string {
  const versions = versionsOf(packages[leaf.package]);
  if (versions === null) return '';
  if (universe.project(versions.name)?.kind === 'unknown')
    return `upstream has no project "${versions.name}"`;
  const inside = versions.inside(leaf.requirement.specifiers);
  const newest = versions.releases.find((_, place) => hasBit(inside, place));
  if (newest === undefined) {
    return versions.releases.length === 0
      ? `${versions.dropped.size > 0 ? 'after the rules there is' : 'upstream has'} no file of "${versions.name}" that could be used`
      : `upstream has no version of "${versions.name}" that "${leaf.text}" admits; the newest is ${versions.releases[0]?.version.canonical ?? ''}`;
  }
  const release = `${versions.name} ${newest.version.canonical}`;
  if (view.chosenFile(newest) === null) return `${release} ${view.whyUnusable(newest)}`;
  return `${release} was yanked${policy.yanked === 'never' ? '' : ', and no requirement pins it'}`;
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

import type { NormalizedName } from '../../python-packaging/name';
import { isPrerelease } from '../../python-packaging/version';
import type { Candidate } from '../selection/candidate';
import { isPinned, type Openings } from './admission';
import { both, isEmpty, without } from './bits';
import { collectLeaves, type Incompatibility } from './incompatibility';
import type { ProjectVersions } from './project-versions';
import type { ReleaseRequirement } from './release-metadata';
import type { Package, SolveInput } from './search';

interface ChosenPackage {
  readonly name: NormalizedName;
  readonly candidate: Candidate;
  readonly requiredBy: readonly ReleaseRequirement[];
}

/**
 * Sets projects apart of which a solution has a prerelease, or what was taken back, that none of those who ask for the
 * project in this very solution opens: a release that is not part of it did. `true`: there are such, search again.
 */
export function setApart(packages: readonly ChosenPackage[], input: SolveInput, openings: Openings): boolean {
  const before = openings.apart.size;
  for (const { name, candidate, requiredBy } of packages) {
    const knowledge = input.universe.project(name);
    if (knowledge?.kind !== 'known') continue;
    const asked = [...requiredBy, ...constraintsOf(name, input)];
    const isOpen =
      (!isPrerelease(candidate.version) || opensPrereleases(knowledge.versions, asked, input)) &&
      (candidate.file.yanked === false || opensYanked(asked, input));
    if (!isOpen) openings.apart.add(name);
  }
  return openings.apart.size > before;
}

/**
 * After a conflict: opens the prereleases of projects of which all that is asked for together leaves nothing else, though
 * each requirement alone would have had a final release. `true`: something was opened, search again.
 */
export function openTogether(
  conflict: Incompatibility,
  packages: readonly Package[],
  { view, policy }: SolveInput,
  openings: Openings,
): boolean {
  if (policy.prereleases === 'always') return false;
  let hasOpened = false;
  for (const index of askedOften(conflict)) {
    const entry = packages[index];
    if (entry?.kind !== 'project') continue;
    const { name, versions } = entry;
    if (openings.prereleases.has(name) || openings.apart.has(name)) continue;
    if (isEmpty(both(versions.prereleases, view.usable(versions)))) continue;
    openings.prereleases.add(name);
    hasOpened = true;
  }
  return hasOpened;
}

/** The packages of which more than one thing is asked. */
function askedOften(conflict: Incompatibility): ReadonlySet<number> {
  const asked = collectLeaves(conflict).flatMap((leaf) => (leaf.kind === 'asked' ? [leaf.package] : []));
  return new Set(asked.filter((index, place) => asked.indexOf(index) !== place));
}

function constraintsOf(
  name: NormalizedName,
  { constraints, view }: SolveInput,
): readonly ReleaseRequirement[] {
  return constraints.filter(({ requirement }) => requirement.name === name && view.isActive(requirement));
}

/** One mentions a prerelease, or all together leave no final release. */
function opensPrereleases(
  versions: ProjectVersions,
  asked: readonly ReleaseRequirement[],
  { view, policy }: SolveInput,
): boolean {
  if (policy.prereleases === 'always') return true;
  if (asked.some(({ requirement }) => requirement.specifiers.mentionsPrerelease)) return true;
  const finals = without(without(view.usable(versions), versions.prereleases), view.yanked(versions));
  const together = asked.reduce(
    (left, { requirement }) => both(left, versions.inside(requirement.specifiers)),
    finals,
  );
  return isEmpty(together);
}

function opensYanked(asked: readonly ReleaseRequirement[], { policy }: SolveInput): boolean {
  return policy.yanked === 'always' || asked.some(({ requirement }) => isPinned(requirement.specifiers));
}

import { describeReason } from '../../contract/describe';
import { ENGLISH } from '../../contract/texts/english';
import type { NormalizedName } from '../../python-packaging/name';
import { compareVersions, isPrerelease, type Version } from '../../python-packaging/version';
import type { Candidate } from '../selection/candidate';
import { type RequiredBy, whoAsks } from './asker';
import { hasBit } from './bits';
import { isNotCarried, notCarriedText } from './not-carried';
import type { ProjectVersions, Release } from './project-versions';
import type { SolveInput } from './search';

/** More than a person reads. */
const MOST_VERSIONS = 12;

/** Why releases that are newer than the chosen one were not chosen, those that a rule took among them; the newest first. */
export function whyPassedOver(
  input: SolveInput,
  name: NormalizedName,
  chosenPlace: number,
  edges: readonly RequiredBy[],
): readonly { readonly version: string; readonly reason: string }[] {
  const knowledge = input.universe.project(name);
  if (knowledge?.kind !== 'known') return [];
  const { versions } = knowledge;
  const takenByRules = newestTaken(versions, versions.releases[chosenPlace]?.version, input);
  const passedOver = versions.releases
    .slice(0, Math.min(chosenPlace, MOST_VERSIONS))
    .map((release, place) => {
      const taken = takenByRules.get(release.version.sortKey);
      takenByRules.delete(release.version.sortKey);
      // Of a release that has other files left, a rule only matters where it took the one that fits.
      const byRule = taken?.fits === true && input.view.chosenFile(release) === null;
      const reason = byRule ? taken.reason : null;
      return { version: release.version, reason: reason ?? whyNot(input, versions, release, place, edges) };
    });
  return [...passedOver, ...takenByRules.values()]
    .sort((left, right) => compareVersions(right.version, left.version))
    .slice(0, MOST_VERSIONS)
    .map(({ version, reason }) => ({ version: version.canonical, reason }));
}

interface Taken {
  readonly version: Version;
  readonly reason: string;
  /** Whether the target could have used the file. */
  readonly fits: boolean;
}

/** Newer versions of which rules took files, by their sort keys; the reason is that of a file which fits, if one does. */
function newestTaken(
  { dropped }: ProjectVersions,
  chosen: Version | undefined,
  { view }: SolveInput,
): Map<string, Taken> {
  const taken = new Map<string, Taken>();
  if (chosen === undefined) return taken;
  for (const [candidate, cause] of dropped) {
    const { version } = candidate;
    if (version.sortKey <= chosen.sortKey || taken.get(version.sortKey)?.fits === true) continue;
    const fits = view.canUse(candidate);
    if (!fits && taken.has(version.sortKey)) continue;
    taken.set(version.sortKey, { version, reason: describeReason(ENGLISH, cause), fits });
  }
  return taken;
}

function whyNot(
  input: SolveInput,
  versions: ProjectVersions,
  release: Release,
  place: number,
  edges: readonly RequiredBy[],
): string {
  const { view, constraints, policy } = input;
  const candidate = view.chosenFile(release);
  if (candidate === null) return view.whyUnusable(release);
  const outside = edges.find(({ requirement }) => !hasBit(versions.inside(requirement.specifiers), place));
  if (outside !== undefined) return `outside "${outside.text}" of ${whoAsks(outside)}`;
  const constraint = constraints.find(
    ({ requirement }) =>
      requirement.name === versions.name &&
      view.isActive(requirement) &&
      !hasBit(versions.inside(requirement.specifiers), place),
  );
  if (constraint !== undefined) return `outside the constraint "${constraint.text}"`;
  const asksForPrereleases =
    policy.prereleases === 'always' ||
    edges.some(({ requirement }) => requirement.specifiers.mentionsPrerelease);
  if (isPrerelease(release.version) && !asksForPrereleases)
    return 'a prerelease that no requirement asks for';
  if (candidate.file.yanked !== false && policy.yanked !== 'always')
    return 'yanked, and no requirement pins it';
  return whyMetadata(input, candidate, edges) ?? DOES_NOT_FIT;
}

const DOES_NOT_FIT = 'what it requires does not fit together with the other requirements';

/** What the release's own metadata has against it; `null` for nothing, or where nobody read it. */
function whyMetadata(
  { view, universe }: SolveInput,
  candidate: Candidate,
  edges: readonly RequiredBy[],
): string | null {
  const reading = universe.metadata(candidate);
  if (reading === undefined) return null;
  if (!reading.ok) return reading.message;
  const { metadata } = reading;
  if (!view.acceptsPython(metadata.requiresPython)) {
    return `it requires Python ${metadata.requiresPython?.text ?? ''}`;
  }
  const extras = new Set(edges.flatMap(({ requirement }) => requirement.extras));
  const requirements = [null, ...extras].flatMap((extra) => view.activeRequirements(metadata, extra));
  const notCarried = requirements.find(isNotCarried);
  return notCarried === undefined ? null : `it ${notCarriedText(notCarried.text)}`;
}

import type { NormalizedName } from '../../python-packaging/name';
import { isPrerelease } from '../../python-packaging/version';
import { hasBit } from './bits';
import type { ProjectVersions, Release } from './project-versions';
import type { SolveInput } from './search';
import type { RequiredBy } from './solve';

/** More than a person reads. */
const MOST_VERSIONS = 12;

/** Why releases that are newer than the chosen one were not chosen; the newest first. */
export function whyPassedOver(
  input: SolveInput,
  name: NormalizedName,
  chosenPlace: number,
  edges: readonly RequiredBy[],
): readonly { readonly version: string; readonly reason: string }[] {
  const knowledge = input.universe.project(name);
  if (knowledge?.kind !== 'known') return [];
  const { versions } = knowledge;
  return versions.releases.slice(0, Math.min(chosenPlace, MOST_VERSIONS)).map((release, place) => ({
    version: release.version.canonical,
    reason: whyNot(input, versions, release, place, edges),
  }));
}

function whyNot(
  { view, universe, constraints }: SolveInput,
  versions: ProjectVersions,
  release: Release,
  place: number,
  edges: readonly RequiredBy[],
): string {
  const candidate = view.chosenFile(release);
  if (candidate === null) return view.whyUnusable(release);
  const outside = edges.find(({ requirement }) => !hasBit(versions.inside(requirement.specifiers), place));
  if (outside !== undefined) return `outside "${outside.text}" of ${whoAsks(outside)}`;
  const constraint = constraints.find(
    ({ requirement }) =>
      requirement.name === versions.name && !hasBit(versions.inside(requirement.specifiers), place),
  );
  if (constraint !== undefined) return `outside the constraint "${constraint.text}"`;
  if (isPrerelease(release.version)) return 'a prerelease that no requirement asks for';
  if (release.isYanked) return 'yanked, and no requirement pins it';
  const reading = universe.metadata(candidate);
  if (reading?.ok === false) return reading.message;
  return 'what it requires does not fit together with the other requirements';
}

/** The one who asks, for a person. */
export function whoAsks({ by }: Pick<RequiredBy, 'by'>): string {
  if (by.kind === 'root') return 'the allowlist';
  const extra = by.extra === null ? '' : `[${by.extra}]`;
  return `${by.project}${extra} ${by.version}`;
}

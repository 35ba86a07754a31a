import type { FileReason } from '../../contract/plan-summary';
import type { NormalizedName } from '../../python-packaging/name';
import type { SpecifierSet } from '../../python-packaging/specifier';
import { formatTag, type TagSet } from '../../python-packaging/tag';
import { compareVersions, isPrerelease, type Version } from '../../python-packaging/version';
import type { Candidate } from '../selection/candidate';
import { type Bits, bitsWhere } from './bits';

/** One release of a project with the files that the rules left of it. */
export interface Release {
  readonly version: Version;
  readonly candidates: readonly Candidate[];
}

/**
 * A project's releases, newest first: one list for all targets, so that sets of versions are bits everywhere. One place
 * more than there are releases stands for "not installed at all"; no set that is told here has it.
 */
export interface ProjectVersions {
  readonly name: NormalizedName;
  readonly releases: readonly Release[];
  /** How many bits sets of its versions have: one more than there are releases. */
  readonly size: number;
  readonly prereleases: Bits;
  /** Files that a rule dropped, for explanations. */
  readonly dropped: ReadonlyMap<Candidate, FileReason>;
  /** The versions inside a specifier, prereleases and all. */
  readonly inside: (specifiers: SpecifierSet) => Bits;
}

/** Sorts what is left of a project's page; releases of which a rule dropped every file are not among them. */
export function projectVersions(
  name: NormalizedName,
  kept: readonly Candidate[],
  dropped: ReadonlyMap<Candidate, FileReason>,
): ProjectVersions {
  const byVersion = new Map<string, Candidate[]>();
  for (const candidate of kept) {
    const known = byVersion.get(candidate.version.sortKey);
    if (known === undefined) byVersion.set(candidate.version.sortKey, [candidate]);
    else known.push(candidate);
  }
  const releases = [...byVersion.values()]
    .flatMap((candidates) => releaseOf(candidates) ?? [])
    .sort((left, right) => compareVersions(right.version, left.version));
  const size = releases.length + 1;
  const where = (holds: (release: Release) => boolean) =>
    bitsWhere(size, (place) => releases[place] !== undefined && holds(releases[place]));
  const known = new Map<string, Bits>();
  return {
    name,
    releases,
    size,
    prereleases: where(({ version }) => isPrerelease(version)),
    dropped,
    inside: ({ text, specifiers }) => {
      const bits =
        known.get(text) ?? where(({ version }) => specifiers.every((entry) => entry.matches(version)));
      known.set(text, bits);
      return bits;
    },
  };
}

function releaseOf(candidates: readonly Candidate[]): Release | null {
  const [first] = candidates;
  if (first === undefined) return null;
  return { version: first.version, candidates };
}

const tagTexts = new WeakMap<TagSet, string>();

/** The tags of a wheel as one text: equal for wheels that run on the same. Made once, and asked for by every target. */
export function tagText({ tags }: Candidate): string {
  if (tags === null) return '';
  const known = tagTexts.get(tags);
  if (known !== undefined) return known;
  const text = formatTag({
    interpreter: tags.interpreters.join('.'),
    abi: tags.abis.join('.'),
    platform: tags.platforms.join('.'),
  });
  tagTexts.set(tags, text);
  return text;
}

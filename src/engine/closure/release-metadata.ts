import { isSettledInSdist, parseCoreMetadata } from '../../python-packaging/core-metadata';
import type { NormalizedName } from '../../python-packaging/name';
import { parseRequirement, type Requirement } from '../../python-packaging/requirement';
import { parseSpecifierSet, type SpecifierSet } from '../../python-packaging/specifier';
import type { Candidate } from '../selection/candidate';

/** What a release needs, as its own metadata says. */
export interface ReleaseMetadata {
  readonly requirements: readonly ReleaseRequirement[];
  readonly extras: ReadonlySet<NormalizedName>;
  /** `null` where the metadata has none, or one that is no specifier: installers then take any Python. */
  readonly requiresPython: SpecifierSet | null;
  /** What an sdist needs to be built (PEP 518); `null` for a wheel. */
  readonly buildRequirements: readonly ReleaseRequirement[] | null;
}

export interface ReleaseRequirement {
  readonly text: string;
  readonly requirement: Requirement;
}

export type ReleaseReading =
  | { readonly ok: true; readonly metadata: ReleaseMetadata }
  | { readonly ok: false; readonly message: string };

/** More than any real release lists; a METADATA made to be slow stops here. */
const MOST_REQUIREMENTS = 20_000;
/** Ten times the longest requirement on PyPI, and few enough to be judged in a moment. */
const LONGEST_REQUIREMENT = 16_384;
const LONGEST_SHOWN = 200;

/**
 * Reads a candidate's METADATA or PKG-INFO. One that belongs to another release, or that has a requirement that cannot be
 * read, is refused whole: nobody could say what would be missing. An sdist's counts only where it is settled (PEP 643).
 */
export function readReleaseMetadata(
  text: string,
  { name, candidate }: { readonly name: NormalizedName; readonly candidate: Candidate },
  buildRequires: readonly string[] | null,
): ReleaseReading {
  const parsed = parseCoreMetadata(text);
  if (!parsed.ok) return refused(parsed.message);
  const { metadata } = parsed;
  if (metadata.name !== name) return refused(`its metadata is of "${metadata.name}"`);
  if (metadata.version.publicSortKey !== candidate.version.publicSortKey) {
    return refused(`its metadata is of version ${metadata.version.canonical}`);
  }
  if (candidate.kind === 'sdist' && !isSettledInSdist(metadata, 'Requires-Dist')) {
    return refused('what it requires is only known after running its build, which is never done here');
  }
  if (metadata.requiresDist.length > MOST_REQUIREMENTS) {
    return refused(`it lists ${metadata.requiresDist.length} requirements`);
  }
  const requirements = readAll(metadata.requiresDist);
  if (!requirements.ok) return requirements;
  const build = candidate.kind === 'wheel' ? null : readAll(buildRequires ?? DEFAULT_BUILD_REQUIRES);
  if (build !== null && !build.ok) return refused(`to be built, ${build.message}`);
  const python = metadata.requiresPython === null ? null : parseSpecifierSet(metadata.requiresPython);
  return {
    ok: true,
    metadata: {
      requirements: requirements.requirements,
      extras: new Set(metadata.providesExtra),
      requiresPython: python?.ok === true ? python.specifiers : null,
      buildRequirements: build?.requirements ?? null,
    },
  };
}

/** PEP 518: what builds an sdist that does not say. */
const DEFAULT_BUILD_REQUIRES: readonly string[] = ['setuptools>=40.8.0', 'wheel'];

type RequirementsReading =
  | { readonly ok: true; readonly requirements: readonly ReleaseRequirement[] }
  | { readonly ok: false; readonly message: string };

function readAll(texts: readonly string[]): RequirementsReading {
  const requirements: ReleaseRequirement[] = [];
  for (const text of texts) {
    if (text.length > LONGEST_REQUIREMENT) {
      return refused(`it requires "${shown(text)}", which has ${text.length} characters`);
    }
    const result = parseRequirement(text);
    if (!result.ok) {
      return refused(`it requires "${shown(text)}", which cannot be read: ${shown(result.error.message)}`);
    }
    requirements.push({ text, requirement: result.requirement });
  }
  return { ok: true, requirements };
}

const shown = (text: string): string =>
  text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;

function refused(message: string): { readonly ok: false; readonly message: string } {
  return { ok: false, message };
}

import type { DistributionChoice } from '../../contract/profile';
import type { Target } from '../../contract/target';
import { type Environment, evaluateMarker } from '../../python-packaging/marker';
import type { NormalizedName } from '../../python-packaging/name';
import { contains, parseSpecifierSet, type SpecifierSet } from '../../python-packaging/specifier';
import { createTagRanking } from '../../python-packaging/supported-tags';
import { environmentOf, tagsOfTarget } from '../../python-packaging/target-environment';
import { parseVersion, type Version } from '../../python-packaging/version';
import type { Candidate } from '../selection/candidate';
import { type Bits, bitsWhere } from './bits';
import { type ProjectVersions, type Release, tagText } from './project-versions';
import type { ReleaseMetadata, ReleaseRequirement } from './release-metadata';

/** What one target can use, judged by its own tags, markers and Python. */
export interface TargetView {
  readonly target: Target;
  readonly environment: Environment;
  /** The versions of which the target can install a file. */
  readonly usable: (versions: ProjectVersions) => Bits;
  /** Those of them of which the file that comes was taken back (PEP 592). */
  readonly yanked: (versions: ProjectVersions) => Bits;
  /** The file of a release that an installer takes there; `null` when there is none. */
  readonly chosenFile: (release: Release) => Candidate | null;
  /** Whether the target could install the file at all. */
  readonly canUse: (candidate: Candidate) => boolean;
  /** Why a release cannot be installed there, for a person. */
  readonly whyUnusable: (release: Release) => string;
  /** How well a wheel fits, 0 for the best; `null` when it does not, or is no wheel. */
  readonly wheelRank: (candidate: Candidate) => number | null;
  readonly acceptsPython: (specifiers: SpecifierSet | null) => boolean;
  /** What a release requires there, with the given extra or, for `null`, without any. */
  readonly activeRequirements: (
    metadata: ReleaseMetadata,
    extra: NormalizedName | null,
  ) => readonly ReleaseRequirement[];
  /** Whether a requirement that stands outside a package counts there. */
  readonly isActive: (requirement: ReleaseRequirement['requirement']) => boolean;
}

/** Looks at an index with a target's eyes. */
export function createTargetView(target: Target, distributions: DistributionChoice): TargetView {
  const environment = environmentOf(target);
  const python = parseVersion(target.pythonVersion.replace(/\+$/, ''));
  const wheelRank = createWheelRank(target);
  const acceptsText = createPythonTest(python);
  const mayUse = (candidate: Candidate): boolean =>
    acceptsText(candidate.file.requiresPython) &&
    (candidate.kind === 'wheel' ? wheelRank(candidate) !== null : distributions !== 'wheels');
  const files = new WeakMap<Release, Candidate | null>();
  const chosenFile = (release: Release): Candidate | null => {
    const before = files.get(release);
    if (before !== undefined) return before;
    const chosen = bestOf(release.candidates.filter(mayUse), wheelRank);
    files.set(release, chosen);
    return chosen;
  };
  return {
    target,
    environment,
    wheelRank,
    chosenFile,
    canUse: mayUse,
    usable: rememberBits((release) => chosenFile(release) !== null),
    yanked: rememberBits((release) => (chosenFile(release)?.file.yanked ?? false) !== false),
    whyUnusable: (release) => explainUnusable(release, { target, distributions, wheelRank, acceptsText }),
    acceptsPython: (specifiers) =>
      specifiers === null || python === null || contains(specifiers, python, { prereleases: true }),
    activeRequirements: (metadata, extra) =>
      metadata.requirements.filter(({ requirement }) => holds(requirement.marker, extra)),
    isActive: ({ marker }) => marker === null || holdsAt(marker, { kind: 'requirement' }),
  };

  function holds(marker: ReleaseRequirement['requirement']['marker'], extra: NormalizedName | null): boolean {
    if (marker === null) return extra === null;
    if (extra === null) return holdsAt(marker, { kind: 'metadata', extra: '' });
    // What is required without the extra as well is not its own.
    return holdsAt(marker, { kind: 'metadata', extra }) && !holdsAt(marker, { kind: 'metadata', extra: '' });
  }

  function holdsAt(
    marker: NonNullable<ReleaseRequirement['requirement']['marker']>,
    context: Parameters<typeof evaluateMarker>[2],
  ): boolean {
    const result = evaluateMarker(marker, environment, context);
    return result.ok && result.holds;
  }
}

function rememberBits(holds: (release: Release) => boolean): (versions: ProjectVersions) => Bits {
  const known = new WeakMap<ProjectVersions, Bits>();
  return (versions) => {
    const before = known.get(versions);
    if (before !== undefined) return before;
    const { releases, size } = versions;
    const bits = bitsWhere(size, (place) => releases[place] !== undefined && holds(releases[place]));
    known.set(versions, bits);
    return bits;
  };
}

type WheelRank = TargetView['wheelRank'];

function createWheelRank(target: Target): WheelRank {
  const rank = createTagRanking(tagsOfTarget(target));
  const known = new Map<string, number | null>();
  return (candidate) => {
    if (candidate.tags === null) return null;
    const text = tagText(candidate);
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = rank(candidate.tags);
    known.set(text, value);
    return value;
  };
}

/** A Requires-Python that cannot be read keeps nobody away, as installers have it. */
function createPythonTest(python: Version | null): (text: string | null) => boolean {
  const known = new Map<string, boolean>();
  return (text) => {
    if (text === null || python === null) return true;
    const before = known.get(text);
    if (before !== undefined) return before;
    const parsed = parseSpecifierSet(text);
    const accepts = !parsed.ok || contains(parsed.specifiers, python, { prereleases: true });
    known.set(text, accepts);
    return accepts;
  };
}

/** Wheels before sdists, what is not yanked before what is, the better tag, then the higher build tag. */
function bestOf(candidates: readonly Candidate[], wheelRank: WheelRank): Candidate | null {
  return candidates.reduce<Candidate | null>(
    (best, candidate) => (best === null || isBetter(candidate, best, wheelRank) ? candidate : best),
    null,
  );
}

function isBetter(candidate: Candidate, best: Candidate, wheelRank: WheelRank): boolean {
  const yanked = Number(candidate.file.yanked !== false) - Number(best.file.yanked !== false);
  if (yanked !== 0) return yanked < 0;
  if (candidate.kind !== best.kind) return candidate.kind === 'wheel';
  if (candidate.kind === 'sdist') return sdistRank(candidate) < sdistRank(best);
  const rank = (wheelRank(candidate) ?? 0) - (wheelRank(best) ?? 0);
  return rank !== 0 ? rank < 0 : isHigherBuild(candidate, best);
}

const sdistRank = ({ file }: Candidate): number =>
  file.filename.endsWith('.tar.gz') ? 0 : file.filename.endsWith('.zip') ? 1 : 2;

function isHigherBuild({ build }: Candidate, { build: other }: Candidate): boolean {
  if (build === null || other === null) return build !== null;
  if (build.number !== other.number) return build.number > other.number;
  return build.suffix > other.suffix;
}

interface Judges {
  readonly target: Target;
  readonly distributions: DistributionChoice;
  readonly wheelRank: WheelRank;
  readonly acceptsText: (text: string | null) => boolean;
}

function explainUnusable(
  release: Release,
  { target, distributions, wheelRank, acceptsText }: Judges,
): string {
  const { candidates } = release;
  const fitting = candidates.filter((candidate) => wheelRank(candidate) !== null);
  const wrongPython = (fitting.length > 0 ? fitting : candidates).find(
    ({ file }) => !acceptsText(file.requiresPython),
  );
  if (wrongPython !== undefined && (fitting.length > 0 || candidates.every(isWrongPython))) {
    return `requires Python ${wrongPython.file.requiresPython ?? ''}, and the target has ${target.pythonVersion}`;
  }
  const onlySdist = candidates.every(({ kind }) => kind === 'sdist');
  if (onlySdist) return 'has only a source distribution';
  const hasSdist = candidates.some(({ kind }) => kind === 'sdist') && distributions === 'wheels';
  return `has no wheel for the target${hasSdist ? ', only a source distribution' : ''}`;

  function isWrongPython({ file }: Candidate): boolean {
    return !acceptsText(file.requiresPython);
  }
}

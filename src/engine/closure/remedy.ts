import type { Target } from '../../contract/target';
import { firstBit, hasBit, isInside } from './bits';
import type { ProjectVersions, Release } from './project-versions';
import type { TargetView } from './target-view';

/**
 * Nothing that is asked for can be installed; a rule left it out; metadata keep it from being so; or the requirements
 * contradict each other.
 */
export type Wrong = 'no-file' | 'left-out' | 'refused' | 'contradiction';

/** What a person can do so that the target gets the project; a whole sentence. */
export function findRemedy(view: TargetView, versions: ProjectVersions | null, wrong: Wrong): string {
  if (wrong === 'left-out' && versions !== null) {
    const others = otherVersion(view, versions);
    return `${capitalised(['loosen the rule that leaves it out', ...others].join('; or '))}.`;
  }
  if (versions === null || versions.releases.length === 0) {
    return 'Check the spelling, the upstream and the rules.';
  }
  if (wrong === 'contradiction') {
    return 'Loosen one of these requirements, or make a mirror of its own for one of them.';
  }
  if (wrong === 'refused') {
    return 'Ask for another version, or take the line off for this target by a marker.';
  }
  const remedies = [
    ...otherVersion(view, versions),
    ...yankedVersion(view, versions),
    ...otherFloor(view.target, versions),
    ...sdist(versions),
  ];
  return remedies.length === 0
    ? 'Take the line off for this target by a marker, or choose another target.'
    : `${capitalised(remedies.join('; or '))}.`;
}

/** The newest version that the target could install. */
function otherVersion(view: TargetView, versions: ProjectVersions): readonly string[] {
  const usable = view.usable(versions);
  const yanked = view.yanked(versions);
  const release = versions.releases.find((_, place) => hasBit(usable, place) && !hasBit(yanked, place));
  return release === undefined
    ? []
    : [`admit version ${release.version.canonical}, the newest that the target can install`];
}

/** Where all that the target could install was taken back. */
function yankedVersion(view: TargetView, versions: ProjectVersions): readonly string[] {
  const usable = view.usable(versions);
  const place = firstBit(usable);
  if (place === null || !isInside(usable, view.yanked(versions))) return [];
  const version = versions.releases[place]?.version.canonical ?? '';
  return [`pin "${versions.name}==${version}" to have it although it was yanked`];
}

/** A wheel that would fit if the target had a newer C library or macOS. */
function otherFloor({ platform }: Target, { releases }: ProjectVersions): readonly string[] {
  const pattern =
    platform.system === 'linux'
      ? new RegExp(
          `^${platform.libc.kind === 'glibc' ? 'many' : 'musl'}linux_(\\d+)_(\\d+)_${platform.architecture}$`,
        )
      : platform.system === 'macos'
        ? new RegExp(`^macosx_(\\d+)_(\\d+)_(?:${platform.architecture}|universal2)$`)
        : null;
  const [newest] = releases;
  if (pattern === null || newest === undefined) return [];
  const needed = platformsOf(newest).flatMap((text) => {
    const match = pattern.exec(text);
    return match === null ? [] : [[Number(match[1]), Number(match[2])] as const];
  });
  const current = floorOf(platform);
  const newer = needed.find(
    ([major, minor]) => major > current.major || (major === current.major && minor > current.minor),
  );
  if (newer === undefined) return [];
  const name = platform.system === 'linux' ? platform.libc.kind : 'macOS';
  return [`choose a target with ${name} ${newer.join('.')} or newer, if the computers have it`];
}

function floorOf(platform: Target['platform']): { readonly major: number; readonly minor: number } {
  if (platform.system === 'linux') return platform.libc;
  return platform.system === 'macos' ? platform : { major: 0, minor: 0 };
}

function platformsOf({ candidates }: Release): readonly string[] {
  return candidates.flatMap(({ tags }) => tags?.platforms ?? []);
}

function sdist({ releases }: ProjectVersions): readonly string[] {
  const [newest] = releases;
  return newest?.candidates.some(({ kind }) => kind === 'sdist') === true
    ? ['allow source distributions, and build it there']
    : [];
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

import type { NewestBy } from '../../../contract/rules';
import { compareVersions, isPrerelease, type Version } from '../../../python-packaging/version';
import type { Candidate, Rule } from '../candidate';
import { DROP_NOTHING, fileRule } from '../rule-context';

interface Release {
  readonly version: Version;
  /** When its first file came, as upstream writes it; '' where that is not known. */
  readonly uploadTime: string;
  readonly isYanked: boolean;
}

/**
 * Keeps the newest N versions among the candidates. The one that is current upstream is always among them, in the place
 * of the oldest: the newest that is neither a prerelease nor yanked.
 */
export function newestByRule(newestVersions: number | null, by: NewestBy): Rule {
  if (newestVersions === null) return DROP_NOTHING;
  return (candidates) => {
    const releases = releasesOf(candidates).sort(by === 'version' ? byVersion : byUploadTime);
    const newest = releases.slice(-newestVersions);
    const current = findCurrent(releases);
    if (current !== undefined && !newest.includes(current)) newest.splice(0, 1, current);
    const kept = new Set(newest.map(({ version }) => version.sortKey));
    return fileRule(({ version }) =>
      kept.has(version.sortKey) ? null : { kind: 'not-newest', newestVersions, by },
    )(candidates);
  };
}

/** Keeps the newest N versions of each series, such as 3.12. */
export function newestPerSeriesRule(newestVersions: number | null): Rule {
  if (newestVersions === null) return DROP_NOTHING;
  return (candidates) => {
    const bySeries = new Map<string, Release[]>();
    for (const release of releasesOf(candidates)) {
      const series = seriesOf(release.version);
      bySeries.set(series, [...(bySeries.get(series) ?? []), release]);
    }
    const newest = [...bySeries.values()].flatMap((releases) =>
      releases.sort(byVersion).slice(-newestVersions),
    );
    const kept = new Set(newest.map(({ version }) => version.sortKey));
    return fileRule(({ version }) =>
      kept.has(version.sortKey)
        ? null
        : { kind: 'not-newest-of-series', newestVersions, series: seriesOf(version) },
    )(candidates);
  };
}

function releasesOf(candidates: readonly Candidate[]): Release[] {
  const releases = new Map<string, Release>();
  for (const { version, file } of candidates) {
    const known = releases.get(version.sortKey);
    const times = [known?.uploadTime, file.uploadTime].filter((time) => typeof time === 'string');
    releases.set(version.sortKey, {
      version,
      uploadTime: times.filter((time) => time !== '').sort(byInstant)[0] ?? '',
      isYanked: file.yanked !== false && known?.isYanked !== false,
    });
  }
  return [...releases.values()];
}

/** As upstream tells people what is current: a final release, where there is one that was not taken back. */
function findCurrent(releases: readonly Release[]): Release | undefined {
  const byAge = [...releases].sort(byVersion);
  return (
    byAge.findLast(({ version, isYanked }) => !isPrerelease(version) && !isYanked) ??
    byAge.findLast(({ isYanked }) => !isYanked) ??
    byAge.at(-1)
  );
}

function seriesOf({ epoch, release }: Version): string {
  const [major = 0, minor = 0] = release;
  return `${epoch === 0 ? '' : `${epoch}!`}${major}.${minor}`;
}

const byVersion = (left: Release, right: Release): number => compareVersions(left.version, right.version);

/** What has no time is the oldest; of the same time, the version decides. */
function byUploadTime(left: Release, right: Release): number {
  return byInstant(left.uploadTime, right.uploadTime) || byVersion(left, right);
}

function byInstant(left: string, right: string): number {
  const [a, b] = [left, right].map((time) => (time === '' ? 0 : Date.parse(time)));
  return (a ?? 0) - (b ?? 0);
}

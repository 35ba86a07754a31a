import { compareVersions } from '../../../python-packaging/version';
import type { Rule } from '../candidate';

/** Keeps the files of the newest N versions among those that are left; `null` keeps all. */
export function newestRule(newestVersions: number | null): Rule {
  return (candidates) => {
    if (newestVersions === null) return new Map();
    const versions = new Map(candidates.map(({ version }) => [version.sortKey, version]));
    const newest = [...versions.values()].sort(compareVersions).slice(-newestVersions);
    const kept = new Set(newest.map((version) => version.sortKey));
    return new Map(
      candidates
        .filter((candidate) => !kept.has(candidate.version.sortKey))
        .map((candidate) => [candidate, { kind: 'older-than-newest', newestVersions }]),
    );
  };
}

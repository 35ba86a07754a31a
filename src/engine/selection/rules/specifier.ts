import type { FileReason } from '../../../contract/plan-summary';
import type { PrereleaseChoice } from '../../../contract/profile';
import { filterBySpecifiers } from '../../../python-packaging/specifier';
import { isPrerelease } from '../../../python-packaging/version';
import type { AllowlistEntry } from '../../profile/allowlist';
import type { Candidate } from '../candidate';

/** Which allowlist lines admit a file, and the reasons of those that none admits. */
export interface Admission {
  readonly admittedBy: ReadonlyMap<Candidate, readonly AllowlistEntry[]>;
  readonly dropped: ReadonlyMap<Candidate, FileReason>;
}

/**
 * A file is wanted when at least one line for its project admits its version. Prereleases follow PEP 440: they come
 * where a line mentions one, where nothing else matches it, or where the profile asks for them always.
 */
export function admit(
  candidates: readonly Candidate[],
  requirements: readonly AllowlistEntry[],
  prereleases: PrereleaseChoice,
): Admission {
  const admittedBy = new Map<Candidate, AllowlistEntry[]>();
  const insideSpecifier = new Set<Candidate>();
  const versionOf = (candidate: Candidate) => candidate.version;
  for (const entry of requirements) {
    const { specifiers } = entry.requirement;
    const policy = prereleases === 'always' ? 'admit' : 'default';
    for (const candidate of filterBySpecifiers(specifiers, candidates, versionOf, policy)) {
      admittedBy.set(candidate, [...(admittedBy.get(candidate) ?? []), entry]);
    }
    for (const candidate of filterBySpecifiers(specifiers, candidates, versionOf, 'admit')) {
      insideSpecifier.add(candidate);
    }
  }
  const outside: FileReason = {
    kind: 'outside-specifier',
    requirements: requirements.map((entry) => entry.text),
  };
  const dropped = new Map<Candidate, FileReason>();
  for (const candidate of candidates) {
    if (admittedBy.has(candidate)) continue;
    const isUnasked = insideSpecifier.has(candidate) && isPrerelease(candidate.version);
    dropped.set(candidate, isUnasked ? { kind: 'prerelease' } : outside);
  }
  return { admittedBy, dropped };
}

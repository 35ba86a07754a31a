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
 * where a line mentions one, where nothing else matches it, or where the profile asks for them always. Where a line lists
 * hashes, it admits no other files.
 */
export function admit(
  candidates: readonly Candidate[],
  requirements: readonly AllowlistEntry[],
  prereleases: PrereleaseChoice,
): Admission {
  const admittedBy = new Map<Candidate, AllowlistEntry[]>();
  const insideSpecifier = new Set<Candidate>();
  const withOtherHash = new Set<Candidate>();
  const versionOf = (candidate: Candidate) => candidate.version;
  for (const entry of requirements) {
    const { specifiers } = entry.requirement;
    const policy = prereleases === 'always' ? 'admit' : 'default';
    for (const candidate of filterBySpecifiers(specifiers, candidates, versionOf, policy)) {
      if (!hasListedHash(candidate, entry)) {
        withOtherHash.add(candidate);
        continue;
      }
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
    if (withOtherHash.has(candidate)) {
      dropped.set(candidate, { kind: 'hash-not-listed' });
      continue;
    }
    const isUnasked = insideSpecifier.has(candidate) && isPrerelease(candidate.version);
    dropped.set(candidate, isUnasked ? { kind: 'prerelease' } : outside);
  }
  return { admittedBy, dropped };
}

function hasListedHash({ file }: Candidate, { hashes }: AllowlistEntry): boolean {
  return hashes.size === 0 || hashes.has(file.hashes.sha256 ?? '');
}

import type { ChainLink, FileReason, FileUse, UsePurpose } from '../../contract/plan-summary';
import { compareVersions, parseVersion } from '../../python-packaging/version';
import type { Candidate } from '../selection/candidate';
import type { LeftOut } from '../selection/select-files';

/** That a target needs a file, with the way that leads to it. */
export interface TargetUse {
  readonly target: string;
  readonly purpose: UsePurpose;
  readonly chain: readonly ChainLink[];
  readonly candidate: Candidate;
}

/** A file that comes, with everything that it is there for. */
export interface WantedCandidate {
  readonly candidate: Candidate;
  readonly reason: FileReason;
}

/** The files of one project that targets need; uses that differ in the target alone are told as one. */
export function mergeUses(uses: readonly TargetUse[]): readonly WantedCandidate[] {
  const byFile = new Map<
    Candidate,
    Map<string, { purpose: UsePurpose; chain: readonly ChainLink[]; targets: string[] }>
  >();
  for (const { candidate, purpose, chain, target } of uses) {
    const merged =
      byFile.get(candidate) ??
      new Map<string, { purpose: UsePurpose; chain: readonly ChainLink[]; targets: string[] }>();
    byFile.set(candidate, merged);
    const key = `${purpose} ${JSON.stringify(chain)}`;
    const known = merged.get(key);
    if (known === undefined) merged.set(key, { purpose, chain, targets: [target] });
    else if (!known.targets.includes(target)) known.targets.push(target);
  }
  return [...byFile].map(([candidate, merged]) => ({
    candidate,
    reason: { kind: 'needed', uses: [...merged.values()] satisfies readonly FileUse[] },
  }));
}

export interface LeaveOutFacts {
  readonly candidates: readonly Candidate[];
  readonly dropped: ReadonlyMap<Candidate, FileReason>;
  readonly wanted: readonly WantedCandidate[];
  /** Whether some target could install the file. */
  readonly fitsATarget: (candidate: Candidate) => boolean;
  readonly metadataFaults: ReadonlyMap<string, string>;
  readonly takesSdists: boolean;
}

/** Why the other files of a project do not come. */
export function leaveOut(facts: LeaveOutFacts): readonly LeftOut[] {
  const wanted = new Set(facts.wanted.map(({ candidate }) => candidate));
  const filesByVersion = new Map<string, string[]>();
  for (const candidate of wanted) {
    const { sortKey } = candidate.version;
    filesByVersion.set(sortKey, [...(filesByVersion.get(sortKey) ?? []), candidate.file.filename]);
  }
  const versions = [...new Set([...wanted].map(({ version }) => version.canonical))].sort(newestFirst);
  const all = [...facts.candidates, ...facts.dropped.keys()];
  return all
    .filter((candidate) => !wanted.has(candidate))
    .map((candidate) => ({
      filename: candidate.file.filename,
      version: candidate.version.canonical,
      sizeBytes: candidate.file.sizeBytes,
      reason: facts.dropped.get(candidate) ?? whyNot(candidate, facts, filesByVersion, versions),
    }));
}

function whyNot(
  candidate: Candidate,
  { fitsATarget, metadataFaults, takesSdists }: LeaveOutFacts,
  filesByVersion: ReadonlyMap<string, readonly string[]>,
  versions: readonly string[],
): FileReason {
  const { filename } = candidate.file;
  const fault = metadataFaults.get(filename);
  if (fault !== undefined) return { kind: 'metadata-unusable', message: fault };
  if (candidate.kind === 'sdist' && !takesSdists) return { kind: 'not-a-wheel' };
  if (!fitsATarget(candidate)) return { kind: 'fits-no-target' };
  const chosen = filesByVersion.get(candidate.version.sortKey);
  return chosen === undefined
    ? { kind: 'version-not-chosen', chosen: versions }
    : { kind: 'file-not-chosen', chosen };
}

function newestFirst(left: string, right: string): number {
  const [a, b] = [parseVersion(left), parseVersion(right)];
  return a === null || b === null ? 0 : compareVersions(b, a);
}

import type { FileReason } from '../../contract/plan-summary';
import type { ProfileOptions } from '../../contract/profile';
import type { SimpleFile, SimpleProject } from '../../python-packaging/simple-page';
import type { AllowlistEntry } from '../profile/allowlist';
import { type Candidate, type Rule, recognise } from './candidate';
import { findRepetitions } from './repeated-files';
import { distributionRule } from './rules/distributions';
import { newestRule } from './rules/newest';
import { type Admission, admit } from './rules/specifier';

/** Which files of a project are wanted, each with its reason; in upstream's order. */
export interface Selection {
  readonly kept: readonly KeptFile[];
  readonly leftOut: readonly LeftOut[];
  /** Requirements that not one file on offer answers. */
  readonly unmatched: readonly AllowlistEntry[];
}

export interface KeptFile {
  readonly file: SimpleFile;
  readonly version: string;
  readonly reason: FileReason;
}

export interface LeftOut {
  readonly filename: string;
  readonly version: string | null;
  readonly sizeBytes: number | null;
  readonly reason: FileReason;
}

/** Judges every file of a page by the allowlist's lines for this project and by the profile's options. */
export function selectFiles(
  page: SimpleProject,
  requirements: readonly AllowlistEntry[],
  options: ProfileOptions,
): Selection {
  const leftOut: LeftOut[] = [];
  const candidates: Candidate[] = [];
  const { first, contradicting } = findRepetitions(page.files);
  for (const file of first) {
    const recognised =
      page.status?.status === 'quarantined'
        ? { kind: 'left-out' as const, reason: { kind: 'quarantined' as const } }
        : recognise(file, page.name);
    if (recognised.kind === 'candidate') candidates.push(recognised.candidate);
    else
      leftOut.push({
        filename: file.filename,
        version: null,
        sizeBytes: file.sizeBytes,
        reason: recognised.reason,
      });
  }
  leftOut.push(...contradicting.map(refuseRepeated));
  const admission = admit(candidates, requirements, options.prereleases);
  const rules: readonly Rule[] = [
    () => admission.dropped,
    distributionRule(options.distributions),
    newestRule(options.newestVersions),
  ];
  const { kept, dropped } = chain(candidates, rules);
  leftOut.push(...dropped.map(([candidate, reason]) => describe(candidate, reason)));
  return {
    kept: kept.map((candidate) => keep(candidate, admission)),
    leftOut,
    unmatched: unmatchedBy(kept, requirements, admission),
  };
}

function refuseRepeated({ filename, sizeBytes }: SimpleFile): LeftOut {
  const reason = 'another file of this name stands before it on the page';
  return { filename, version: null, sizeBytes, reason: { kind: 'name-refused', reason } };
}

/** Each rule sees what the rules before it left. */
function chain(
  candidates: readonly Candidate[],
  rules: readonly Rule[],
): { readonly kept: readonly Candidate[]; readonly dropped: readonly (readonly [Candidate, FileReason])[] } {
  let kept = candidates;
  const dropped: (readonly [Candidate, FileReason])[] = [];
  for (const rule of rules) {
    const drops = rule(kept);
    dropped.push(...drops);
    kept = kept.filter((candidate) => !drops.has(candidate));
  }
  return { kept, dropped };
}

function describe({ file, version }: Candidate, reason: FileReason): LeftOut {
  return { filename: file.filename, version: version.canonical, sizeBytes: file.sizeBytes, reason };
}

function keep(candidate: Candidate, admission: Admission): KeptFile {
  const entry = admission.admittedBy.get(candidate)?.[0];
  if (entry === undefined) throw new Error(`"${candidate.file.filename}" was kept without a requirement`);
  return {
    file: candidate.file,
    version: candidate.version.canonical,
    reason: { kind: 'required', line: entry.line, requirement: entry.text },
  };
}

function unmatchedBy(
  kept: readonly Candidate[],
  requirements: readonly AllowlistEntry[],
  admission: Admission,
): readonly AllowlistEntry[] {
  const matched = new Set(kept.flatMap((candidate) => admission.admittedBy.get(candidate) ?? []));
  return requirements.filter((entry) => !matched.has(entry));
}

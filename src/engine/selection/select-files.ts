import type { FileReason } from '../../contract/plan-summary';
import type { ProfileOptions } from '../../contract/profile';
import type { SimpleFile, SimpleProject } from '../../python-packaging/simple-page';
import type { Version } from '../../python-packaging/version';
import type { AllowlistEntry } from '../profile/allowlist';
import { type Candidate, type Rule, recognise } from './candidate';
import { findRepetitions } from './repeated-files';
import { applyNewestRules, applyRules, type PreparedRules } from './rule-chain';
import type { RuleContext } from './rule-context';
import { distributionRule } from './rules/distributions';
import { newestRule } from './rules/newest';
import { type Admission, admit } from './rules/specifier';

/** Which files of a project are wanted, each with its reason; in upstream's order. */
export interface Selection {
  readonly kept: readonly KeptFile[];
  readonly leftOut: readonly LeftOut[];
  /** Requirements that not one file on offer answers. */
  readonly unmatched: readonly AllowlistEntry[];
  /** Requirements that something on offer would answer, were it not for the rules. */
  readonly ruledOut: readonly AllowlistEntry[];
}

/** What files are judged by besides the allowlist. */
export interface SelectionFacts extends Pick<RuleContext, 'nowMs' | 'info' | 'fitsATarget'> {
  readonly options: ProfileOptions;
  readonly rules: PreparedRules;
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

/** Judges every file of a page by the allowlist's lines for this project, by the rules and by the profile's options. */
export function selectFiles(
  page: SimpleProject,
  requirements: readonly AllowlistEntry[],
  facts: SelectionFacts,
): Selection {
  const { options, rules } = facts;
  const { candidates, leftOut } = recogniseAll(page);
  const admission = admit(candidates, requirements, options.prereleases);
  const context: RuleContext = {
    ...facts,
    page,
    listing: listingOf(requirements),
    isPinned: (version) => requirements.some((entry) => pins(entry, version)),
  };
  const admitted = candidates.filter((candidate) => !admission.dropped.has(candidate));
  const ruled = applyRules(admitted, rules, context);
  const { kept, dropped } = chain(ruled.kept, [
    distributionRule(options.distributions),
    (left) => applyNewestRules(left, rules, context).dropped,
    newestRule(options.newestVersions),
  ]);
  const allDropped = [...admission.dropped, ...ruled.dropped, ...dropped];
  const unmatched = unmatchedBy(kept, requirements, admission);
  const ruledOut = new Set(
    [...ruled.dropped.keys()].flatMap((entry) => admission.admittedBy.get(entry) ?? []),
  );
  return {
    kept: kept.map((candidate) => keep(candidate, admission)),
    leftOut: [...leftOut, ...allDropped.map(([candidate, reason]) => describe(candidate, reason))],
    unmatched: unmatched.filter((entry) => !ruledOut.has(entry)),
    ruledOut: unmatched.filter((entry) => ruledOut.has(entry)),
  };
}

/** Nothing of a quarantined project is a candidate. */
function recogniseAll(page: SimpleProject): {
  readonly candidates: readonly Candidate[];
  readonly leftOut: readonly LeftOut[];
} {
  const candidates: Candidate[] = [];
  const leftOut: LeftOut[] = [];
  const { first, contradicting } = findRepetitions(page.files);
  for (const file of first) {
    const recognised =
      page.status?.status === 'quarantined'
        ? { kind: 'left-out' as const, reason: { kind: 'quarantined' as const } }
        : recognise(file, page.name);
    if (recognised.kind === 'candidate') candidates.push(recognised.candidate);
    else {
      const { filename, sizeBytes } = file;
      leftOut.push({ filename, version: null, sizeBytes, reason: recognised.reason });
    }
  }
  return { candidates, leftOut: [...leftOut, ...contradicting.map(refuseRepeated)] };
}

/** Whether a project is asked for, and whether only in some of its versions. */
export function listingOf(requirements: readonly AllowlistEntry[]): RuleContext['listing'] {
  if (requirements.length === 0) return 'none';
  const limited = requirements.some(({ requirement }) => requirement.specifiers.specifiers.length > 0);
  return limited ? 'versions' : 'name';
}

/** Whether a line names exactly this version, as PEP 592 asks where it was taken back. */
function pins({ requirement }: AllowlistEntry, version: Version): boolean {
  return requirement.specifiers.specifiers.some(
    (clause) =>
      (clause.operator === '===' || (clause.operator === '==' && !clause.version.endsWith('.*'))) &&
      clause.matches(version),
  );
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

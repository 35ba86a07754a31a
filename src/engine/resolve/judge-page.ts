import type { FileReason } from '../../contract/plan-summary';
import type { CoreMetadata } from '../../python-packaging/core-metadata';
import type { SimpleProject } from '../../python-packaging/simple-page';
import type { AllowlistEntry } from '../profile/allowlist';
import { type Candidate, recognise } from '../selection/candidate';
import { findRepetitions } from '../selection/repeated-files';
import { applyRules, type PreparedRules } from '../selection/rule-chain';
import { listingOf } from '../selection/select-files';

/** A page's files after the rules: what may be chosen from, and what may not, with the reason. */
export interface JudgedPage {
  readonly kept: readonly Candidate[];
  readonly dropped: ReadonlyMap<Candidate, FileReason>;
  /** Files whose names tell nothing that can be used. */
  readonly unrecognised: readonly UnrecognisedFile[];
}

export interface UnrecognisedFile {
  readonly filename: string;
  readonly sizeBytes: number | null;
  readonly reason: FileReason;
}

const REPEATED = 'another file of this name stands before it on the page';

/** What a page is judged by besides the lines that name its project. */
export interface PageFacts {
  readonly rules: PreparedRules;
  readonly nowMs: number;
  /** Of the newest release, where the rules need it. */
  readonly info: CoreMetadata | null;
}

/**
 * Tells what may be chosen from of a project, before anything is known of what it is needed for. Rules that count versions
 * are no part of it: a solution has one version, and "all that match" has a limit of its own.
 */
export function judgePage(
  page: SimpleProject,
  entries: readonly AllowlistEntry[],
  { rules, nowMs, info }: PageFacts,
): JudgedPage {
  const candidates: Candidate[] = [];
  const unrecognised: UnrecognisedFile[] = [];
  const { first, contradicting } = findRepetitions(page.files);
  for (const file of first) {
    const recognised = recognise(file, page.name);
    if (recognised.kind === 'candidate') candidates.push(recognised.candidate);
    else unrecognised.push({ filename: file.filename, sizeBytes: file.sizeBytes, reason: recognised.reason });
  }
  for (const { filename, sizeBytes } of contradicting) {
    unrecognised.push({ filename, sizeBytes, reason: { kind: 'name-refused', reason: REPEATED } });
  }
  const dropped = new Map<Candidate, FileReason>();
  const isQuarantined = page.status?.status === 'quarantined';
  const hashes = new Set(entries.flatMap((entry) => [...entry.hashes]));
  for (const candidate of candidates) {
    if (isQuarantined) dropped.set(candidate, { kind: 'quarantined' });
    else if (hashes.size > 0 && !hashes.has(candidate.file.hashes.sha256 ?? '')) {
      dropped.set(candidate, { kind: 'hash-not-listed' });
    }
  }
  const left = candidates.filter((candidate) => !dropped.has(candidate));
  // Which releases are pinned, and which files a target can use, is asked for each requirement and each target.
  const ruled = applyRules(left, rules, {
    page,
    listing: listingOf(entries),
    nowMs,
    info,
    isPinned: () => true,
    fitsATarget: null,
  });
  return { kept: ruled.kept, dropped: new Map([...dropped, ...ruled.dropped]), unrecognised };
}

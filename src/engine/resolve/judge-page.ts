import type { FileReason } from '../../contract/plan-summary';
import type { SimpleProject } from '../../python-packaging/simple-page';
import type { AllowlistEntry } from '../profile/allowlist';
import { type Candidate, recognise } from '../selection/candidate';
import { findRepetitions } from '../selection/repeated-files';

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

/** Tells what may be chosen from of a project, before anything is known of what it is needed for. */
export function judgePage(page: SimpleProject, entries: readonly AllowlistEntry[]): JudgedPage {
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
  return { kept: candidates.filter((candidate) => !dropped.has(candidate)), dropped, unrecognised };
}

/**
 * What a verification found: every listed file held against its page and against the mirror's own record, and everything
 * that lies there without being listed. Paths are relative to the mirror's `web` folder, with `/`; sizes are bytes.
 */
export const VERIFICATION_VERSION = 1;

/** `full` reads every byte; `changed` only those of files that are not as they were when they were last known to be right. */
export const VERIFY_MODES = ['full', 'changed'] as const;
export type VerifyMode = (typeof VERIFY_MODES)[number];

/** What is wrong with a page, other than that it cannot be read. */
export const PAGE_FAULTS = [
  /** The page for installers that read HTML is not there. */
  'html-missing',
  /** It lists other files, or tells otherwise of them, than the page in JSON. */
  'html-differs',
  /** It links to a file that is not in the mirror's tree. */
  'leads-outside',
  /** It tells no sha256 of a file, so that nobody can check it. */
  'tells-no-hash',
  /** It says that it belongs to another project. */
  'other-project',
  /** The list of all projects lists others than have a page. */
  'root-differs',
] as const;
export type PageFaultKind = (typeof PAGE_FAULTS)[number];

export const FINDING_KINDS = [
  'damaged',
  'missing',
  'metadata-damaged',
  'metadata-missing',
  'page-wrong',
  'unreadable',
  'not-a-file',
  'record-wrong',
  'orphaned',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

interface Place {
  readonly path: string;
  /** `null` where it belongs to none, or to nobody knows which. */
  readonly project: string | null;
}

export type Finding = Place &
  (
    | {
        readonly kind: 'damaged' | 'metadata-damaged';
        readonly expectedSha256: string;
        readonly actualSha256: string;
        readonly expectedBytes: number | null;
        readonly actualBytes: number;
      }
    | { readonly kind: 'missing' | 'metadata-missing' }
    | { readonly kind: 'page-wrong'; readonly fault: PageFaultKind; readonly subject: string | null }
    | { readonly kind: 'unreadable'; readonly reason: string }
    /** A link, a folder or a device stands where a file should, or above it. It is never followed. */
    | { readonly kind: 'not-a-file' }
    /** The file is right, and the mirror's own record of it is not. */
    | { readonly kind: 'record-wrong' }
    /** `removable`: a plan can take it away. What it cannot, has a name that no file of a mirror has. */
    | { readonly kind: 'orphaned'; readonly sizeBytes: number; readonly removable: boolean }
  );

/** How many of each kind; every kind is there. */
export type FindingCounts = { readonly [Kind in FindingKind]: number };

export interface VerificationReport {
  readonly version: typeof VERIFICATION_VERSION;
  readonly mode: VerifyMode;
  readonly startedAtMs: number;
  readonly finishedAtMs: number;
  readonly projects: number;
  /** That pages list; of their metadata none is counted. */
  readonly files: number;
  readonly bytes: number;
  /** Of these, the ones that were read now; all others were known to be right. */
  readonly filesRead: number;
  /** Finished files of a sync that was interrupted; their project is listed when it goes on. */
  readonly filesWaiting: number;
  readonly counts: FindingCounts;
}

/** The part that crosses to a window. */
export interface VerificationSummary {
  readonly report: VerificationReport;
  /** The first of them, as many as can be shown. */
  readonly findings: readonly Finding[];
}

export const NO_FINDINGS: FindingCounts = {
  damaged: 0,
  missing: 0,
  'metadata-damaged': 0,
  'metadata-missing': 0,
  'page-wrong': 0,
  unreadable: 0,
  'not-a-file': 0,
  'record-wrong': 0,
  orphaned: 0,
};

export function countFindings(counts: FindingCounts): number {
  return FINDING_KINDS.reduce((sum, kind) => sum + counts[kind], 0);
}

/** What a verification does one after the other. */
export type VerifyStep = 'read-pages' | 'check-files' | 'find-orphans';

export interface VerifyProgress {
  readonly step: VerifyStep;
  /** Of projects, then of files; of what lies in the tree the number is not known beforehand, and `items` is 0. */
  readonly itemsDone: number;
  readonly items: number;
  readonly bytesDone: number;
  readonly bytes: number;
  readonly bytesPerSecond: number;
  readonly findings: number;
}

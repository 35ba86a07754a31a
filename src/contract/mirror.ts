import type { PlanNotice } from './plan-summary';
import type { Problem } from './problem';
import type { PauseReason } from './run-event';
import type { FailedFile, RunStage } from './run-state';
import type { Reach, ServeActivity, ServedCertificate } from './sharing';
import type { VerificationReport, VerifyMode } from './verification';

/** A mirror that the application knows: `mirror` is its folder's absolute path and its identity in every command. */
export interface MirrorSummary {
  readonly mirror: string;
  /** The folder's last name. */
  readonly name: string;
  /** `missing`: the folder or its profile cannot be found now (a drive that is not plugged in, say). */
  readonly availability: 'ready' | 'missing';
  readonly stage: RunStage;
  readonly serving: boolean;
}

/** What a person is asked for a folder for. */
export const FOLDER_PURPOSES = ['create', 'open', 'export', 'base', 'receipt', 'approval'] as const;
export type FolderPurpose = (typeof FOLDER_PURPOSES)[number];

/** What a person is asked for a file for. */
export type FilePurpose = 'import' | 'client' | 'tool';

/** Where a mirror is served. */
export type ServeState =
  | { readonly status: 'stopped' }
  | {
      readonly status: 'serving';
      readonly port: number;
      readonly indexUrl: string;
      readonly reach: Reach;
      /** The same for other computers; none where it is not shared. */
      readonly sharedUrls: readonly string[];
      readonly certificate: ServedCertificate | null;
      /** What clients have to give; `null` where a password of the person's own is wanted, or nothing. */
      readonly token: string | null;
      /** Whether it is served again when the person logs in; `null` where that cannot be: a password is not kept, nor is a drive. */
      readonly isKept: boolean | null;
      /** Why something of an export that is served from its drive is not given out just now; always `null` for a mirror. */
      readonly fault: Problem | null;
      readonly activity: ServeActivity;
    };

/** The facts of a finished or unfinished mirror, as `status` prints them. Sizes in bytes. */
export interface MirrorStatus {
  readonly mirror: string;
  readonly upstreamUrl: string;
  readonly projects: number;
  readonly files: number;
  readonly bytes: number;
  /** When the last sync ended completely; `null` when none has. */
  readonly lastCompleteAtMs: number | null;
  /** When the last export was taken in here, and which; `null` when none was. */
  readonly lastImport: { readonly importedAtMs: number; readonly bundleId: string } | null;
  readonly lastRun:
    | 'none'
    | 'running'
    | 'complete'
    | 'incomplete'
    | 'paused'
    | 'interrupted'
    | 'cancelled'
    | 'failed';
  /** The highest of upstream's numbers that was brought, in a mirror of everything; else `null`. */
  readonly upstreamSerial: number | null;
  readonly lastPlan: {
    readonly createdAtMs: number;
    readonly complete: boolean;
    /** The profile was changed since. */
    readonly isOutdated: boolean;
    /** What will not come, and why: the first of them, and how many. */
    readonly errors: readonly PlanNotice[];
    readonly errorCount: number;
    /** What holds it up. */
    readonly guards: readonly Problem[];
  } | null;
  /** What the last sync could not get. */
  readonly failedFiles: FailedFiles;
  /** A sync that stands and can go on; bytes include those of partial files. */
  readonly waiting: {
    readonly reason: PauseReason;
    readonly files: number;
    readonly filesDone: number;
    readonly bytes: number;
    readonly bytesDone: number;
  } | null;
  /** That came to its end. */
  readonly lastVerification: VerificationReport | null;
  /** One that was paused or cut off. */
  readonly waitingVerification: VerifyMode | null;
  readonly lastProof: {
    readonly createdAtMs: number;
    readonly complete: boolean;
    readonly targets: number;
    /** The profile or what is here has changed since. */
    readonly isOutdated: boolean;
  } | null;
  /** Who works on it now. */
  readonly lockedBy: { readonly program: string; readonly processId: number; readonly host: string } | null;
}

export interface FailedFiles {
  readonly count: number;
  /** The first of them. */
  readonly files: readonly FailedFile[];
}

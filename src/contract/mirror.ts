import type { RunStage } from './run-state';
import type { Reach, ServeActivity, ServedCertificate } from './sharing';

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
  readonly lastRun:
    | 'none'
    | 'running'
    | 'complete'
    | 'incomplete'
    | 'paused'
    | 'interrupted'
    | 'cancelled'
    | 'failed';
}

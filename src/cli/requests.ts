import type { DistributionChoice, PrereleaseChoice } from '../contract/profile';

/** What a person asked for, after the command line was read. One shape for each command. */
export interface InitRequest {
  readonly command: 'init';
  readonly directory: string;
  /** An address, a folder, or the word `sample`. */
  readonly upstream: string;
  readonly requirements: readonly string[];
  readonly requirementsFiles: readonly string[];
  readonly newestVersions: number | null;
  readonly distributions: DistributionChoice;
  readonly prereleases: PrereleaseChoice;
  readonly parallelDownloads: number;
}

export interface PlanRequest {
  readonly command: 'plan';
  readonly directory: string;
  readonly showFiles: boolean;
  /** Names of projects to explain, in any spelling. */
  readonly explain: readonly string[];
  readonly stallTimeoutMs: number;
}

export interface SyncRequest {
  readonly command: 'sync';
  readonly directory: string;
  readonly acceptGuards: boolean;
  /** Make a new plan even where a paused sync could go on with its own. */
  readonly planAnew: boolean;
  readonly stallTimeoutMs: number;
}

export interface StatusRequest {
  readonly command: 'status';
  readonly directory: string;
}

export interface ServeRequest {
  readonly command: 'serve';
  readonly directory: string;
  /** `null`: any free port. */
  readonly port: number | null;
}

export type Request = InitRequest | PlanRequest | SyncRequest | StatusRequest | ServeRequest;

/** Where results go: words for people, or one JSON value a line for scripts. */
export interface Parsed {
  readonly request: Request;
  readonly json: boolean;
}

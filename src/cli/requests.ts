import type { ExportSelection } from '../contract/bundle';
import type { Client } from '../contract/clients/client-index';
import type { ClosureMode, DistributionChoice, PrereleaseChoice, Scope } from '../contract/profile';
import type { Encryption, Reach } from '../contract/sharing';
import type { VerifyMode } from '../contract/verification';

/** What a person asked for, after the command line was read. One shape for each command. */
export interface InitRequest {
  readonly command: 'init';
  readonly directory: string;
  /** An address, a folder, or the word `sample`. */
  readonly upstream: string;
  readonly scope: Scope;
  /** Each as `URL=NAME,NAME`. */
  readonly indexes: readonly string[];
  readonly requirements: readonly string[];
  readonly requirementsFiles: readonly string[];
  readonly constraintsFiles: readonly string[];
  /** Ids, or paths of target files. */
  readonly targets: readonly string[];
  /** `null`: as it is usual with or without targets. */
  readonly closure: ClosureMode | null;
  readonly bootstrap: boolean;
  readonly newestVersions: number | null;
  /** `null`: as it is usual with or without targets. */
  readonly distributions: DistributionChoice | null;
  readonly prereleases: PrereleaseChoice;
  readonly parallelDownloads: number;
}

export interface ImportRequest {
  readonly command: 'import';
  readonly directory: string;
  readonly files: readonly string[];
  /** Extras and dependency groups of a pyproject.toml; `null`: what it selects itself. */
  readonly choices: { readonly extras: readonly string[]; readonly groups: readonly string[] } | null;
  /** Say what would be imported, and change nothing. */
  readonly isDryRun: boolean;
  /** Where to write the profile as a configuration of bandersnatch; `-` is standard output. */
  readonly bandersnatchPath: string | null;
  /** For exports of another computer: what a person has compared; `null`: nothing. */
  readonly fingerprint: string | null;
  readonly acceptGuards: boolean;
  /** Who does it; `null`: whom the system tells. */
  readonly by: string | null;
}

export interface ExportRequest {
  readonly command: 'export';
  readonly directory: string;
  /** The folder that the export becomes. */
  readonly to: string;
  readonly selection: ExportSelection;
  readonly since: string | null;
  readonly part: { readonly bytes: number; readonly number: number } | null;
  readonly readsBack: boolean;
  /** The scanner and its words. */
  readonly scan: readonly string[] | null;
  readonly withApproval: boolean;
  /** Records of vulnerabilities; `null`: none are at hand. */
  readonly osvPath: string | null;
  /** Files that go with it, under `tools/`. */
  readonly tools: readonly string[];
  /** The folder of the Electron that the application is carried with; `own`: what this runs in. `null`: it stays. */
  readonly electron: { readonly kind: 'own' } | { readonly kind: 'folder'; readonly path: string } | null;
  /** Who does it; `null`: whom the system tells. */
  readonly by: string | null;
}

export interface ApprovalRequest {
  readonly command: 'approval';
  readonly directory: string;
  /** The folder that gets the files. */
  readonly output: string;
  readonly selection: ExportSelection;
  readonly since: string | null;
  readonly osvPath: string | null;
}

export interface DrivesRequest {
  readonly command: 'drives';
  /** The drive that is to be let go; `null`: list them. */
  readonly release: string | null;
}

export interface VerifyBundleRequest {
  readonly command: 'verify-bundle';
  readonly directory: string;
  readonly fingerprint: string | null;
}

export interface ReceiptRequest {
  readonly command: 'receipt';
  readonly directory: string;
  readonly to: string;
}

export interface TransfersRequest {
  readonly command: 'transfers';
  readonly directory: string;
  /** Receipts, or where they are, whose log is taken in first. */
  readonly receipts: readonly string[];
  /** Of entries, the newest first. */
  readonly limit: number;
}

export interface AdoptRequest {
  readonly command: 'adopt';
  readonly directory: string;
  /** The configuration of bandersnatch; `null`: none. */
  readonly configurationPath: string | null;
  /** Say what is there, and change nothing. */
  readonly isDryRun: boolean;
  readonly removesLeftovers: boolean;
}

/** What `targets` does: tell the known ones, write the script, tell a mirror's, or change them. */
export interface TargetsRequest {
  readonly command: 'targets';
  readonly directory: string | null;
  /** Where the script goes; `-` is standard output. `null`: it is not asked for. */
  readonly scriptPath: string | null;
  /** Ids, or paths of target files. */
  readonly add: readonly string[];
  readonly remove: readonly string[];
  readonly closure: ClosureMode | null;
  readonly bootstrap: boolean | null;
}

/** What `indexes` does: tell those of a mirror, or change them. */
export interface IndexesRequest {
  readonly command: 'indexes';
  readonly directory: string;
  /** Each as `URL=NAME,NAME`. */
  readonly add: readonly string[];
  /** Addresses. */
  readonly remove: readonly string[];
}

export interface ProveRequest {
  readonly command: 'prove';
  readonly directory: string;
  /** Ids; empty for all. */
  readonly targets: readonly string[];
  readonly withPip: boolean;
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

export interface VerifyRequest {
  readonly command: 'verify';
  readonly directory: string;
  readonly mode: VerifyMode;
  /** Prepare the repair of what is found, and plan it. */
  readonly repairs: boolean;
  readonly stallTimeoutMs: number;
}

export interface HistoryRequest {
  readonly command: 'history';
  readonly directory: string;
  /** Of acts, the newest first. */
  readonly limit: number;
}

export interface ServeRequest {
  readonly command: 'serve';
  readonly directories: readonly [string, ...string[]];
  /** `null`: any free port. */
  readonly port: number | null;
  readonly reach: Reach;
  /** What clients call this computer by. */
  readonly names: readonly string[];
  readonly encryption: Encryption;
  readonly password: PasswordChoice;
  /** Where each request is written down; `null`: nowhere. */
  readonly accessLogPath: string | null;
}

/** Where the password comes from that clients have to give. */
export type PasswordChoice =
  | { readonly kind: 'none' }
  /** Made at the start, and shown. */
  | { readonly kind: 'made' }
  /** `user`: `null` where any name will do. */
  | { readonly kind: 'file'; readonly path: string; readonly user: string | null };

/** What a mirror is served by, or what keeps its own server running. */
export const SERVED_BY = ['nginx', 'caddy', 'systemd', 'windows-service'] as const;
export type ServedBy = (typeof SERVED_BY)[number];

export interface ServeConfigRequest {
  readonly command: 'serve-config';
  readonly directory: string;
  readonly servedBy: ServedBy;
  readonly port: number;
}

/** What clients are told of an index, and what is done with it. */
export interface ClientsRequest {
  readonly command: 'clients';
  /** The folder of a mirror, or an address. */
  readonly from: string;
  /** `null`: all of them. */
  readonly client: Client | null;
  readonly certificate: string | null;
  readonly withPassword: boolean;
  readonly action: 'show' | 'write' | 'undo' | 'test';
  /** `null`: the client's own. */
  readonly file: string | null;
  readonly isDryRun: boolean;
  /** `null`: any project of the mirror. */
  readonly requirement: string | null;
}

export type Request =
  | InitRequest
  | AdoptRequest
  | ImportRequest
  | ExportRequest
  | ApprovalRequest
  | DrivesRequest
  | VerifyBundleRequest
  | ReceiptRequest
  | TransfersRequest
  | TargetsRequest
  | IndexesRequest
  | PlanRequest
  | SyncRequest
  | ProveRequest
  | StatusRequest
  | HistoryRequest
  | ServeRequest
  | ServeConfigRequest
  | ClientsRequest
  | VerifyRequest;

/** Where results go: words for people, or one JSON value a line for scripts. */
export interface Parsed {
  readonly request: Request;
  readonly json: boolean;
}

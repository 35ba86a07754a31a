import type { BundleReport, ExportSelection, ReadBack, TransferProgress } from './bundle';
import type { Problem } from './problem';

/** What a person decides before an export. */
export interface ExportChoice {
  /** The folder that the export becomes. */
  readonly to: string;
  /** The drive that `to` is on, as it was chosen; `null`: a folder was. */
  readonly drive: ChosenDrive | null;
  readonly selection: ExportSelection;
  /** The base of a delta, as an `OfferedBase` or a person names it; `null`: everything. */
  readonly since: string | null;
  readonly readsBack: boolean;
  readonly extras: ExportExtras;
}

/** A drive by its volume's own id, with where it was mounted and how it is called when it was chosen. */
export interface ChosenDrive {
  readonly id: string;
  readonly mountPoint: string;
  readonly name: string;
}

/** What few exports need. */
export interface ExportExtras {
  /** For several drives: what each of them takes, and which part is written now, counted from 1; `null`: one drive. */
  readonly part: { readonly bytes: number; readonly number: number } | null;
  /** A scanner and its words; it runs only after the person has agreed in a dialog of the system. `null`: none. */
  readonly scan: readonly string[] | null;
  /** Records of vulnerabilities in the OSV format; `null`: none are at hand. */
  readonly osvPath: string | null;
  /** Files of this computer that go with it, by their paths. */
  readonly tools: readonly string[];
  /** Whether this application goes with it. */
  readonly withApplication: boolean;
}

export const NO_EXTRAS: ExportExtras = {
  part: null,
  scan: null,
  osvPath: null,
  tools: [],
  withApplication: false,
};

/** What an export could go on from: a receipt, an earlier bundle, or what this mirror exported last. */
export interface OfferedBase {
  readonly kind: 'receipt' | 'bundle' | 'last';
  /** What names it in an `ExportChoice`. */
  readonly named: string;
  /** How the bundle that it stands for is called. */
  readonly bundleName: string;
}

/** A folder that was chosen, seen as a place for an export. */
export interface ExportPlace {
  /** The folder that the export should become: the chosen one, or a new one in it. */
  readonly to: string;
  readonly bases: readonly OfferedBase[];
}

/** Where the sheet went that is signed before an export travels. */
export interface ApprovalPlace {
  readonly folder: string;
}

/** What an export is going to be. */
export interface ExportForecast {
  readonly to: string;
  readonly projects: number;
  readonly files: number;
  readonly bytes: number;
  /** Which one of how many, counted from 1. */
  readonly part: number;
  readonly parts: number;
  /** Files of the base that the far side loses. */
  readonly removals: number;
  /** How the bundle that a delta goes on from is called; `null`: everything is carried. */
  readonly baseName: string | null;
  /** For this user; `null` where the system does not tell. */
  readonly freeBytes: number | null;
  readonly fileSystem: string;
  /** An export of this mirror lies there: it is brought up to date, or gone on with. */
  readonly goesOn: boolean;
  /** Why it cannot be written there. */
  readonly refusal: Problem | null;
}

export interface ExportResult {
  readonly directory: string;
  /** Which one of how many, counted from 1. */
  readonly part: number;
  readonly parts: number;
  readonly bundleName: string;
  readonly files: number;
  readonly bytes: number;
  readonly baseName: string | null;
  readonly readBack: ReadBack;
  /** Of the key that signed. */
  readonly fingerprint: string;
}

/**
 *     idle ──> exporting ──> exported
 *      ^          │ ^ └────> failed        each of them, and exported, ──> exporting
 *      │          ▼ │
 *      └──────── paused
 */
export type CarryState =
  | { readonly status: 'idle' }
  | { readonly status: 'exporting'; readonly choice: ExportChoice; readonly progress: TransferProgress }
  | { readonly status: 'paused'; readonly choice: ExportChoice; readonly progress: TransferProgress }
  | { readonly status: 'exported'; readonly choice: ExportChoice; readonly result: ExportResult }
  | { readonly status: 'failed'; readonly choice: ExportChoice; readonly problem: Problem };

export const CARRY_IDLE: CarryState = { status: 'idle' };

export const TRANSFER_BEGINS: TransferProgress = {
  step: 'survey',
  itemsDone: 0,
  items: 0,
  bytesDone: 0,
  bytes: 0,
  bytesPerSecond: 0,
  problem: null,
};

/** A bundle that somebody brought, as it says itself; its files were not looked at yet. */
export interface BundleFacts {
  readonly directory: string;
  readonly bundleName: string;
  readonly mirrorName: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly upstreamUrl: string;
  readonly fingerprint: string;
  readonly targets: readonly string[];
  /** Of the mirror that the import leads to. */
  readonly projects: number;
  readonly stateFiles: number;
  /** In this folder. */
  readonly bytes: number;
  /** Counted from 1. */
  readonly part: number;
  readonly parts: number;
  readonly baseName: string | null;
  readonly removals: number;
  /** The mirror on this computer that took in what came from there before, with the key that it trusts. */
  readonly goesOnWith: { readonly mirror: string; readonly fingerprint: string } | null;
  /** Where a mirror that does not exist yet could lie. */
  readonly suggestedDirectory: string;
}

/** What is done with a bundle that somebody brought. */
export type BundleState =
  | { readonly status: 'idle' }
  | { readonly status: 'checking'; readonly progress: TransferProgress }
  | { readonly status: 'checked'; readonly report: BundleReport }
  | { readonly status: 'importing'; readonly progress: TransferProgress }
  | {
      readonly status: 'imported';
      readonly mirror: string;
      /** Files that were changed on this side by hand, and stay so. */
      readonly kept: readonly string[];
      readonly receipt: { readonly path: string } | { readonly problem: Problem };
    }
  /** The mirror holds this already. */
  | { readonly status: 'unchanged'; readonly mirror: string }
  /** Nothing is visible before these parts have come, counted from 1. */
  | { readonly status: 'waiting-for-parts'; readonly missing: readonly number[] }
  | { readonly status: 'cancelled' }
  | { readonly status: 'failed'; readonly problem: Problem };

export const BUNDLE_IDLE: BundleState = { status: 'idle' };

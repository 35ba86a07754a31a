import type { ImportNote } from './import-report';
import type { Problem } from './problem';

/** Adopting a mirror that bandersnatch made: what was found, and what became of it. Sizes in bytes. */

/** How many there are, and the first of them for a person to look at. */
export interface Tally<Example = string> {
  readonly count: number;
  readonly examples: readonly Example[];
}

/** What stands in the folder, before anything is changed. Paths are relative to `web`. */
export interface AdoptionSurvey {
  readonly directory: string;
  readonly projects: number;
  /** Finished distribution files, `.metadata` not counted. */
  readonly files: number;
  readonly bytes: number;
  readonly metadataFiles: number;
  /** `hash-index`: the folders of projects lie in folders by their first letter. */
  readonly layout: 'plain' | 'hash-index';
  /** Folders of projects that get another name or place. */
  readonly movedFolders: Tally;
  /** Symbolic links that lead to something inside; real files take their place. */
  readonly linksInside: number;
  /** Symbolic links that lead out of the mirror; nobody follows them. */
  readonly linksOutside: Tally;
  /** Temporary files of syncs that were cut off, and what is left of them in bytes. */
  readonly leftovers: Tally & { readonly bytes: number };
  /** Older versions of pages, kept by `keep_index_versions`. */
  readonly olderPages: number;
  /** Folders of `web/simple` whose names can be no project's. */
  readonly strangers: Tally;
  /** From `status`: how far bandersnatch had come. */
  readonly serial: number | null;
  /** From `todo`: the sync was cut off, and these projects are behind. */
  readonly unfinished: Tally | null;
}

export interface AdoptedFile {
  readonly project: string;
  readonly filename: string;
}

export interface RefusedFile extends AdoptedFile {
  /** In words. */
  readonly reason: string;
}

/** What became of it. */
export interface AdoptionReport {
  readonly survey: AdoptionSurvey;
  /** Projects that have a page now. */
  readonly projects: number;
  /** Files that were read whole, are right, and are listed. */
  readonly files: number;
  readonly bytes: number;
  /** Of these, files of which no page told a SHA-256. */
  readonly unconfirmedFiles: number;
  /** Metadata taken out of wheels that stood without. */
  readonly metadataAdded: number;
  /** On a page of before, and not there. */
  readonly missing: Tally<AdoptedFile>;
  /** There, and not what the page said. Not listed now; the next sync mends it. */
  readonly damaged: Tally<RefusedFile>;
  readonly refused: Tally<RefusedFile>;
  /** Projects without a page that can be read; their files are listed again by the next sync. */
  readonly unread: Tally;
  /** There, and on no page. */
  readonly unlistedFiles: number;
  readonly leftoversRemoved: number;
  readonly profile: 'written' | 'kept';
  /** What became of the keys of bandersnatch's configuration. */
  readonly notes: readonly ImportNote[];
  /** Projects that are here and that the allowlist does not ask for: the next plan takes them away. */
  readonly notAskedFor: Tally;
}

export interface AdoptionProgress {
  readonly step: 'survey' | 'files' | 'tidy';
  readonly filesDone: number;
  /** 0 as long as it is not known. */
  readonly files: number;
  readonly bytesDone: number;
  readonly bytes: number;
}

/** Whether nothing is left to be mended. */
export function isWholeAdoption({ missing, damaged, refused, unread }: AdoptionReport): boolean {
  return missing.count + damaged.count + refused.count + unread.count === 0;
}

/**
 *     idle ──> surveying ──> surveyed ──> adopting ──> adopted
 *                 ├──> cancelled <────────────┤
 *                 └──> failed <───────────────┘      either of them ──> surveying, adopting
 */
export type AdoptionState =
  | { readonly status: 'idle' }
  | { readonly status: 'surveying'; readonly progress: AdoptionProgress }
  | { readonly status: 'surveyed'; readonly survey: AdoptionSurvey }
  | { readonly status: 'adopting'; readonly progress: AdoptionProgress }
  | { readonly status: 'adopted'; readonly report: AdoptionReport }
  | { readonly status: 'cancelled' }
  | { readonly status: 'failed'; readonly problem: Problem };

export const ADOPTION_BEGINS: AdoptionProgress = {
  step: 'survey',
  filesDone: 0,
  files: 0,
  bytesDone: 0,
  bytes: 0,
};

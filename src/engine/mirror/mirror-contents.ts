import type { SimpleProject } from '../../python-packaging/simple-page';
import type { RepairNotes } from './repair-notes';

/**
 * What a mirror holds now, as its own pages and its records tell. Reading never changes anything.
 * Paths are relative to the mirror's `web` folder, with `/`.
 */
export interface MirrorContents {
  /** The folders of `web/simple`, sorted. */
  readonly listProjects: (options: { readonly signal: AbortSignal }) => Promise<readonly string[]>;
  /** The project's own page (`index.v1_json`), or `null` when it has none that can be read. */
  readonly readProjectPage: (project: string) => Promise<SimpleProject | null>;
  /**
   * The finished file at `path`, or `null`. `sha256` comes from the record that was written when the file was
   * committed; a file without a record (an older tool's, or one committed just before a power cut) is hashed once.
   */
  readonly findFile: (path: string, options: { readonly signal: AbortSignal }) => Promise<StoredFile | null>;
  /** Bytes of all finished files that are on record. */
  readonly storedBytes: () => number;
  /** Whether the `.metadata` of the wheel at `path` is there. */
  readonly hasMetadata: (path: string) => Promise<boolean>;
  /** What a verification left for the next plan to do. */
  readonly readRepairNotes: () => Promise<RepairNotes>;
  /** Bytes of the unfinished file that will become `path`; 0 when there are none. */
  readonly partialBytes: (path: string) => Promise<number>;
}

export interface StoredFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

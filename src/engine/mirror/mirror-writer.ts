import type { SimpleProject } from '../../python-packaging/simple-page';
import type { StoredFile } from './mirror-contents';
import type { RepairNotes } from './repair-notes';

/**
 * The only way to change a mirror's tree. A path is absent, or complete and verified: everything is written to
 * `.sandgrouse/` on the same file system first, synced, then renamed. Holds the mirror's lock until `close()`.
 * Throws `ProblemError` of the family disk. Paths are relative to the mirror's `web` folder, with `/`; a path that
 * would leave it is refused.
 */
export interface MirrorWriter {
  /** Goes on with the partial file of `path` if there is one, else begins an empty one. One at a time for each path. */
  readonly openPartialFile: (path: string) => Promise<PartialFile>;
  /** Reads METADATA out of the finished wheel at `path` and stores it as `path.metadata` (PEP 658); its sha256. */
  readonly storeWheelMetadata: (path: string) => Promise<string>;
  /** Writes the three forms of a project's page. Forms that are already the same are left alone. */
  readonly writeProjectPages: (page: SimpleProject) => Promise<void>;
  readonly removeProjectPages: (project: string) => Promise<void>;
  /**
   * Writes the three forms of the root page from the project folders that have pages, leaving out projects that are
   * about to go: a page is unlisted before it is removed.
   */
  readonly writeRootPages: (options: { readonly without: ReadonlySet<string> }) => Promise<void>;
  /** Deletes a file and its `.metadata`, and folders that become empty. Absent is fine. */
  readonly removeFile: (path: string) => Promise<void>;
  /** Forgets what is known of a file, so that it is read again before it counts as here. The file itself stays. */
  readonly forgetFile: (path: string) => Promise<void>;
  /** Deletes the `.metadata` of a wheel, which can be read out of it again. Absent is fine. */
  readonly removeMetadata: (path: string) => Promise<void>;
  /** Leaves notes for the next plan in the place of those that were there. */
  readonly noteRepair: (notes: RepairNotes) => Promise<void>;
  /**
   * Writes what each target installs, by name (`pylock.TARGET.toml`, `requirements.TARGET.txt`), at the top of the mirror's
   * folder, and takes away what an earlier run wrote and that is not among them.
   */
  readonly writeTargetFiles: (files: ReadonlyMap<string, string>) => Promise<void>;
  /** Drops every partial file whose final path is not in `paths`; with an empty set, all. */
  readonly dropPartialFilesExcept: (paths: ReadonlySet<string>) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A file on its way in. `close()` without `commit()` keeps the bytes for the next try. */
export interface PartialFile {
  /** Bytes that are already there and part of the running hash. */
  readonly receivedBytes: number;
  /** What upstream named the version of those bytes. */
  readonly validator: string | null;
  /** Remembers the validator of the bytes to come; call before the first `append` of an answer. */
  readonly setValidator: (validator: string | null) => Promise<void>;
  readonly append: (chunk: Uint8Array) => Promise<void>;
  /** Empties the file: upstream's version changed, or the bytes turned out wrong. */
  readonly restart: () => Promise<void>;
  /** The hash of all received bytes, hexadecimal; `append` must not follow. */
  readonly digest: (algorithm: 'sha256') => Promise<string>;
  /** Syncs, renames to the final path, sets the time, and records size and hash. */
  readonly commit: (facts: {
    readonly sha256: string;
    readonly modifiedAtMs: number | null;
  }) => Promise<StoredFile>;
  readonly discard: () => Promise<void>;
  readonly close: () => Promise<void>;
}

import type { NormalizedName } from '../../python-packaging/name';
import type { SimpleFile, SimpleProject } from '../../python-packaging/simple-page';
import type { TakeProject } from '../../python-packaging/simple-root-reader';

/**
 * One index to read from. One shape for http, https and `file:`: what differs stays behind it. Everything that it gives
 * has been parsed and checked; all URLs are absolute.
 */
export interface Index {
  /** The address of the Simple API, with a slash at its end. */
  readonly url: string;
  /**
   * Asks for one project's page, with the validator of the answer that is kept from last time.
   * Retries are made inside. Throws `ProblemError` (family upstream) when the page cannot be had.
   */
  readonly readProject: (
    name: NormalizedName,
    options: { readonly signal: AbortSignal },
  ) => Promise<ProjectAnswer>;
  /**
   * The size of a file in bytes by asking for its headers only; `null` when upstream does not tell.
   * Retries are made inside. Throws `ProblemError` (family upstream) when nothing can be learnt.
   */
  readonly readSize: (url: string, options: { readonly signal: AbortSignal }) => Promise<number | null>;
  /**
   * Opens a file for reading, from a byte on. Makes one try. The answer's `offset` is 0 when upstream ignored the
   * range or when `validator` no longer holds. Throws `ProblemError` when the file cannot be opened.
   */
  readonly openFile: (
    url: string,
    options: { readonly fromByte: number; readonly validator: string | null; readonly signal: AbortSignal },
  ) => Promise<FileStream>;
  /**
   * What a file says of its release, without running anything of it: its `.metadata` (PEP 658), else METADATA out of the
   * wheel by ranges, else PKG-INFO out of the sdist. Retries are made inside. Throws `ProblemError`: family upstream, or
   * `metadata-unreadable`.
   */
  readonly readMetadata: (
    file: SimpleFile,
    options: { readonly signal: AbortSignal },
  ) => Promise<MetadataAnswer>;
  /**
   * Gives all projects, each with the number of its last change: the whole root page, some 40 MB of JSON on PyPI, as it
   * comes. Makes one try. Throws `ProblemError` (family upstream), perhaps after some were given.
   */
  readonly listProjects: (take: TakeProject, options: { readonly signal: AbortSignal }) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** That something is asked for on behalf of a project, which decides where it is asked for. */
interface ForProject {
  readonly project: NormalizedName;
}

/**
 * All indexes of a mirror as one: a project's page, sizes, metadata and files come from the index that it is bound to, and
 * from no other. `url` is that of the index which projects come from that are bound to none. One index alone will do, too.
 */
export interface Upstream extends Pick<Index, 'url' | 'readProject' | 'listProjects' | 'close'> {
  readonly readSize: (
    url: string,
    options: Parameters<Index['readSize']>[1] & ForProject,
  ) => ReturnType<Index['readSize']>;
  readonly openFile: (
    url: string,
    options: Parameters<Index['openFile']>[1] & ForProject,
  ) => ReturnType<Index['openFile']>;
  readonly readMetadata: (
    file: SimpleFile,
    options: Parameters<Index['readMetadata']>[1] & ForProject,
  ) => ReturnType<Index['readMetadata']>;
}

export interface MetadataAnswer {
  readonly source: 'metadata-file' | 'wheel' | 'sdist';
  /** METADATA or PKG-INFO. */
  readonly text: string;
  /** An sdist's pyproject.toml, where it has one. */
  readonly pyproject: string | null;
}

export type ProjectAnswer =
  | { readonly kind: 'found'; readonly page: SimpleProject; readonly source: 'upstream' | 'unchanged' }
  | { readonly kind: 'unknown' };

export interface FileStream {
  /** First byte of `chunks` within the file. */
  readonly offset: number;
  /** The whole file's size in bytes, where upstream tells. */
  readonly totalBytes: number | null;
  /** A strong ETag or Last-Modified that a later range request can be made conditional on (RFC 9110 If-Range). */
  readonly validator: string | null;
  /**
   * The bytes. Throws `ProblemError` when they stop coming (`upstream-stalled`), break off
   * (`upstream-body-short`, `upstream-unreachable`) or do not end where announced (`upstream-body-long`).
   */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Gives the connection up. Needed where `chunks` is not read at all; harmless elsewhere. */
  readonly close: () => void;
}

/** Keeps what an index page's last answer was, so that the next request can be conditional. */
export interface PageCache {
  readonly read: (name: NormalizedName) => Promise<CachedPage | null>;
  readonly write: (name: NormalizedName, page: CachedPage) => Promise<void>;
}

/** An answer as it came: its body is parsed again each time, so a newer parser sees what an older one left out. */
export interface CachedPage {
  /** What was asked for: an answer of another index must never pass for one of this. */
  readonly requestedUrl: string;
  /** Where it came from after redirects: relative links start there. */
  readonly url: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly contentType: string;
  readonly body: string;
}

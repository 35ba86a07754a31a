import type { NormalizedName } from './name';

/**
 * A project's page of the Simple API, whichever form it came in: PEP 503 HTML, or PEP 691 JSON with PEP 658, 700, 714,
 * 592 and 792.
 */
export interface SimpleProject {
  readonly name: NormalizedName;
  readonly status: ProjectStatus | null;
  /** PEP 700: every version, as upstream writes it; `null` when the page does not tell. */
  readonly versions: readonly string[] | null;
  readonly files: readonly SimpleFile[];
}

/** PEP 792. An unknown status is passed on as it is. */
export interface ProjectStatus {
  readonly status: string;
  readonly reason: string | null;
}

export interface SimpleFile {
  readonly filename: string;
  /** As written on the page, without the hash fragment: absolute or relative to the page. */
  readonly url: string;
  /** Hexadecimal digests by hashlib's names of the algorithms, lower case. May be empty. */
  readonly hashes: Readonly<Record<string, string>>;
  /** The text of `requires-python`, unparsed. */
  readonly requiresPython: string | null;
  /** PEP 592. */
  readonly yanked: false | { readonly reason: string | null };
  readonly sizeBytes: number | null;
  /** PEP 700: ISO 8601, in UTC. */
  readonly uploadTime: string | null;
  /** PEP 658 and 714; `sha256` where upstream tells it. */
  readonly coreMetadata: false | { readonly sha256: string | null };
}

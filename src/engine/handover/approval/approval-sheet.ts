import type { Vulnerabilities, Vulnerability } from '../osv/vulnerabilities';

/** What whoever approves a transfer has to see: every file, what is known of it, and what has changed. */
export interface ApprovalSheet {
  readonly upstreamUrl: string;
  /** When the mirror was last synced to its end; `null`: not known. */
  readonly syncedAtMs: number | null;
  readonly program: string;
  readonly targets: readonly string[];
  /** SHA-256 over everything that is listed. */
  readonly digest: string;
  /** By project and name of the file. */
  readonly files: readonly ApprovedFile[];
  /** Names of files that the far side had and has no more; `null`: it had nothing before. */
  readonly removed: readonly string[] | null;
  /** `null`: nobody gave any to look at, and nothing can be said. */
  readonly vulnerabilities: Pick<Vulnerabilities, 'records' | 'unreadable' | 'newestChange'> | null;
}

export interface ApprovedFile {
  readonly project: string;
  /** `null`: its name does not tell. */
  readonly version: string | null;
  readonly filename: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly license: License;
  /** ISO 8601, in UTC; `null`: upstream does not tell. */
  readonly uploadTime: string | null;
  readonly yanked: false | { readonly reason: string | null };
  /** PEP 792, such as `archived`; `null`: it is an active project. */
  readonly status: string | null;
  /** In words; `null`: no plan tells. */
  readonly requiredBy: string | null;
  readonly vulnerabilities: readonly Vulnerability[];
  /** Compared with what the far side has. */
  readonly change: 'new' | 'changed' | 'there already';
}

/** `expression` is one of SPDX; `words` are whatever the release says instead. */
export type License =
  | { readonly kind: 'expression'; readonly expression: string }
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'unknown' };

export function licenseInWords(license: License): string {
  switch (license.kind) {
    case 'expression':
      return license.expression;
    case 'words':
      return license.words;
    case 'unknown':
      return 'not told';
  }
}

/** The project's state and the file's own, in words; empty where there is nothing to say. */
export function standingInWords({ status, yanked }: ApprovedFile): string {
  const withdrawn = yanked === false ? null : `yanked${yanked.reason ? `: ${yanked.reason}` : ''}`;
  return [status === null ? null : `project is ${status}`, withdrawn]
    .filter((one) => one !== null)
    .join('; ');
}

export function vulnerabilityInWords({ id, aliases, severity, fixedIn }: Vulnerability): string {
  const names = [id, ...aliases.filter((alias) => alias.startsWith('CVE-'))].join(' = ');
  const fixed = fixedIn.length === 0 ? '' : `, fixed in ${fixedIn.join(' or ')}`;
  return `${names}${severity === null ? '' : `, ${severity}`}${fixed}`;
}

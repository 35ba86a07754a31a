/**
 * The profile: what one mirror is made of. It lives in the mirror's folder as `sandgrouse.toml`, is written by the
 * window and by the command line alike, and can be edited by hand.
 */
export const PROFILE_FILENAME = 'sandgrouse.toml';
export const PROFILE_VERSION = 1;
export const PYPI_URL = 'https://pypi.org/simple/';

/** Which kinds of distribution file are mirrored. `wheels-or-sdist`: an sdist only where a release has no wheel. */
export const DISTRIBUTION_CHOICES = ['wheels', 'wheels-or-sdist', 'all'] as const;
export type DistributionChoice = (typeof DISTRIBUTION_CHOICES)[number];

/** PEP 440: prereleases come where a requirement names one or where a project has nothing else (`when-asked`), or always. */
export const PRERELEASE_CHOICES = ['when-asked', 'always'] as const;
export type PrereleaseChoice = (typeof PRERELEASE_CHOICES)[number];

export interface ProfileOptions {
  /** How many of the newest matching versions of each project are kept; `null` keeps every matching version. */
  readonly newestVersions: number | null;
  readonly distributions: DistributionChoice;
  readonly prereleases: PrereleaseChoice;
  /** Files fetched at the same time, 1 to 64. */
  readonly parallelDownloads: number;
}

export interface Profile {
  readonly version: typeof PROFILE_VERSION;
  /** Address of the upstream's Simple API: http, https or file. */
  readonly upstreamUrl: string;
  /** PEP 508 requirements, one a line, with blank lines and `#` comments kept as the person wrote them. */
  readonly allowlist: string;
  readonly options: ProfileOptions;
}

export const DEFAULT_PROFILE_OPTIONS: ProfileOptions = {
  newestVersions: null,
  distributions: 'all',
  prereleases: 'when-asked',
  parallelDownloads: 10,
};

/** Something to say about one line of the allowlist. Lines count from 1, columns from 0, in UTF-16 units. */
export interface AllowlistDiagnostic {
  readonly line: number;
  readonly startColumn: number;
  readonly endColumn: number;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** What the editor shows under the allowlist: errors by line, and how many projects the good lines name. */
export interface AllowlistCheck {
  readonly diagnostics: readonly AllowlistDiagnostic[];
  readonly projectCount: number;
}

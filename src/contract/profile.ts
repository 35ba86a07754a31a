import { type BoundIndex, DEFAULT_NETWORK_OPTIONS, type NetworkOptions } from './network';
import { NO_RULES, type Rules } from './rules';
import type { Target } from './target';

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

/**
 * How far requirements are followed. `none`: just what is listed. `resolved`: for each target the one set of versions that
 * an installer would choose. `all-matching`: every version that any requirement admits.
 */
export const CLOSURE_MODES = ['none', 'resolved', 'all-matching'] as const;
export type ClosureMode = (typeof CLOSURE_MODES)[number];

export interface ClosureOptions {
  /** Anything but `none` needs at least one target. */
  readonly mode: ClosureMode;
  /** For `all-matching`: how many of the newest versions that a requirement admits; `null` for all. */
  readonly newestVersions: number | null;
  /** Adds pip, setuptools and wheel for every target. */
  readonly bootstrap: boolean;
}

/** A lock file that is kept in the mirror's folder and brings exactly its files, by their hashes. */
export interface LockReference {
  /** Relative to the mirror's folder: `locks/uv.lock`. */
  readonly path: string;
  /** The files that the targets can use, or all. Without targets: all. */
  readonly files: 'targets' | 'all';
}

/** `listed`: what the allowlist and the locks ask for. `everything`: all projects of upstream, less what the rules drop. */
export const SCOPES = ['listed', 'everything'] as const;
export type Scope = (typeof SCOPES)[number];

export interface Profile {
  readonly version: typeof PROFILE_VERSION;
  /** Address of the upstream's Simple API: http, https or file. */
  readonly upstreamUrl: string;
  /** Indexes for certain projects, besides upstream. */
  readonly indexes: readonly BoundIndex[];
  readonly scope: Scope;
  /**
   * PEP 508 requirements, one a line, with blank lines and `#` comments kept as the person wrote them. Behind a
   * requirement ` --hash=sha256:…` may stand, as pip has it: then only such files will do.
   */
  readonly allowlist: string;
  /** The same grammar: limits the versions of projects without asking for them. */
  readonly constraints: string;
  /** The Pythons that will install from the mirror. None: files for every environment. */
  readonly targets: readonly Target[];
  readonly closure: ClosureOptions;
  readonly locks: readonly LockReference[];
  /** What is left out of what was asked for. */
  readonly rules: Rules;
  readonly options: ProfileOptions;
  readonly network: NetworkOptions;
}

export const DEFAULT_PROFILE_OPTIONS: ProfileOptions = {
  newestVersions: null,
  distributions: 'all',
  prereleases: 'when-asked',
  parallelDownloads: 10,
};

export const DEFAULT_CLOSURE_OPTIONS: ClosureOptions = { mode: 'none', newestVersions: 1, bootstrap: false };

/** What a profile has where nothing else was said: everything listed, for every environment, nothing followed. */
export const PROFILE_DEFAULTS = {
  indexes: [],
  scope: 'listed',
  constraints: '',
  targets: [],
  closure: DEFAULT_CLOSURE_OPTIONS,
  locks: [],
  rules: NO_RULES,
  options: DEFAULT_PROFILE_OPTIONS,
  network: DEFAULT_NETWORK_OPTIONS,
} as const satisfies Partial<Profile>;

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

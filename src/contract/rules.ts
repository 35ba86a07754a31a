/**
 * Rules: what is left out of what was asked for. Plain data, a part of the profile. Where several rules speak of one file,
 * each of them can drop it. A file about which a rule cannot be asked, since upstream does not tell what it needs to
 * know (a size, a time of upload, metadata), is dropped.
 */
export interface Rules {
  /**
   * Projects (`name`) and releases (`name<2`) that are never mirrored; with ` --hash=sha256:…` files. One a line, in the
   * allowlist's grammar.
   */
  readonly blocklist: string;
  /** Regular expressions; projects whose normalised name begins like one are dropped. */
  readonly projectPatterns: readonly string[];
  /** Regular expressions; releases whose version begins like one are dropped. */
  readonly releasePatterns: readonly string[];
  /** Of no project, of all, or of these. */
  readonly dropPrereleases: 'none' | 'all' | readonly string[];
  /**
   * `windows`, `macos`, `freebsd`, `linux`; `py2`, `py3`, `py3.9`; or one tag of wheels, such as `win32` or
   * `manylinux_2_17`. A wheel that serves nothing else is dropped; a source distribution never is.
   */
  readonly excludedPlatforms: readonly string[];
  /** How many of the newest versions that the other rules left; the one that is current upstream is among them. */
  readonly newestVersions: number | null;
  readonly newestBy: NewestBy;
  /** How many of the newest versions of each series (`3.12` of 3.12.1 and 3.12.2). */
  readonly newestPerSeries: number | null;
  /** The rules on releases do not hold for projects that are listed with a specifier. */
  readonly exemptListedVersions: boolean;
  readonly metadata: readonly MetadataRule[];
  /** The sum of everything that upstream has of a project. */
  readonly maxProjectSizeBytes: number | null;
  /** How many versions upstream has of a project. */
  readonly minVersions: number | null;
  readonly maxVersions: number | null;
  /** The limit on the size of a project does not hold for projects that are listed. */
  readonly exemptListedProjects: boolean;
  readonly maxFileSizeBytes: number | null;
  /** Drops no file: a plan that would make the mirror larger stops and asks. */
  readonly maxMirrorSizeBytes: number | null;
  /** A date (`2026-01-31`, from its beginning in UTC) or an instant; files from then on are kept. */
  readonly uploadedAfter: string | null;
  /** Files before this date or instant are kept. */
  readonly uploadedBefore: string | null;
  /** Files younger than this many days are dropped: what is malicious is mostly found soon. */
  readonly coolDownDays: number | null;
  /** Projects whose files come at once. */
  readonly coolDownExempt: readonly string[];
  /** Ids of SPDX. Empty: all are allowed. */
  readonly allowedLicenses: readonly string[];
  readonly deniedLicenses: readonly string[];
  /** What becomes of a project that does not name its license in a way that can be judged. */
  readonly undeclaredLicenses: 'drop' | 'keep';
  /** Releases that were taken back (PEP 592). */
  readonly yanked: YankedChoice;
  /** Where there are targets: only the files that one of them can use. */
  readonly onlyForTargets: boolean;
}

export const NEWEST_BY = ['version', 'upload-time'] as const;
export type NewestBy = (typeof NEWEST_BY)[number];

/** `when-pinned`: where a requirement names exactly this version. */
export const YANKED_CHOICES = ['when-pinned', 'never', 'always'] as const;
export type YankedChoice = (typeof YANKED_CHOICES)[number];

/** `project`: drops the whole project; `file`: drops files. */
export const METADATA_LEVELS = ['project', 'file'] as const;
export type MetadataLevel = (typeof METADATA_LEVELS)[number];

export const METADATA_MATCHES = ['any', 'all', 'none'] as const;
export type MetadataMatch = (typeof METADATA_MATCHES)[number];

/** Keeps what matches, by a field of the metadata. */
export type MetadataRule =
  | {
      readonly kind: 'regex';
      readonly level: MetadataLevel;
      /** `info.classifiers`, of the newest release; for files also `release` and `release_file.packagetype`. */
      readonly path: string;
      /** `any` pattern matches some value; `all` of them do; `none` does. */
      readonly match: MetadataMatch;
      /** Whether what has no value is kept. */
      readonly nullsMatch: boolean;
      readonly patterns: readonly string[];
    }
  | {
      readonly kind: 'version-range';
      readonly level: MetadataLevel;
      /** Its value is a specifier: `info.requires_python`, `release_file.requires_python`. */
      readonly path: string;
      readonly nullsMatch: boolean;
      /** One of these has to be inside the specifier. */
      readonly versions: readonly string[];
    };

/** Everything that was asked for, but releases that were taken back, and files that no target can use. */
export const NO_RULES: Rules = {
  blocklist: '',
  projectPatterns: [],
  releasePatterns: [],
  dropPrereleases: 'none',
  excludedPlatforms: [],
  newestVersions: null,
  newestBy: 'version',
  newestPerSeries: null,
  exemptListedVersions: false,
  metadata: [],
  maxProjectSizeBytes: null,
  minVersions: null,
  maxVersions: null,
  exemptListedProjects: false,
  maxFileSizeBytes: null,
  maxMirrorSizeBytes: null,
  uploadedAfter: null,
  uploadedBefore: null,
  coolDownDays: null,
  coolDownExempt: [],
  allowedLicenses: [],
  deniedLicenses: [],
  undeclaredLicenses: 'drop',
  yanked: 'when-pinned',
  onlyForTargets: true,
};

/** Which rule dropped a file, with the facts that it went by. Times are as upstream tells them. */
export type RuleReason =
  | { readonly kind: 'blocklisted'; readonly line: number; readonly requirement: string }
  | { readonly kind: 'project-pattern'; readonly pattern: string }
  | { readonly kind: 'release-pattern'; readonly pattern: string }
  | { readonly kind: 'prerelease-dropped' }
  /** Those of the excluded platforms that are all that the wheel serves. */
  | { readonly kind: 'platform-excluded'; readonly platforms: readonly string[] }
  | { readonly kind: 'not-newest'; readonly newestVersions: number; readonly by: NewestBy }
  | { readonly kind: 'not-newest-of-series'; readonly newestVersions: number; readonly series: string }
  /** `value`: the first that was looked at, shortened; `null` where there is none. */
  | {
      readonly kind: 'metadata-unmatched';
      readonly level: MetadataLevel;
      readonly path: string;
      readonly value: string | null;
    }
  /** `needed`: the paths that rules ask for, or `license`. */
  | { readonly kind: 'metadata-unread'; readonly needed: readonly string[] }
  | { readonly kind: 'project-too-large'; readonly sizeBytes: number; readonly limitBytes: number }
  | { readonly kind: 'project-size-unknown'; readonly limitBytes: number }
  | { readonly kind: 'too-few-versions'; readonly versions: number; readonly minVersions: number }
  | { readonly kind: 'too-many-versions'; readonly versions: number; readonly maxVersions: number }
  | { readonly kind: 'file-too-large'; readonly sizeBytes: number; readonly limitBytes: number }
  | { readonly kind: 'file-size-unknown'; readonly limitBytes: number }
  | { readonly kind: 'uploaded-too-early'; readonly uploadTime: string; readonly uploadedAfter: string }
  | { readonly kind: 'uploaded-too-late'; readonly uploadTime: string; readonly uploadedBefore: string }
  | { readonly kind: 'upload-time-unknown' }
  | { readonly kind: 'cooling-down'; readonly uploadTime: string; readonly days: number }
  | { readonly kind: 'license-denied'; readonly license: string }
  | { readonly kind: 'license-not-allowed'; readonly license: string }
  | { readonly kind: 'license-undeclared' }
  /** `reason`: upstream's, why it was taken back. */
  | { readonly kind: 'yanked'; readonly policy: YankedChoice; readonly reason: string | null };

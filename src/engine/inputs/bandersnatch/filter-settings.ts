import { parseProjectName } from '../../../python-packaging/name';
import { formatRequirement, parseRequirement } from '../../../python-packaging/requirement';
import { parseVersion } from '../../../python-packaging/version';
import { type Findings, note } from '../findings';
import type { BandersnatchFile } from './bandersnatch-file';
import { type MetadataKey, parseMetadataKey, sizeBytesOf, wholeNumberOf } from './filter-values';

/** What the active filters other than the allowlists are set to. */
export interface FilterSettings {
  /** Requirements; a bare name blocks the project, a name with versions blocks these. */
  readonly blocked: readonly string[];
  /** Whose prereleases are dropped: `all`, or the projects by normalised name; `null`: nobody's. */
  readonly prereleases: 'all' | readonly string[] | null;
  /** Regular expressions of Python, anchored at the left: projects and versions that match are dropped. */
  readonly projectPatterns: readonly string[];
  readonly releasePatterns: readonly string[];
  readonly latest: { readonly keep: number; readonly sortBy: 'version' | 'time' } | null;
  /** In lower case: `windows`, `macos`, `freebsd`, `linux`, `py2`, `py3.8`, or a tag such as `win_arm64`. */
  readonly platforms: readonly string[];
  /** Regular expressions over metadata: what matches each of them is kept. */
  readonly projectMetadata: readonly MetadataPatterns[];
  readonly fileMetadata: readonly MetadataPatterns[];
  /** Versions of which one has to be inside the specifier that the metadata have. */
  readonly projectVersionRanges: readonly MetadataVersions[];
  readonly fileVersionRanges: readonly MetadataVersions[];
  /** Projects with more bytes than that in all their files are dropped. */
  readonly largestProjectBytes: number | null;
  /** How many versions a project may have; 0: no bound. */
  readonly versionCount: { readonly least: number; readonly most: number } | null;
}

export interface MetadataPatterns extends MetadataKey {
  /** As written. */
  readonly key: string;
  readonly patterns: readonly string[];
}

export interface MetadataVersions extends MetadataKey {
  readonly versions: readonly string[];
}

/** Reads the settings of the filters that are active; what cannot be read is a note and has no effect. */
export function readFilterSettings(file: BandersnatchFile, findings: Findings): FilterSettings {
  return {
    blocked: readBlocked(file, findings),
    prereleases: readPrereleases(file, findings),
    projectPatterns: file.isActive('regex_project') ? linesOf(file, 'filter_regex', 'packages') : [],
    releasePatterns: file.isActive('regex_release') ? linesOf(file, 'filter_regex', 'releases') : [],
    latest: readLatest(file, findings),
    platforms: readPlatforms(file, findings),
    projectMetadata: readPatterns(file, 'regex_project_metadata'),
    fileMetadata: readPatterns(file, 'regex_release_file_metadata'),
    projectVersionRanges: readVersionRanges(file, 'version_range_project_metadata', findings),
    fileVersionRanges: readVersionRanges(file, 'version_range_release_file_metadata', findings),
    largestProjectBytes: readLargest(file, findings),
    versionCount: readVersionCount(file, findings),
  };
}

/** Regular expressions may hold `#`: nothing is taken for a comment. */
function linesOf(file: BandersnatchFile, section: string, key: string): readonly string[] {
  return (file.value(section, key) ?? '').split('\n').filter((line) => line !== '');
}

function readBlocked(file: BandersnatchFile, findings: Findings): readonly string[] {
  const blocksProjects = file.isActive('blocklist_project');
  const blocksReleases = file.isActive('blocklist_release');
  if (!blocksProjects && !blocksReleases) return [];
  const at = file.at('blocklist', 'packages');
  return file.entries('blocklist', 'packages').flatMap((text) => {
    const parsed = parseRequirement(text);
    if (!parsed.ok || parsed.requirement.url !== null) {
      note(
        findings,
        'error',
        at,
        `"${text}" cannot be read${parsed.ok ? '' : `: ${parsed.error.message}`}; it blocks nothing`,
      );
      return [];
    }
    const { requirement } = parsed;
    if (requirement.specifiers.specifiers.length > 0 && !blocksReleases) {
      note(
        findings,
        'not-applicable',
        at,
        `"${text}" names versions, which only the filter "blocklist_release" looks at; it is not active`,
      );
      return [];
    }
    return [formatRequirement({ ...requirement, extras: [], marker: null })];
  });
}

function readPrereleases(file: BandersnatchFile, findings: Findings): FilterSettings['prereleases'] {
  if (!file.isActive('prerelease_release')) return null;
  const names = file.entries('filter_prerelease', 'packages');
  if (names.length === 0) return 'all';
  return names.flatMap((text) => {
    const name = parseProjectName(text);
    if (name === null)
      note(findings, 'error', file.at('filter_prerelease', 'packages'), `"${text}" is no name of a project`);
    return name === null ? [] : [name];
  });
}

function readLatest(file: BandersnatchFile, findings: Findings): FilterSettings['latest'] {
  const text = file.isActive('latest_release') ? file.value('latest_release', 'keep') : null;
  if (text === null) return null;
  const keep = wholeNumberOf(text);
  if (keep === null || keep < 0) {
    note(
      findings,
      'error',
      file.at('latest_release', 'keep'),
      `"${text}" is no number of releases; all are kept`,
    );
    return null;
  }
  const sortBy = file.value('latest_release', 'sort_by') ?? 'version';
  if (sortBy !== 'version' && sortBy !== 'time') {
    note(
      findings,
      'error',
      file.at('latest_release', 'sort_by'),
      `"${sortBy}" is neither "version" nor "time"; "version" it is`,
    );
  }
  return keep === 0 ? null : { keep, sortBy: sortBy === 'time' ? 'time' : 'version' };
}

const SYSTEMS: Readonly<Record<string, string>> = {
  windows: 'windows',
  win: 'windows',
  macos: 'macos',
  macosx: 'macos',
  freebsd: 'freebsd',
  linux: 'linux',
};

function readPlatforms(file: BandersnatchFile, findings: Findings): readonly string[] {
  if (!file.isActive('exclude_platform')) return [];
  return file
    .entries('blocklist', 'platforms')
    .flatMap((line) => line.split(/\s+/))
    .flatMap((written) => {
      const platform = written.toLowerCase();
      if (Object.hasOwn(SYSTEMS, platform)) return [SYSTEMS[platform] ?? platform];
      if (/^py[23](?:\.[0-9]{1,2})?$/.test(platform)) return [platform];
      if (/^[.-]?(?:win|linux|manylinux|musllinux|macosx)[a-z0-9_.-]*$/.test(platform)) {
        return [platform.replace(/^[.-]/, '').replaceAll('-', '_')];
      }
      note(
        findings,
        'error',
        file.at('blocklist', 'platforms'),
        `"${written}" is no platform and no Python; it excludes nothing`,
      );
      return [];
    });
}

function readPatterns(
  file: BandersnatchFile,
  section: 'regex_project_metadata' | 'regex_release_file_metadata',
): readonly MetadataPatterns[] {
  if (!file.isActive(section)) return [];
  return file
    .keys(section)
    .map((key) => ({ key, ...parseMetadataKey(key), patterns: linesOf(file, section, key) }));
}

function readVersionRanges(
  file: BandersnatchFile,
  section: 'version_range_project_metadata' | 'version_range_release_file_metadata',
  findings: Findings,
): readonly MetadataVersions[] {
  if (!file.isActive(section)) return [];
  return file.keys(section).map((key) => {
    const versions = linesOf(file, section, key).filter((text) => {
      const isVersion = parseVersion(text) !== null;
      if (!isVersion) note(findings, 'error', file.at(section, key), `"${text}" is no version`);
      return isVersion;
    });
    return { ...parseMetadataKey(key), versions };
  });
}

function readLargest(file: BandersnatchFile, findings: Findings): number | null {
  const text = file.isActive('size_project_metadata')
    ? file.value('size_project_metadata', 'max_package_size')
    : null;
  if (text === null) return null;
  const bytes = sizeBytesOf(text);
  if (bytes === null) {
    note(
      findings,
      'error',
      file.at('size_project_metadata', 'max_package_size'),
      `"${text}" is no size such as "1G"; no project is too large`,
    );
  }
  return bytes === 0 ? null : bytes;
}

function readVersionCount(file: BandersnatchFile, findings: Findings): FilterSettings['versionCount'] {
  const section = 'versions_count_project_metadata';
  if (!file.isActive(section)) return null;
  const read = (key: string): number => {
    const text = file.value(section, key) ?? '0';
    const number = wholeNumberOf(text);
    if (number === null || number < 0)
      note(findings, 'error', file.at(section, key), `"${text}" is no number of versions`);
    return Math.max(0, number ?? 0);
  };
  const count = { least: read('min_versions'), most: read('max_versions') };
  if (count.most > 0 && count.least > count.most) {
    note(
      findings,
      'error',
      file.at(section, 'min_versions'),
      'it is more than "max_versions", so neither has an effect',
    );
    return null;
  }
  return count.least === 0 && count.most === 0 ? null : count;
}

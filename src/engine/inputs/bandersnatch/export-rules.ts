import type { Rules } from '../../../contract/rules';
import { count } from '../../../contract/texts/english-numbers';
import { formatRequirement } from '../../../python-packaging/requirement';
import { readConstraints } from '../../profile/allowlist';
import { type ExportDraft, say, sectionOf } from './export-draft';
import { formatMetadataKey, formatSize } from './filter-values';

/** Says the rules with bandersnatch's filters, and notes those that it has no filter for. */
export function exportRules(rules: Rules, draft: ExportDraft): void {
  exportBlocklist(rules.blocklist, draft);
  exportPatterns(rules, draft);
  exportPlatforms(rules.excludedPlatforms, draft);
  exportMetadata(rules, draft);
  exportProjectLimits(rules, draft);
  if (rules.yanked === 'always')
    say(draft, 'taken', 'yanked', 'bandersnatch mirrors what was yanked as well');
  else say(draft, 'not-applicable', 'yanked', 'bandersnatch mirrors what was yanked as well');
  for (const [key, isSet] of unsayable(rules)) {
    if (isSet)
      say(
        draft,
        'not-applicable',
        key,
        'bandersnatch has no filter for it; what it drops here is mirrored there',
      );
  }
}

/** The rules without a filter, by their keys in the profile's file, and whether they are used. */
function unsayable(rules: Rules): readonly (readonly [string, boolean])[] {
  return [
    ['newest-per-series', rules.newestPerSeries !== null],
    ['exempt-listed-versions', rules.exemptListedVersions],
    ['max-file-size', rules.maxFileSizeBytes !== null],
    ['max-mirror-size', rules.maxMirrorSizeBytes !== null],
    ['uploaded-after', rules.uploadedAfter !== null],
    ['uploaded-before', rules.uploadedBefore !== null],
    ['cool-down-days', rules.coolDownDays !== null],
    ['allowed-licenses', rules.allowedLicenses.length > 0],
    ['denied-licenses', rules.deniedLicenses.length > 0],
  ];
}

function exportBlocklist(blocklist: string, draft: ExportDraft): void {
  const entries = readConstraints(blocklist, 'blocklist');
  const lines = entries
    .filter(({ hashes }) => hashes.size === 0)
    .map(({ requirement }) => formatRequirement({ ...requirement, extras: [], marker: null }));
  if (lines.length < entries.length) {
    say(
      draft,
      'not-applicable',
      'blocklist',
      `${entries.length - lines.length} lines block files by their hash, which bandersnatch cannot`,
    );
  }
  if (lines.length === 0) return;
  draft.filters.add('blocklist_release');
  sectionOf(draft, 'blocklist', 'blocklist_project').set('packages', lines);
  say(
    draft,
    'taken',
    'blocklist',
    `${count(lines.length, 'line is', 'lines are')} under "[blocklist] packages"`,
  );
}

function exportPatterns({ projectPatterns, releasePatterns }: Rules, draft: ExportDraft): void {
  if (projectPatterns.length > 0) {
    sectionOf(draft, 'filter_regex', 'regex_project').set('packages', projectPatterns.map(pythonPattern));
    say(draft, 'taken', 'project-patterns', 'they are under "[filter_regex] packages"');
  }
  if (releasePatterns.length > 0) {
    sectionOf(draft, 'filter_regex', 'regex_release').set('releases', releasePatterns.map(pythonPattern));
    say(draft, 'taken', 'release-patterns', 'they are under "[filter_regex] releases"');
  }
}

/**
 * Python writes the end of the text in another way, and ConfigParser takes a line that begins with `#` or `;` for a
 * comment and blanks at the ends for nothing.
 */
function pythonPattern(pattern: string): string {
  return pattern
    .replace(/\\([\s\S])/g, (found: string, letter: string) => (letter === 'z' ? '\\Z' : found))
    .replaceAll('\n', '\\n')
    .replace(/^[#; ]/, (first) => `[${first}]`)
    .replace(/(?<!\\) $/, '[ ]');
}

const KNOWN_PLATFORM =
  /^(?:windows|macos|freebsd|linux|py2(?:\.[4-7])?|py3(?:\.(?:[0-9]|1[0-4]))?|win_amd64|win_arm64|linux_armv[67]l|manylinux(?:1|2010)_(?:i686|x86_64)|manylinux2014_(?:x86_64|i686|aarch64|armv7l|ppc64|ppc64le|s390x)|musllinux)$/;

function exportPlatforms(platforms: readonly string[], draft: ExportDraft): void {
  const known = platforms.filter((platform) => KNOWN_PLATFORM.test(platform));
  const unknown = platforms.filter((platform) => !KNOWN_PLATFORM.test(platform));
  if (known.length > 0) {
    sectionOf(draft, 'blocklist', 'exclude_platform').set('platforms', known);
    say(
      draft,
      'changed',
      'excluded-platforms',
      'bandersnatch looks for these in filenames: it also drops wheels that serve something else as well',
    );
  }
  if (unknown.length > 0) {
    say(
      draft,
      'not-applicable',
      'excluded-platforms',
      `bandersnatch does not know ${unknown.map((name) => `"${name}"`).join(', ')}`,
    );
  }
}

function exportMetadata({ metadata }: Rules, draft: ExportDraft): void {
  // A key of ConfigParser ends at "=", and tags end at a colon.
  const sayable = metadata.filter(({ path }) => !/[=:]/.test(path));
  for (const rule of sayable) {
    const isProject = rule.level === 'project';
    if (rule.kind === 'regex') {
      const filter = isProject ? 'regex_project_metadata' : 'regex_release_file_metadata';
      sectionOf(draft, filter, filter).set(formatMetadataKey(rule), rule.patterns.map(pythonPattern));
    } else {
      const filter = isProject ? 'version_range_project_metadata' : 'version_range_release_file_metadata';
      sectionOf(draft, filter, filter).set(
        `${rule.nullsMatch ? 'match-null' : 'not-null'}:${rule.path}`,
        rule.versions,
      );
    }
  }
  if (sayable.length < metadata.length) {
    say(
      draft,
      'not-applicable',
      'metadata',
      'a path with "=" or ":" cannot be a key there; such rules are left out',
    );
  }
  if (sayable.length > 0) say(draft, 'taken', 'metadata', 'these rules are filters over the metadata');
  // It reads the section of the other one.
  if (sayable.some(({ kind, level }) => kind === 'version-range' && level === 'project')) {
    say(
      draft,
      'warning',
      'metadata',
      'bandersnatch 8 takes the settings of "version_range_project_metadata" from the section of the filter for files',
    );
  }
}

/** bandersnatch exempts whatever stands under "[allowlist] packages", and there everything stands that is mirrored. */
function exportProjectLimits(rules: Rules, draft: ExportDraft): void {
  const { maxProjectSizeBytes, minVersions, maxVersions } = rules;
  if (maxProjectSizeBytes === null && minVersions === null && maxVersions === null) return;
  if (!rules.exemptListedProjects) {
    say(
      draft,
      'not-applicable',
      'max-project-size',
      'limits on a project hold for none that is listed in bandersnatch, so they are left out',
    );
    return;
  }
  if (maxProjectSizeBytes !== null) {
    const section = sectionOf(draft, 'size_project_metadata', 'size_project_metadata');
    section.set('max_package_size', formatSize(maxProjectSizeBytes));
  }
  if (minVersions !== null || maxVersions !== null) {
    const name = 'versions_count_project_metadata';
    const section = sectionOf(draft, name, name);
    if (minVersions !== null) section.set('min_versions', String(minVersions));
    if (maxVersions !== null) section.set('max_versions', String(maxVersions));
  }
  say(
    draft,
    'taken',
    'max-project-size',
    'limits on a project are filters; projects that are listed are exempt in both',
  );
}

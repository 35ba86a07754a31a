import { RE2JS } from 're2js';
import { type MetadataLevel, type MetadataRule, NO_RULES, type Rules } from '../../../contract/rules';
import { rulesSchema } from '../../../contract/rules-schema';
import { type Findings, note } from '../findings';
import type { BandersnatchFile } from './bandersnatch-file';
import type { FilterSettings, MetadataPatterns, MetadataVersions } from './filter-settings';
import { formatMetadataKey } from './filter-values';

/**
 * The rules that leave what bandersnatch's filters would. It mirrors what was yanked like anything else. A setting that
 * no rule can have is a note and has no effect.
 */
export function rulesOfSettings(settings: FilterSettings, file: BandersnatchFile, findings: Findings): Rules {
  const limitsProjects = settings.largestProjectBytes !== null || settings.versionCount !== null;
  const usable = (section: string, key: string, patterns: readonly string[]): readonly string[] =>
    patterns.flatMap((pattern) =>
      translatePattern(pattern, (message) => note(findings, 'error', file.at(section, key), message)),
    );
  const rules: Rules = {
    ...NO_RULES,
    blocklist: settings.blocked.map((line) => `${line}\n`).join(''),
    dropPrereleases: settings.prereleases ?? 'none',
    projectPatterns: usable('filter_regex', 'packages', settings.projectPatterns),
    releasePatterns: usable('filter_regex', 'releases', settings.releasePatterns),
    excludedPlatforms: [...new Set(settings.platforms)],
    newestVersions: settings.latest?.keep ?? null,
    newestBy: settings.latest?.sortBy === 'time' ? 'upload-time' : 'version',
    exemptListedVersions: file.isActive('project_requirements_pinned'),
    metadata: [
      ...patternRules('project', 'regex_project_metadata', settings.projectMetadata, usable),
      ...patternRules('file', 'regex_release_file_metadata', settings.fileMetadata, usable),
      ...settings.projectVersionRanges.flatMap((range) => rangeRule('project', range)),
      ...settings.fileVersionRanges.flatMap((range) => rangeRule('file', range)),
    ],
    maxProjectSizeBytes: settings.largestProjectBytes,
    minVersions: settings.versionCount?.least || null,
    maxVersions: settings.versionCount?.most || null,
    // Whoever is listed there is exempt, whether or not the list is a filter.
    exemptListedProjects: limitsProjects && file.entries('allowlist', 'packages').length > 0,
    yanked: 'always',
  };
  return admissible(rules, file, findings);
}

type UsablePatterns = (section: string, key: string, patterns: readonly string[]) => readonly string[];

function patternRules(
  level: MetadataLevel,
  section: string,
  found: readonly MetadataPatterns[],
  usable: UsablePatterns,
): readonly MetadataRule[] {
  return found.flatMap((entry) => {
    const { match, nullsMatch, path } = entry;
    const patterns = usable(section, entry.key, entry.patterns);
    return patterns.length === 0 ? [] : [{ kind: 'regex', level, path, match, nullsMatch, patterns }];
  });
}

function rangeRule(
  level: MetadataLevel,
  { path, nullsMatch, versions }: MetadataVersions,
): readonly MetadataRule[] {
  return versions.length === 0 ? [] : [{ kind: 'version-range', level, path, nullsMatch, versions }];
}

/** Python's `\Z` is the end of the text. Lookarounds and back references, which can take for ever, are not to be had. */
function translatePattern(pattern: string, refuse: (message: string) => void): readonly string[] {
  const translated = pattern.replace(/\\([\s\S])/g, (found: string, letter: string) =>
    letter === 'Z' ? '\\z' : found,
  );
  try {
    RE2JS.compile(translated);
    return [translated];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    refuse(`the pattern "${pattern}" cannot be used and has no effect: ${reason}`);
    return [];
  }
}

/** Without the parts that no rules may have, such as a path that is none. */
function admissible(rules: Rules, file: BandersnatchFile, findings: Findings): Rules {
  const metadata = rules.metadata.filter((rule) => {
    const isFine = rulesSchema.safeParse({ ...NO_RULES, metadata: [rule] }).success;
    if (!isFine) {
      const section = `${rule.kind === 'regex' ? 'regex' : 'version_range'}_${rule.level === 'project' ? 'project' : 'release_file'}_metadata`;
      const key = rule.kind === 'regex' ? formatMetadataKey(rule) : rule.path;
      note(
        findings,
        'error',
        file.at(section, key),
        'this cannot be a rule and has no effect; look at its path and its patterns',
      );
    }
    return isFine;
  });
  const checked = rulesSchema.safeParse({ ...rules, metadata });
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0];
  return file.refuse(`its filters cannot be rules: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

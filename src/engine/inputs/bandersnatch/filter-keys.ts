import type { BandersnatchFile, Filter } from './bandersnatch-file';

/** The keys that filters read, by section. */
export const FILTER_KEYS: Readonly<Record<string, Readonly<Record<string, readonly Filter[]>>>> = {
  allowlist: {
    packages: ['allowlist_project', 'allowlist_release'],
    requirements: ['project_requirements', 'project_requirements_pinned'],
    requirements_path: ['project_requirements', 'project_requirements_pinned'],
  },
  blocklist: {
    packages: ['blocklist_project', 'blocklist_release'],
    platforms: ['exclude_platform'],
  },
  filter_prerelease: { packages: ['prerelease_release'] },
  filter_regex: { packages: ['regex_project'], releases: ['regex_release'] },
  latest_release: { keep: ['latest_release'], sort_by: ['latest_release'] },
  size_project_metadata: { max_package_size: ['size_project_metadata'] },
  versions_count_project_metadata: {
    min_versions: ['versions_count_project_metadata'],
    max_versions: ['versions_count_project_metadata'],
  },
};

/** Sections of a filter whose keys are paths into the metadata. */
const OPEN_SECTIONS = [
  'regex_project_metadata',
  'regex_release_file_metadata',
  'version_range_project_metadata',
  'version_range_release_file_metadata',
] as const satisfies readonly Filter[];

/** The filters that read a key; empty for a key that none does. */
export function filtersOf(section: string, key: string): readonly Filter[] {
  const open = OPEN_SECTIONS.find((name) => name === section);
  if (open !== undefined) return [open];
  const keys = Object.hasOwn(FILTER_KEYS, section) ? FILTER_KEYS[section] : undefined;
  return keys !== undefined && Object.hasOwn(keys, key) ? (keys[key] ?? []) : [];
}

export function activeFiltersOf(file: BandersnatchFile, section: string, key: string): readonly Filter[] {
  return filtersOf(section, key).filter((filter) => file.isActive(filter));
}

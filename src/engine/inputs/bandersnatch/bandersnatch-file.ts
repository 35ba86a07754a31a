import { strip } from '../../../python-packaging/white-space';
import { type InputPlace, refuseInput } from '../input-place';
import { parsePythonConfig } from '../python-config-parser';

/** The filters that bandersnatch 8 comes with. */
export const FILTERS = [
  'allowlist_project',
  'allowlist_release',
  'blocklist_project',
  'blocklist_release',
  'project_requirements',
  'project_requirements_pinned',
  'prerelease_release',
  'regex_project',
  'regex_release',
  'latest_release',
  'exclude_platform',
  'regex_project_metadata',
  'regex_release_file_metadata',
  'version_range_project_metadata',
  'version_range_release_file_metadata',
  'size_project_metadata',
  'versions_count_project_metadata',
] as const;
export type Filter = (typeof FILTERS)[number];

/** A configuration of bandersnatch, read key by key. A key whose `%(…)s` cannot be inserted is refused. */
export interface BandersnatchFile {
  readonly sections: readonly string[];
  keys(section: string): readonly string[];
  /** `null` where there is none. */
  value(section: string, key: string): string | null;
  /** The lines of a value that is a list, without blank lines and without comments, also behind an entry. */
  entries(section: string, key: string): readonly string[];
  isActive(filter: Filter): boolean;
  /** What "enabled" lists, as written; what is no filter of bandersnatch's own is in it too. */
  readonly enabled: readonly string[];
  at(section: string, key: string): InputPlace;
  /** Throws `input-invalid` for the whole file. */
  refuse(reason: string): never;
}

/** Throws `input-invalid` with the line that ConfigParser would not take either. */
export function openBandersnatchFile(name: string, text: string): BandersnatchFile {
  const parsed = parsePythonConfig(text);
  if (!parsed.ok) return refuseInput({ name, place: `line ${parsed.line}` }, parsed.message);
  const { config } = parsed;
  const at = (section: string, key: string): InputPlace => ({ name, place: `[${section}] ${key}` });
  const value = (section: string, key: string): string | null => {
    const found = config.get(section, key);
    if (found === null) return null;
    return found.ok ? found.text : refuseInput(at(section, key), found.message);
  };
  // Comments behind a name are part of it in bandersnatch, and the filter is not active.
  const enabled = (value('plugins', 'enabled') ?? '').split('\n').filter((line) => line !== '');
  return {
    sections: config.sections,
    keys: (section) => config.keys(section),
    value,
    entries: (section, key) =>
      (value(section, key) ?? '')
        .split('\n')
        .map((line) => strip(line.split('#')[0] ?? ''))
        .filter((line) => line !== ''),
    isActive: (filter) => enabled.includes('all') || enabled.includes(filter),
    enabled,
    at,
    refuse: (reason) => refuseInput({ name, place: '' }, reason),
  };
}

/** As ConfigParser's `getboolean`; `null` for what is neither. */
export function booleanOf(text: string): boolean | null {
  const lower = text.toLowerCase();
  if (['1', 'yes', 'true', 'on'].includes(lower)) return true;
  return ['0', 'no', 'false', 'off'].includes(lower) ? false : null;
}

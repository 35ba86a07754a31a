import { isDeepStrictEqual } from 'node:util';
import type { ImportNote } from '../../../contract/import-report';
import type { Profile } from '../../../contract/profile';
import { NO_RULES } from '../../../contract/rules';
import { boundFindings, type Findings, note } from '../findings';
import type { IncludedFiles } from '../input-files';
import { describePlace, type InputPlace } from '../input-place';
import { allowlistLines } from './allowlist-lines';
import { type BandersnatchFile, FILTERS, type Filter, openBandersnatchFile } from './bandersnatch-file';
import { activeFiltersOf, filtersOf } from './filter-keys';
import { readFilterSettings } from './filter-settings';
import { takeMirrorKeys } from './mirror-keys';
import { rulesOfSettings } from './rules-of-settings';

export interface BandersnatchContext {
  readonly folder: string | null;
  readonly files: IncludedFiles;
  readonly environmentVariable: (name: string) => string | null;
  readonly profile: Profile;
  readonly findings: Findings;
}

/** Other programs have such files too, and an empty one would ask for everything. */
const OWN_SECTIONS: ReadonlySet<string> = new Set(['mirror', 'plugins', 'allowlist', 'blocklist']);

/**
 * Reads a configuration of bandersnatch 8 and gives the profile that mirrors the same: its upstream, its allowlist and
 * its rules stand in the place of the profile's own. Every key of the file has a note. Throws `input-invalid`.
 */
export async function readBandersnatch(
  name: string,
  text: string,
  context: BandersnatchContext,
): Promise<Profile> {
  const file = openBandersnatchFile(name, text);
  if (!file.sections.some((section) => OWN_SECTIONS.has(section))) {
    file.refuse(
      'it has no section such as "[mirror]" or "[plugins]", so it is no configuration of bandersnatch',
    );
  }
  const { findings } = context;
  noteReplaced(name, context.profile, findings);
  const mirrored = takeMirrorKeys(file, context.profile, findings);
  noteEnabled(file, findings);
  const lines = await allowlistLines({ ...context, file, upstreamUrl: mirrored.upstreamUrl });
  for (const line of lines ?? []) findings.requirements.push(line);
  const isOfAll = lines === null && !hasErrorAt(findings, file.at('plugins', 'enabled'));
  if (lines === null) noteWithoutAllowlist(file, findings, isOfAll);
  const settings = readFilterSettings(file, findings);
  const rules = rulesOfSettings(settings, file, findings);
  noteFilterKeys(file, findings);
  boundFindings(findings, { name, place: '' });
  note(findings, 'taken', { name, place: '' }, 'what was yanked is mirrored as well, as bandersnatch does');
  // bandersnatch mirrors prereleases, and as many versions as there are, unless a filter drops them.
  const options = { ...mirrored.options, prereleases: 'always', newestVersions: null } as const;
  if (!isOfAll) return { ...mirrored, options, rules, allowlist: '', scope: 'listed' };
  const closure = { ...mirrored.closure, mode: 'none' } as const;
  return { ...mirrored, options, rules, allowlist: '', scope: 'everything', closure, locks: [] };
}

/** What a person wrote does not go unsaid. */
function noteReplaced(name: string, { allowlist, rules }: Profile, findings: Findings): void {
  const count = allowlist.split('\n').filter((line) => /^\s*[^\s#]/.test(line)).length;
  const gone = [
    ...(count === 0
      ? []
      : [count === 1 ? 'the 1 line of the allowlist' : `the ${count} lines of the allowlist`]),
    ...(isDeepStrictEqual(rules, NO_RULES) ? [] : ['the rules']),
  ];
  if (gone.length === 0) return;
  const message = `it stands in the place of what this mirror has: ${gone.join(' and ')} will be gone; to keep both, make a mirror of its own for it`;
  note(findings, 'warning', { name, place: '' }, message);
}

/** A filter that is not understood may be the one that chooses: then nothing is better than everything. */
function noteWithoutAllowlist(file: BandersnatchFile, findings: Findings, isOfAll: boolean): void {
  if (isOfAll) {
    const message =
      'no filter with an allowlist is active: the mirror is one of everything, less what the rules drop; look at its size in the plan before you sync';
    note(findings, 'taken', file.at('plugins', 'enabled'), message);
    return;
  }
  const message =
    'no filter with an allowlist is active, so bandersnatch would mirror everything; here nothing is selected until the allowlist names projects, since not every filter was understood';
  note(findings, 'error', file.at('allowlist', 'packages'), message);
}

function hasErrorAt({ notes }: Findings, place: InputPlace): boolean {
  return notes.some((entry) => entry.effect === 'error' && entry.place === describePlace(place));
}

const taken = (message: string) => ({ effect: 'taken', message }) as const;
const changed = (message: string) => ({ effect: 'changed', message }) as const;

const OLD_NAMES: Readonly<Record<string, string>> = {
  whitelist_project: 'allowlist_project',
  whitelist_release: 'allowlist_release',
  blacklist_project: 'blocklist_project',
  blacklist_release: 'blocklist_release',
};

function noteEnabled(file: BandersnatchFile, findings: Findings): void {
  const at = file.at('plugins', 'enabled');
  if (file.enabled.length === 0) {
    note(findings, 'warning', at, 'it lists no filter, so none is active, in bandersnatch neither');
  }
  for (const name of file.enabled) {
    if (name === 'all' || (FILTERS as readonly string[]).includes(name)) {
      note(
        findings,
        'taken',
        at,
        name === 'all' ? 'all filters are active' : `the filter "${name}" is active`,
      );
    } else {
      const newer = Object.hasOwn(OLD_NAMES, name) ? OLD_NAMES[name] : undefined;
      const message =
        newer === undefined
          ? `"${name}" is no filter of bandersnatch's own and has no effect here`
          : `"${name}" is an old name that bandersnatch 8 passes over; write "${newer}" if it is meant`;
      note(findings, 'error', at, message);
    }
  }
  for (const key of file.keys('plugins').filter((found) => found !== 'enabled')) {
    note(
      findings,
      'warning',
      file.at('plugins', key),
      'bandersnatch has no such key; look for a slip of the pen',
    );
  }
}

const OTHER_SECTIONS: Readonly<Record<string, string>> = {
  s3: 'storage in S3 is not to be had here; the mirror is in a folder',
  swift: 'storage in Swift is not to be had here; the mirror is in a folder',
  whitelist: 'bandersnatch 8 passes over this old name; it is "[allowlist]" now',
  blacklist: 'bandersnatch 8 passes over this old name; it is "[blocklist]" now',
};

/** How a filter's keys go on here; with the differences that matter. */
const FILTER_EFFECTS: Readonly<Record<Filter, Pick<ImportNote, 'effect' | 'message'>>> = {
  allowlist_project: taken('it is the allowlist'),
  allowlist_release: taken('it is the allowlist, with its versions'),
  blocklist_project: taken('it is the blocklist of the rules'),
  blocklist_release: taken('it is the blocklist of the rules'),
  project_requirements: taken('what these files name is in the allowlist'),
  project_requirements_pinned: taken('what these files name is in the allowlist, with its versions'),
  prerelease_release: changed(
    'prereleases are dropped in every spelling, such as "1.0c1" and "1.0-preview1" as well',
  ),
  regex_project: taken('projects that begin like these patterns are dropped'),
  regex_release: taken('releases that begin like these patterns are dropped'),
  latest_release: changed('the newest are counted among what the other rules leave, not before them'),
  exclude_platform: changed(
    'wheels are judged by their tags: one that serves something else as well is kept',
  ),
  regex_project_metadata: taken('it is a rule over the metadata of the project'),
  regex_release_file_metadata: taken('it is a rule over the metadata of each file'),
  version_range_project_metadata: taken('it is a rule over the metadata of the project'),
  version_range_release_file_metadata: taken('it is a rule over the metadata of each file'),
  size_project_metadata: taken(
    'it is the limit on the size of a project; projects in "[allowlist] packages" are exempt',
  ),
  versions_count_project_metadata: taken(
    'it limits how many versions a project has; projects in "[allowlist] packages" are exempt',
  ),
};

/** A note for every key outside of `[mirror]` and `[plugins]`. */
function noteFilterKeys(file: BandersnatchFile, findings: Findings): void {
  for (const section of file.sections) {
    if (section === 'mirror' || section === 'plugins') continue;
    for (const key of file.keys(section)) {
      const at = file.at(section, key);
      const filters = filtersOf(section, key);
      const active = activeFiltersOf(file, section, key);
      if (active.length > 0) {
        const { effect, message } = FILTER_EFFECTS[active[0] ?? 'allowlist_project'];
        note(findings, effect, at, message);
      } else if (filters.length > 0) {
        const names = filters.map((filter) => `"${filter}"`).join(' and ');
        note(
          findings,
          'not-applicable',
          at,
          `it belongs to ${names}, not active, so it has no effect, in bandersnatch neither`,
        );
      } else if (Object.hasOwn(OTHER_SECTIONS, section)) {
        note(findings, 'not-applicable', at, OTHER_SECTIONS[section] ?? '');
      } else {
        note(findings, 'warning', at, 'bandersnatch has no such key; look for a slip of the pen');
      }
    }
  }
}

import type { ImportNote } from '../../../contract/import-report';
import type { Profile } from '../../../contract/profile';
import type { NormalizedName } from '../../../python-packaging/name';
import { formatRequirement } from '../../../python-packaging/requirement';
import { specifierSetOf } from '../../../python-packaging/specifier';
import { type AllowlistEntry, readAllowlist, readConstraints } from '../../profile/allowlist';
import type { Filter } from './bandersnatch-file';

/** A section under construction: keys with a text, or with a list of lines. */
export type ExportedSection = Map<string, string | readonly string[]>;

/** What a profile becomes: filters that are to be active, their sections, and what could not be said. */
export interface ExportDraft {
  readonly filters: Set<Filter>;
  readonly sections: Map<string, ExportedSection>;
  readonly notes: ImportNote[];
}

const MOST_WORKERS = 10;

/**
 * A configuration of bandersnatch 8 that mirrors what the profile does, as far as it can say it, into `directory`. The
 * notes tell for each part of the profile whether it is taken, changed or not to be said there.
 * Throws `allowlist-invalid` where the allowlist or the constraints have faulty lines.
 */
export function exportBandersnatch(
  profile: Profile,
  { directory }: { readonly directory: string },
): { readonly text: string; readonly notes: readonly ImportNote[] } {
  const draft: ExportDraft = { filters: new Set(), sections: new Map(), notes: [] };
  exportMirror(profile, directory, draft);
  draft.sections.set('plugins', new Map());
  exportAllowlist(profile, draft);
  exportOptions(profile, draft);
  exportRest(profile, draft);
  draft.sections.get('plugins')?.set('enabled', [...draft.filters]);
  return { text: renderSections(draft.sections), notes: draft.notes };
}

/** Says what became of a part of the profile. */
export function say(draft: ExportDraft, effect: ImportNote['effect'], place: string, message: string): void {
  draft.notes.push({ effect, place, message });
}

/** The section of a filter, which becomes active by it. */
export function sectionOf(draft: ExportDraft, name: string, filter: Filter): ExportedSection {
  draft.filters.add(filter);
  const section: ExportedSection = draft.sections.get(name) ?? new Map<string, string>();
  draft.sections.set(name, section);
  return section;
}

function exportMirror({ upstreamUrl, options }: Profile, directory: string, draft: ExportDraft): void {
  const master = upstreamUrl.replace(/\/*$/, '').replace(/\/simple$/, '');
  const mirror: ExportedSection = new Map([
    ['directory', directory],
    ['master', master],
  ]);
  if (!upstreamUrl.startsWith('https:')) mirror.set('allow-non-https', 'true');
  const workers = Math.min(options.parallelDownloads, MOST_WORKERS);
  mirror.set('workers', String(workers));
  mirror.set('json', 'false');
  draft.sections.set('mirror', mirror);
  if (upstreamUrl.startsWith('file:')) {
    say(
      draft,
      'error',
      'upstream',
      `bandersnatch reads no folders; put the address of an index in the place of "${master}"`,
    );
  } else if (/\/simple\/*$/.test(upstreamUrl)) {
    say(draft, 'taken', 'upstream', `the master is "${master}"; bandersnatch needs the JSON API there too`);
  } else {
    say(
      draft,
      'error',
      'upstream',
      `bandersnatch adds "/simple/" to its master, which "${upstreamUrl}" does not end with`,
    );
  }
  say(
    draft,
    'changed',
    'parallel-downloads',
    `from ${options.parallelDownloads} files at a time to ${workers} projects at a time, each file by file`,
  );
}

/** bandersnatch knows no markers, no hashes and no constraints: the last are put into the lines that they limit. */
function exportAllowlist(profile: Profile, draft: ExportDraft): void {
  const { entries } = readAllowlist(profile.allowlist, 'allowlist', { mayBeEmpty: true });
  const limits = byProject(readConstraints(profile.constraints, 'constraints'));
  const lines = new Set(entries.map((entry) => exportLine(entry, limits.get(entry.requirement.name) ?? [])));
  draft.filters.add('allowlist_project').add('allowlist_release');
  draft.sections.set('allowlist', new Map([['packages', [...lines]]]));
  if (lines.size === 0) {
    say(
      draft,
      'error',
      'allowlist',
      'it is empty, and bandersnatch mirrors everything then; add a project before you use this',
    );
  } else {
    say(draft, 'taken', 'allowlist', `${lines.size} lines are under "[allowlist] packages"`);
  }
  const marked = entries.filter(({ requirement }) => requirement.marker !== null).length;
  if (marked > 0)
    say(
      draft,
      'changed',
      'allowlist',
      `the markers of ${marked} lines are taken off: bandersnatch passes over them`,
    );
  const hashed = entries.filter(({ hashes }) => hashes.size > 0).length;
  if (hashed > 0)
    say(
      draft,
      'changed',
      'allowlist',
      `the hashes of ${hashed} lines are taken off: bandersnatch does not know them`,
    );
  if (limits.size > 0)
    say(draft, 'changed', 'constraints', 'they are put into the lines of the projects that are listed');
}

function exportLine({ requirement }: AllowlistEntry, limits: readonly AllowlistEntry[]): string {
  const clauses = [requirement, ...limits.map((limit) => limit.requirement)].flatMap(
    ({ specifiers }) => specifiers.specifiers,
  );
  return formatRequirement({ ...requirement, marker: null, specifiers: specifierSetOf(clauses) });
}

function byProject(
  entries: readonly AllowlistEntry[],
): ReadonlyMap<NormalizedName, readonly AllowlistEntry[]> {
  const found = new Map<NormalizedName, AllowlistEntry[]>();
  for (const entry of entries.filter(({ requirement }) => requirement.marker === null)) {
    found.set(entry.requirement.name, [...(found.get(entry.requirement.name) ?? []), entry]);
  }
  return found;
}

function exportOptions({ options, allowlist }: Profile, draft: ExportDraft): void {
  if (options.newestVersions !== null) {
    sectionOf(draft, 'latest_release', 'latest_release').set('keep', String(options.newestVersions));
    say(
      draft,
      'changed',
      'newest-versions',
      `"keep = ${options.newestVersions}" counts before the other filters have dropped theirs, so that fewer may be left`,
    );
  }
  if (options.prereleases === 'when-asked') exportPrereleases(allowlist, draft);
  else say(draft, 'taken', 'prereleases', 'bandersnatch mirrors them unless a filter drops them');
  switch (options.distributions) {
    case 'all':
      say(draft, 'taken', 'distributions', 'bandersnatch mirrors every kind of file');
      break;
    case 'wheels':
      sectionOf(draft, 'regex_release_file_metadata', 'regex_release_file_metadata').set(
        'any:release_file.packagetype',
        ['bdist_wheel$'],
      );
      say(draft, 'taken', 'distributions', 'a filter keeps wheels only');
      break;
    case 'wheels-or-sdist':
      say(
        draft,
        'not-applicable',
        'distributions',
        'bandersnatch cannot take an sdist only where there is no wheel; it mirrors both',
      );
      break;
  }
}

/** The filter drops every prerelease of the projects that it names, all projects if it names none. */
function exportPrereleases(allowlist: string, draft: ExportDraft): void {
  const { byProject: projects } = readAllowlist(allowlist, 'allowlist', { mayBeEmpty: true });
  const plain = [...projects]
    .filter(([, entries]) => entries.every(({ requirement }) => !requirement.specifiers.mentionsPrerelease))
    .map(([name]) => name);
  if (plain.length === 0 && projects.size > 0) return;
  const section = sectionOf(draft, 'filter_prerelease', 'prerelease_release');
  if (plain.length < projects.size) section.set('packages', plain);
  say(
    draft,
    'changed',
    'prereleases',
    'a filter drops them where no line asks for one, also for projects that have nothing else; it misses spellings such as "1.0c1"',
  );
}

function exportRest({ targets, closure, locks }: Profile, draft: ExportDraft): void {
  if (targets.length > 0) {
    say(
      draft,
      'not-applicable',
      'targets',
      'bandersnatch judges no tags and no markers; files for every environment are mirrored',
    );
  }
  if (closure.mode !== 'none' || closure.bootstrap) {
    say(
      draft,
      'not-applicable',
      'closure',
      'bandersnatch follows no requirements; only what is listed is mirrored',
    );
  }
  if (locks.length > 0) {
    say(draft, 'not-applicable', 'locks', 'bandersnatch reads no locks; nothing of them is mirrored');
  }
}

/** As ConfigParser reads it: `%` doubled, lists on lines of their own, indented. */
function renderSections(sections: ReadonlyMap<string, ExportedSection>): string {
  const rendered = [...sections].map(([name, keys]) => {
    const lines = [...keys].map(([key, value]) => {
      // A folder may have a line break in its name, which would begin a key.
      const doubled = (text: string): string => text.replaceAll('%', '%%').replace(/[\r\n]+/g, ' ');
      if (typeof value === 'string') return `${key} = ${doubled(value)}`;
      return [`${key} =`, ...value.map((line) => `    ${doubled(line)}`)].join('\n');
    });
    // A filter without settings needs no section.
    return keys.size === 0 ? '' : `[${name}]\n${lines.join('\n')}\n`;
  });
  return `; Written by Sandgrouse for bandersnatch 8.\n${rendered.filter((text) => text !== '').join('\n')}`;
}

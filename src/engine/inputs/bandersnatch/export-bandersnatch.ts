import type { ImportNote } from '../../../contract/import-report';
import type { Profile } from '../../../contract/profile';
import { count } from '../../../contract/texts/english-numbers';
import type { NormalizedName } from '../../../python-packaging/name';
import { formatRequirement } from '../../../python-packaging/requirement';
import { specifierSetOf } from '../../../python-packaging/specifier';
import { type AllowlistEntry, readAllowlist, readConstraints } from '../../profile/allowlist';
import { type ExportDraft, type ExportedSection, renderSections, say, sectionOf } from './export-draft';
import { exportRules } from './export-rules';

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
  exportRules(profile.rules, draft);
  exportRest(profile, draft);
  draft.sections.get('plugins')?.set('enabled', [...draft.filters]);
  return { text: renderSections(draft.sections), notes: draft.notes };
}

function exportMirror(
  { upstreamUrl, options, network, indexes }: Profile,
  directory: string,
  draft: ExportDraft,
): void {
  const master = upstreamUrl.replace(/\/*$/, '').replace(/\/simple$/, '');
  const mirror: ExportedSection = new Map([
    ['directory', directory],
    ['master', master],
  ]);
  if (!upstreamUrl.startsWith('https:')) mirror.set('allow-non-https', 'true');
  if (network.proxyUrl !== null) {
    mirror.set('proxy', network.proxyUrl);
    say(draft, 'taken', 'proxy', `the proxy is "${network.proxyUrl}"`);
  }
  if (network.fileMirror !== null) {
    const { url, fallback } = network.fileMirror;
    mirror.set('download-mirror', url);
    mirror.set('download-mirror-no-fallback', String(!fallback));
    say(draft, 'taken', 'file-mirror', `files are asked for at "${url}" first`);
  }
  for (const { url, projects } of indexes) {
    const message = `bandersnatch has one index; ${projects.map((project) => `"${project}"`).join(', ')} would come from its master, not from "${url}"`;
    say(draft, 'warning', 'indexes', message);
  }
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
  if (profile.scope === 'everything') {
    const more =
      entries.length > 0 ? ', and has no way to limit single projects of it as the allowlist does' : '';
    const effect = entries.length > 0 ? 'error' : 'taken';
    say(draft, effect, 'scope', `bandersnatch mirrors everything where no filter has an allowlist${more}`);
    return;
  }
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
    say(
      draft,
      'taken',
      'allowlist',
      `${count(lines.size, 'line is', 'lines are')} under "[allowlist] packages"`,
    );
  }
  const marked = entries.filter(({ requirement }) => requirement.marker !== null).length;
  if (marked > 0)
    say(
      draft,
      'changed',
      'allowlist',
      `the markers of ${count(marked, 'line', 'lines')} are taken off: bandersnatch passes over them`,
    );
  const hashed = entries.filter(({ hashes }) => hashes.size > 0).length;
  if (hashed > 0)
    say(
      draft,
      'changed',
      'allowlist',
      `the hashes of ${count(hashed, 'line', 'lines')} are taken off: bandersnatch does not know them`,
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

function exportOptions(profile: Profile, draft: ExportDraft): void {
  const { options, rules } = profile;
  const counts = [options.newestVersions, rules.newestVersions].filter((count) => count !== null);
  if (counts.length > 0) {
    const section = sectionOf(draft, 'latest_release', 'latest_release');
    section.set('keep', String(Math.min(...counts)));
    if (rules.newestBy === 'upload-time') section.set('sort_by', 'time');
    say(
      draft,
      'changed',
      'newest-versions',
      `"keep = ${Math.min(...counts)}" counts before the other filters have dropped theirs, so that fewer may be left`,
    );
  }
  exportPrereleases(profile, draft);
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

/**
 * The filter drops every prerelease of the projects that it names, of all projects if it names none: here those of the
 * rules, and where prereleases come only if asked for, those that no line asks for.
 */
function exportPrereleases({ allowlist, options, rules }: Profile, draft: ExportDraft): void {
  const { byProject: projects } = readAllowlist(allowlist, 'allowlist', { mayBeEmpty: true });
  const plain = [...projects]
    .filter(([, entries]) => entries.every(({ requirement }) => !requirement.specifiers.mentionsPrerelease))
    .map(([name]) => name);
  const unasked = options.prereleases === 'when-asked' ? plain : [];
  const dropped = rules.dropPrereleases;
  const named = new Set<string>(typeof dropped === 'string' ? unasked : [...unasked, ...dropped]);
  if (dropped !== 'all' && named.size === 0) {
    say(draft, 'taken', 'prereleases', 'bandersnatch mirrors them unless a filter drops them');
    return;
  }
  const isForAll = dropped === 'all' || (typeof dropped === 'string' && named.size === projects.size);
  const section = sectionOf(draft, 'filter_prerelease', 'prerelease_release');
  if (!isForAll) section.set('packages', [...named]);
  say(
    draft,
    'changed',
    'prereleases',
    options.prereleases === 'when-asked'
      ? 'a filter drops them where no line asks for one, also of projects that have nothing else; it misses spellings such as "1.0c1"'
      : 'a filter drops them; it misses spellings such as "1.0c1"',
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

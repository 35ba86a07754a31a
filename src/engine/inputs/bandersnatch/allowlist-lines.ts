import { resolve } from 'node:path';
import type { ImportedLine } from '../../../contract/import-report';
import type { NormalizedName } from '../../../python-packaging/name';
import { parseRequirement, type Requirement } from '../../../python-packaging/requirement';
import { ANY_VERSION } from '../../../python-packaging/specifier';
import { type Findings, lineText, noFindings, note } from '../findings';
import type { IncludedFiles } from '../input-files';
import { describePlace } from '../input-place';
import { readRequirements } from '../read-requirements';
import type { BandersnatchFile, Filter } from './bandersnatch-file';

export interface AllowlistContext {
  readonly file: BandersnatchFile;
  readonly folder: string | null;
  readonly files: IncludedFiles;
  readonly upstreamUrl: string;
  readonly environmentVariable: (name: string) => string | null;
  readonly findings: Findings;
}

/** A line of a list with where it stood. */
interface Entry {
  readonly requirement: Requirement;
  readonly sha256: readonly string[];
  /** For a person. */
  readonly place: string;
}

/** The entries of one list by project; several of a project widen each other. */
type List = ReadonlyMap<NormalizedName, readonly Entry[]>;

/**
 * The projects and versions that the allowlist filters leave, as lines. A filter for projects needs the name in its
 * list, one for releases the version in one of its entries; all filters that are active have to agree. `null` where none
 * is active: bandersnatch then mirrors everything.
 */
export async function allowlistLines(context: AllowlistContext): Promise<readonly ImportedLine[] | null> {
  const { file } = context;
  // A filter whose list is not there at all has no effect, as with "enabled = all".
  const isActive = (filter: Filter): boolean =>
    file.isActive(filter) &&
    file.value('allowlist', filter.startsWith('allowlist') ? 'packages' : 'requirements') !== null;
  const packages = readPackages(context);
  const requirements =
    isActive('project_requirements') || isActive('project_requirements_pinned')
      ? await readRequirementFiles(context)
      : null;
  const lists: List[] = [];
  if (isActive('allowlist_project') || isActive('allowlist_release')) lists.push(packages);
  if (requirements !== null) lists.push(requirements);
  const [first, ...others] = lists;
  if (first === undefined) return null;
  const names = [...first.keys()].filter((name) => others.every((list) => list.has(name)));
  const pinned = isActive('project_requirements_pinned') ? requirements : null;
  const released = isActive('allowlist_release') ? packages : null;
  return names.flatMap((name) => linesOf(name, { pinned, released, first }));
}

/** A pin of the requirements files stands alone: no other filter looks at the versions of that project then. */
function linesOf(
  name: NormalizedName,
  {
    pinned,
    released,
    first,
  }: { readonly pinned: List | null; readonly released: List | null; readonly first: List },
): readonly ImportedLine[] {
  const pins = pinned?.get(name) ?? [];
  const isPinned = pins.some(({ requirement }) => requirement.specifiers.specifiers.length > 0);
  const chosen = isPinned ? pins : (released?.get(name) ?? null);
  const [entry] = first.get(name) ?? [];
  if (chosen !== null) return chosen.map((found) => lineOf(found, found.requirement));
  return entry === undefined
    ? []
    : [lineOf({ ...entry, sha256: [] }, { ...entry.requirement, specifiers: ANY_VERSION })];
}

/** bandersnatch looks at no markers. */
function lineOf({ place, sha256 }: Entry, requirement: Requirement): ImportedLine {
  return { text: lineText({ ...requirement, marker: null }, sha256), place };
}

function readPackages({ file, findings }: AllowlistContext): List {
  const at = file.at('allowlist', 'packages');
  const entries: Entry[] = [];
  for (const text of file.entries('allowlist', 'packages')) {
    const parsed = parseRequirement(text);
    if (!parsed.ok) note(findings, 'error', at, `"${text}" cannot be read: ${parsed.error.message}`);
    else if (parsed.requirement.url !== null)
      note(findings, 'error', at, `"${text}" names an address, which no index carries`);
    else entries.push({ requirement: parsed.requirement, sha256: [], place: describePlace(at) });
  }
  const marked = entries.filter(({ requirement }) => requirement.marker !== null);
  if (marked.length > 0)
    note(findings, 'changed', at, 'markers after ";" are taken off: they have no effect in bandersnatch');
  return byProject(entries);
}

/** The files under "requirements", from "requirements_path" on, in pip's own grammar with all that they name. */
async function readRequirementFiles(context: AllowlistContext): Promise<List> {
  const { file, folder, files, findings } = context;
  const at = file.at('allowlist', 'requirements');
  const entries: Entry[] = [];
  if (folder === null) {
    note(findings, 'error', at, 'the files cannot be found from pasted text; import the file itself');
    return new Map();
  }
  const base = resolve(folder, file.value('allowlist', 'requirements_path') ?? '');
  for (const pattern of file.entries('allowlist', 'requirements')) {
    for (const name of await filesOf(pattern, base, files)) {
      const content = await files.read(resolve(base, name), at);
      if (content === null) {
        note(findings, 'error', at, `"${name}" is not there; nothing of it is imported`);
        continue;
      }
      const found = noFindings();
      await readRequirements({ name, content, folder: base }, { ...context, findings: found });
      findings.notes.push(...found.notes);
      findings.notCarried.push(...found.notCarried);
      entries.push(...found.requirements.flatMap(entryOf));
    }
  }
  return byProject(entries);
}

/** A `*` in the last part stands for any text, as in a shell; the names in their order. */
async function filesOf(pattern: string, base: string, files: IncludedFiles): Promise<readonly string[]> {
  if (!pattern.includes('*')) return [pattern];
  const [, folder = '', last = ''] = /^(.*[\\/])?([^\\/]*)$/.exec(pattern) ?? [];
  const parts = last.split('*');
  const names = await files.list(resolve(base, folder));
  return names
    .filter((name) => matches(name, parts))
    .sort()
    .map((name) => folder + name);
}

function matches(name: string, parts: readonly string[]): boolean {
  const [start = '', ...rest] = parts;
  const end = rest.pop() ?? '';
  if (!name.startsWith(start) || !name.endsWith(end) || name.length < start.length + end.length) return false;
  let from = start.length;
  for (const part of rest) {
    const found = name.indexOf(part, from);
    if (found < 0 || found + part.length > name.length - end.length) return false;
    from = found + part.length;
  }
  return true;
}

function entryOf({ text, place }: ImportedLine): readonly Entry[] {
  const [bare = '', ...sha256] = text.split(' --hash=sha256:');
  const parsed = parseRequirement(bare);
  return parsed.ok ? [{ requirement: parsed.requirement, sha256, place }] : [];
}

function byProject(entries: readonly Entry[]): List {
  const list = new Map<NormalizedName, Entry[]>();
  for (const entry of entries) {
    const known = list.get(entry.requirement.name);
    if (known === undefined) list.set(entry.requirement.name, [entry]);
    else known.push(entry);
  }
  return list;
}

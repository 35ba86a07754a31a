import type { NotCarried } from '../../contract/import-report';
import type { NormalizedName } from '../../python-packaging/name';
import { type Fields, named, openToml } from './document-fields';
import type { Lock, LockEdge, LockedFile, LockedPackage, LockNode } from './lock';
import {
  filenameOfUrl,
  lockedFile,
  NOT_CARRIED_REASONS,
  notCarried,
  projectsOfIndexes,
  readMarker,
  readName,
  readVersion,
  requireName,
} from './lock-fields';

const NEWEST_VERSION = 1;

/** One `[[package]]`: a release, or a fork of it for some environments. */
interface Entry {
  readonly fields: Fields;
  readonly name: NormalizedName;
  readonly version: string | null;
  /** The source in one spelling, to tell apart entries of one name and version. */
  readonly source: string;
  /** Where it comes from if no index carries it: its reason; `null` for a file of an index. */
  readonly foreign: string | null;
  readonly isFolder: boolean;
}

/**
 * Reads a uv.lock (https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile), version 1 with any revision. The
 * members of the workspace are the roots and no packages. Throws `input-invalid`.
 */
export function readUvLock(name: string, text: string): Lock {
  const document = openToml(name, text);
  const version = document.value('version');
  if (version === undefined) {
    document.fail('"version" is missing, so it is no lock of uv, or not the whole of one');
  }
  if (version !== NEWEST_VERSION) {
    document.fail(`it has version ${String(version)}; only version ${NEWEST_VERSION} can be read`);
  }
  const entries = document.tables('package').map(readEntry);
  const roots = rootNames(document, entries);
  const packages: LockedPackage[] = [];
  const foreign: NotCarried[] = [];
  const nodes: LockNode[] = [];
  const find = entryFinder(entries);
  for (const entry of entries) {
    const isMember = entry.isFolder && roots.has(entry.name);
    const isCarried = entry.foreign === null;
    if (isCarried)
      packages.push({ name: entry.name, version: entry.version, files: readFiles(entry.fields) });
    else if (!isMember) foreign.push(notCarried(entry.fields, entry.name, entry.foreign));
    nodes.push({
      packageIndex: isCarried ? packages.length - 1 : null,
      dependencies: entry.fields.tables('dependencies').map((edge) => readEdge(edge, find)),
      extras: groupEdges(entry.fields.table('optional-dependencies'), find),
    });
  }
  const rootEdges = [...memberEdges(entries, roots, nodes, find), ...manifestEdges(document, find)];
  const everything = nodes.map((_, index): LockEdge => ({ nodes: [index], extras: [], marker: null }));
  return {
    packages,
    notCarried: foreign,
    indexes: projectsOfIndexes(
      entries.map(({ name: project, source, foreign: reason }) => [
        reason === null ? source.replace(/^registry /, '') : null,
        project,
      ]),
    ),
    warnings: [],
    reach: { kind: 'graph', nodes, roots: rootEdges.length === 0 ? everything : rootEdges },
  };
}

const FOREIGN_SOURCES: Readonly<Record<string, string>> = {
  git: NOT_CARRIED_REASONS.git,
  url: NOT_CARRIED_REASONS.url,
  path: NOT_CARRIED_REASONS.file,
  directory: NOT_CARRIED_REASONS.folder,
  editable: NOT_CARRIED_REASONS.folder,
  virtual: NOT_CARRIED_REASONS.folder,
};

function readEntry(fields: Fields): Entry {
  const name = readName(fields);
  const entry = named(fields, `package "${name}"`);
  const source = entry.table('source') ?? entry.fail('"source" is missing');
  const kind = source.keys.find((key) => key === 'registry' || Object.hasOwn(FOREIGN_SOURCES, key));
  if (kind === undefined) return source.fail(`the source "${source.keys.join(', ')}" is not known`);
  return {
    fields: entry,
    name,
    version: readVersion(entry),
    source: `${kind} ${source.requireText(kind)}`,
    foreign: FOREIGN_SOURCES[kind] ?? null,
    isFolder: kind === 'directory' || kind === 'editable' || kind === 'virtual',
  };
}

/** The projects that the lock was made for: the members of the workspace, or the one project in the lock's own folder. */
function rootNames(document: Fields, entries: readonly Entry[]): ReadonlySet<NormalizedName> {
  const manifest = document.table('manifest');
  const members = manifest?.texts('members') ?? [];
  if (members.length > 0) return new Set(members.map((member) => requireName(document, member)));
  return new Set(
    entries
      .filter(({ source }) => /^(?:directory|editable|virtual) \.$/.test(source))
      .map(({ name }) => name),
  );
}

/** Members are installed with every extra and every group. */
function memberEdges(
  entries: readonly Entry[],
  roots: ReadonlySet<NormalizedName>,
  nodes: readonly LockNode[],
  find: EntryFinder,
): readonly LockEdge[] {
  return entries.flatMap(({ fields, name }, index) => {
    if (!roots.has(name)) return [];
    const extras = [...(nodes[index]?.extras.keys() ?? [])];
    const groups = groupEdges(fields.table('dev-dependencies'), find);
    return [{ nodes: [index], extras, marker: null }, ...[...groups.values()].flat()];
  });
}

/** What a script, or a workspace without a project, asks for itself. */
function manifestEdges(document: Fields, find: EntryFinder): readonly LockEdge[] {
  const manifest = document.table('manifest');
  if (manifest === null) return [];
  const groups = groupEdges(manifest.table('dependency-groups'), find);
  return [
    ...manifest.tables('requirements').map((edge) => readEdge(edge, find)),
    ...[...groups.values()].flat(),
  ];
}

function groupEdges(table: Fields | null, find: EntryFinder): ReadonlyMap<string, readonly LockEdge[]> {
  return new Map(
    (table?.keys ?? []).map((key) => [key, (table?.tables(key) ?? []).map((edge) => readEdge(edge, find))]),
  );
}

type EntryFinder = (name: NormalizedName, version: string | null, source: string | null) => readonly number[];

/** uv says version and source of a dependency only where its name alone would leave a choice. */
function entryFinder(entries: readonly Entry[]): EntryFinder {
  const indexes = new Map<NormalizedName, number[]>();
  for (const [index, { name }] of entries.entries()) {
    const known = indexes.get(name);
    if (known === undefined) indexes.set(name, [index]);
    else known.push(index);
  }
  return (name, version, source) => {
    const candidates = indexes.get(name) ?? [];
    if (candidates.length < 2) return candidates;
    return candidates.filter((index) => {
      const entry = entries[index];
      return (
        (version === null || entry?.version === version) && (source === null || entry?.source === source)
      );
    });
  };
}

function readEdge(fields: Fields, find: EntryFinder): LockEdge {
  const name = readName(fields);
  const source = fields.table('source');
  const sourceKey = source?.keys[0];
  const sourceText = source === null || sourceKey === undefined ? null : source.text(sourceKey);
  return {
    nodes: find(
      name,
      fields.text('version'),
      sourceText === null ? null : `${sourceKey ?? ''} ${sourceText}`,
    ),
    extras: fields.value('extras') === undefined ? fields.texts('extra') : fields.texts('extras'),
    marker: readMarker(fields, 'marker'),
  };
}

/** The sdist and the wheels; an index in a folder gives a path in the place of an address. */
function readFiles(fields: Fields): readonly LockedFile[] {
  const sdist = fields.table('sdist');
  return [...(sdist === null ? [] : [sdist]), ...fields.tables('wheels')].map((file) => {
    const filename = file.text('filename') ?? file.text('url') ?? file.text('path');
    if (filename === null) return file.fail('it has neither "url" nor "path"');
    return lockedFile(file, filenameOfUrl(file, filename), file.text('hash'));
  });
}

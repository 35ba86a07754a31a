import { parseSdistFilename, parseWheelFilename } from './filename';
import {
  fieldOf,
  isAbsent,
  JsonFaultError,
  type JsonField,
  readItems,
  readObject,
  readText,
  readTextOrNull,
} from './json-field';
import type { Marker } from './marker-tree';
import type { NormalizedName } from './name';
import { readListOrNull, readMarker, readName, readSpecifiersOrNull } from './pylock-field';
import type { SpecifierSet } from './specifier';
import { parseVersion, type Version } from './version';

/** One project of a lock file; exactly one of the three direct sources, or files of an index. */
export interface PylockPackage {
  readonly name: NormalizedName;
  /** `null` where it is not settled, as with a folder. */
  readonly version: Version | null;
  readonly marker: Marker | null;
  readonly requiresPython: SpecifierSet | null;
  /** As written: what tells other packages of the file apart, such as `{ name: "six" }`. */
  readonly dependencies: readonly Readonly<Record<string, unknown>>[];
  readonly vcs: PylockVcs | null;
  readonly directory: PylockDirectory | null;
  readonly archive: PylockArchive | null;
  /** The address of the index that the files came from. */
  readonly index: string | null;
  readonly sdist: PylockFile | null;
  readonly wheels: readonly PylockFile[];
}

export interface PylockVcs {
  readonly type: string;
  readonly url: string | null;
  readonly path: string | null;
  readonly requestedRevision: string | null;
  readonly commitId: string;
  readonly subdirectory: string | null;
}

export interface PylockDirectory {
  readonly path: string;
  readonly editable: boolean;
  readonly subdirectory: string | null;
}

/** Where a file lies and how to know it; `url` or `path` is there. */
export interface PylockOrigin {
  readonly url: string | null;
  /** Relative to the lock file, or absolute. */
  readonly path: string | null;
  readonly sizeBytes: number | null;
  /** ISO 8601, UTC. */
  readonly uploadTime: string | null;
  /** By algorithm; at least one. */
  readonly hashes: ReadonlyMap<string, string>;
}

export interface PylockArchive extends PylockOrigin {
  readonly subdirectory: string | null;
}

export interface PylockFile extends PylockOrigin {
  readonly filename: string;
}

/** Throws `JsonFaultError`. */
export function readPackage(item: JsonField): PylockPackage {
  const field = fieldsOf(item);
  const name = readName(field('name'));
  const version = readVersionOrNull(field('version'));
  const sdist = readOrNull(field('sdist'), readFile);
  const wheels = readListOrNull(field('wheels'), readFile) ?? [];
  const vcs = readOrNull(field('vcs'), readVcs);
  const directory = readOrNull(field('directory'), readDirectory);
  const archive = readOrNull(field('archive'), readArchive);
  checkSources(
    item.path,
    (sdist === null ? 0 : 1) + wheels.length,
    [vcs, directory, archive].filter((source) => source !== null).length,
  );
  wheels.forEach((wheel, index) => {
    checkFile(`${item.path}.wheels[${index}]`, parseWheelFilename(wheel.filename), name, version);
  });
  if (sdist !== null) checkFile(`${item.path}.sdist`, parseSdistFilename(sdist.filename), name, version);
  checkUnused(field);
  return {
    name,
    version,
    marker: readOrNull(field('marker'), readMarker),
    requiresPython: readSpecifiersOrNull(field('requires-python')),
    dependencies: readListOrNull(field('dependencies'), readObject) ?? [],
    vcs,
    directory,
    archive,
    index: readTextOrNull(field('index')),
    sdist,
    wheels,
  };
}

type FieldsOf = (key: string) => JsonField;

function fieldsOf(item: JsonField): FieldsOf {
  const table = readObject(item);
  return (key) => fieldOf(table, item.path, key);
}

function readOrNull<Value>(field: JsonField, read: (field: JsonField) => Value): Value | null {
  return isAbsent(field) ? null : read(field);
}

function checkSources(path: string, files: number, direct: number): void {
  if (files > 0 && direct > 0)
    throw new JsonFaultError(path, 'must not have files of an index and a direct source as well');
  if (files === 0 && direct !== 1)
    throw new JsonFaultError(path, 'must have wheels, an sdist, or one of vcs, directory and archive');
}

/** A file of another project or version under this name would be installed as if it were this one. */
function checkFile(
  path: string,
  file: ReturnType<typeof parseWheelFilename> | ReturnType<typeof parseSdistFilename>,
  name: NormalizedName,
  version: Version | null,
): void {
  if (file.kind === 'invalid') throw new JsonFaultError(path, `has no valid filename: ${file.message}`);
  if (file.name !== name) throw new JsonFaultError(path, `is a file of "${file.name}", not of "${name}"`);
  if (version !== null && file.version.sortKey !== version.sortKey)
    throw new JsonFaultError(path, `is of version ${file.version.canonical}, not ${version.canonical}`);
}

/** What nobody here needs must be well-formed all the same. */
function checkUnused(field: FieldsOf): void {
  const identities = field('attestation-identities');
  if (!isAbsent(identities)) {
    for (const item of readItems(identities)) readText(fieldsOf(item)('kind'));
  }
  readOrNull(field('tool'), readObject);
}

function readVcs(item: JsonField): PylockVcs {
  const field = fieldsOf(item);
  return {
    type: readText(field('type')),
    ...readPlace(item.path, field),
    requestedRevision: readTextOrNull(field('requested-revision')),
    commitId: readText(field('commit-id')),
    subdirectory: readTextOrNull(field('subdirectory')),
  };
}

function readDirectory(item: JsonField): PylockDirectory {
  const field = fieldsOf(item);
  const editable = field('editable');
  if (!isAbsent(editable) && typeof editable.value !== 'boolean')
    throw new JsonFaultError(editable.path, 'must be true or false');
  return {
    path: readText(field('path')),
    editable: editable.value === true,
    subdirectory: readTextOrNull(field('subdirectory')),
  };
}

function readArchive(item: JsonField): PylockArchive {
  return { ...readOrigin(item), subdirectory: readTextOrNull(fieldsOf(item)('subdirectory')) };
}

function readFile(item: JsonField): PylockFile {
  const name = readTextOrNull(fieldsOf(item)('name'));
  const origin = readOrigin(item);
  const filename = name || filenameOf(origin);
  if (filename === '') throw new JsonFaultError(item.path, 'has no filename');
  return { ...origin, filename };
}

function readOrigin(item: JsonField): PylockOrigin {
  const field = fieldsOf(item);
  const size = field('size');
  if (!isAbsent(size) && !Number.isSafeInteger(size.value))
    throw new JsonFaultError(size.path, 'must be a whole number');
  const uploadTime = field('upload-time');
  if (!isAbsent(uploadTime) && !(uploadTime.value instanceof Date))
    throw new JsonFaultError(uploadTime.path, 'must be a date and a time');
  return {
    ...readPlace(item.path, field),
    sizeBytes: typeof size.value === 'number' ? size.value : null,
    uploadTime: uploadTime.value instanceof Date ? new Date(uploadTime.value.getTime()).toISOString() : null,
    hashes: readHashes(field('hashes')),
  };
}

function readPlace(
  path: string,
  field: FieldsOf,
): { readonly url: string | null; readonly path: string | null } {
  const place = { url: readTextOrNull(field('url')), path: readTextOrNull(field('path')) };
  if (!place.url && !place.path) throw new JsonFaultError(path, 'must have an url or a path');
  return place;
}

function readHashes(field: JsonField): ReadonlyMap<string, string> {
  const hashes = new Map(
    Object.keys(readObject(field)).map((algorithm) => [algorithm, readText(fieldsOf(field)(algorithm))]),
  );
  if (hashes.size === 0) throw new JsonFaultError(field.path, 'must have at least one hash');
  return hashes;
}

function readVersionOrNull(field: JsonField): Version | null {
  if (isAbsent(field)) return null;
  const version = parseVersion(readText(field));
  if (version === null) throw new JsonFaultError(field.path, `must be a version, not "${readText(field)}"`);
  return version;
}

/** The last part of the path, or of the address, where percent signs are undone. */
function filenameOf({ path, url }: PylockOrigin): string {
  if (path) return path.slice(path.lastIndexOf(path.includes('/') ? '/' : '\\') + 1);
  const route = (url ?? '').replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
  const last = route.slice(route.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

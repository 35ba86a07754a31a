import type { NotCarried } from '../../contract/import-report';
import type { Marker } from '../../python-packaging/marker-tree';
import type { NormalizedName } from '../../python-packaging/name';
import { type Fields, fieldsOf, isTable, named, openToml } from './document-fields';
import type { Lock, LockedFile, LockedPackage } from './lock';
import {
  anyOf,
  lockedFile,
  NOT_CARRIED_REASONS,
  notCarried,
  projectsOfIndexes,
  readMarker,
  readName,
  readVersion,
} from './lock-fields';

const FOREIGN_TYPES: Readonly<Record<string, string>> = {
  git: NOT_CARRIED_REASONS.git,
  url: NOT_CARRIED_REASONS.url,
  file: NOT_CARRIED_REASONS.file,
  directory: NOT_CARRIED_REASONS.folder,
};

/**
 * Reads a poetry.lock of any version from 1.0 to 2.x: files by package since poetry 1.3, in one table of the metadata
 * before. Only since poetry 2.0 (lock version 2.1) does it say for which environments a package is. Throws
 * `input-invalid`.
 */
export function readPoetryLock(name: string, text: string): Lock {
  const document = openToml(name, text);
  const metadata = document.table('metadata') ?? document.fail('the table "metadata" is missing');
  const version = metadata.text('lock-version') ?? '1.0';
  if (!/^[12]\.[0-9]+$/.test(version))
    metadata.fail(`lock version ${version} cannot be read, only 1.x and 2.x`);
  const filesByName = metadataFiles(metadata);
  const packages: LockedPackage[] = [];
  const markers: (Marker | null)[] = [];
  const foreign: NotCarried[] = [];
  const indexes: [string | null, NormalizedName][] = [];
  for (const fields of document.tables('package')) {
    const project = readName(fields);
    const entry = named(fields, `package "${project}"`);
    const reason = FOREIGN_TYPES[entry.table('source')?.text('type') ?? ''];
    if (reason !== undefined) {
      foreign.push(notCarried(entry, project, reason));
      continue;
    }
    const own = entry.value('files') === undefined ? null : entry.tables('files').map(readFile);
    const files = own ?? filesByName.get(fields.requireText('name')) ?? [];
    packages.push({
      name: project,
      version: readVersion(entry) ?? entry.fail('"version" is missing'),
      files,
    });
    markers.push(readMarkers(entry));
    indexes.push([entry.table('source')?.text('url') ?? null, project]);
  }
  const saysMarkers = isNewer(version);
  return {
    packages,
    notCarried: foreign,
    indexes: projectsOfIndexes(indexes),
    warnings: saysMarkers
      ? []
      : [
          'this lock does not say for which environments a package is, so all its packages are taken for every target; "poetry lock" of poetry 2 makes one that does',
        ],
    reach: saysMarkers ? { kind: 'markers', markers } : { kind: 'unknown' },
  };
}

function isNewer(lockVersion: string): boolean {
  const [major = 0, minor = 0] = lockVersion.split('.').map(Number);
  return major > 2 || (major === 2 && minor >= 1);
}

/** One marker for all groups, or one for each; a group that is not there has none. Extras are in them too. */
function readMarkers(entry: Fields): Marker | null {
  const value = entry.value('markers');
  if (!isTable(value)) return readMarker(entry, 'markers');
  const byGroup = fieldsOf(value, entry.at);
  const groups = entry.texts('groups');
  return anyOf((groups.length === 0 ? byGroup.keys : groups).map((group) => readMarker(byGroup, group)));
}

/** `[metadata.files]` of lock version 1.1, `[metadata.hashes]` of 1.0, by the name as it is written in the packages. */
function metadataFiles(metadata: Fields): ReadonlyMap<string, readonly LockedFile[]> {
  const files = metadata.table('files');
  const hashes = metadata.table('hashes');
  const found = new Map<string, readonly LockedFile[]>();
  for (const key of files?.keys ?? []) found.set(key, files?.tables(key).map(readFile) ?? []);
  for (const key of hashes?.keys ?? []) {
    const texts = hashes?.texts(key) ?? [];
    found.set(
      key,
      texts.map((hash) => lockedFile(metadata, null, `sha256:${hash}`)),
    );
  }
  return found;
}

function readFile(fields: Fields): LockedFile {
  return lockedFile(fields, fields.requireText('file'), fields.text('hash'));
}

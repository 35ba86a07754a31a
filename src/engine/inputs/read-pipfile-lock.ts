import type { NotCarried } from '../../contract/import-report';
import type { Marker } from '../../python-packaging/marker-tree';
import type { NormalizedName } from '../../python-packaging/name';
import { parseVersion } from '../../python-packaging/version';
import { type Fields, fieldsOf, isTable, openJson } from './document-fields';
import type { Lock, LockedFile } from './lock';
import {
  anyOf,
  lockedFile,
  NOT_CARRIED_REASONS,
  notCarried,
  projectsOfIndexes,
  readMarker,
  requireName,
} from './lock-fields';

const FOREIGN_KEYS: Readonly<Record<string, string>> = {
  git: NOT_CARRIED_REASONS.git,
  hg: NOT_CARRIED_REASONS.git,
  svn: NOT_CARRIED_REASONS.git,
  bzr: NOT_CARRIED_REASONS.git,
  file: NOT_CARRIED_REASONS.url,
  path: NOT_CARRIED_REASONS.folder,
};

/** A release that may stand in several categories, each time with its own marker. */
interface Release {
  readonly name: NormalizedName;
  readonly version: string | null;
  /** The name of its source. */
  readonly index: string | null;
  readonly files: Map<string, LockedFile>;
  readonly markers: (Marker | null)[];
}

/**
 * Reads a Pipfile.lock (pipfile-spec 6): the categories "default", "develop" and any other. It has hashes without the
 * names of their files, each for one file. Throws `input-invalid`.
 */
export function readPipfileLock(name: string, text: string): Lock {
  const document = openJson(name, text);
  const meta = document.table('_meta') ?? document.fail('the object "_meta" is missing');
  const specification = meta.value('pipfile-spec');
  if (specification !== 6) meta.fail(`pipfile-spec ${String(specification)} cannot be read, only 6`);
  const sources = new Map(
    meta.tables('sources').map((found) => [found.text('name') ?? '', found.text('url')]),
  );
  const releases = new Map<string, Release>();
  const foreign: NotCarried[] = [];
  for (const category of document.keys.filter((key) => key !== '_meta')) {
    const packages = document.table(category);
    for (const key of packages?.keys ?? []) {
      const value = packages?.value(key);
      const entry = fieldsOf(isTable(value) ? value : { version: value }, {
        name,
        place: `"${category}", package "${key}"`,
      });
      const project = requireName(entry, key);
      const foreignKey = Object.keys(FOREIGN_KEYS).find((kind) => entry.value(kind) !== undefined);
      if (foreignKey !== undefined) foreign.push(notCarried(entry, project, FOREIGN_KEYS[foreignKey] ?? ''));
      else addRelease(releases, project, entry);
    }
  }
  const all = [...releases.values()];
  return {
    packages: all.map((release) => ({
      name: release.name,
      version: release.version,
      files: [...release.files.values()],
    })),
    notCarried: foreign,
    indexes: projectsOfIndexes(all.map(({ index, name }) => [sources.get(index ?? '') ?? null, name])),
    warnings: [],
    reach: { kind: 'markers', markers: all.map(({ markers }) => anyOf(markers)) },
  };
}

function addRelease(releases: Map<string, Release>, name: NormalizedName, entry: Fields): void {
  const version = exactVersion(entry);
  const key = `${name} ${version ?? ''}`;
  const release: Release = releases.get(key) ?? {
    name,
    version,
    index: entry.text('index'),
    files: new Map(),
    markers: [],
  };
  releases.set(key, release);
  for (const hash of entry.texts('hashes')) {
    const file = lockedFile(entry, null, hash);
    if (file.sha256.length > 0) release.files.set(hash.toLowerCase(), file);
  }
  release.markers.push(readMarker(entry, 'markers'));
}

/** `==1.0`; `*` where it was locked without a version. */
function exactVersion(entry: Fields): string | null {
  const text = entry.text('version')?.trim() ?? '*';
  if (text === '*') return null;
  const exact = /^={2,3}\s*([^\s,*]+)$/.exec(text)?.[1];
  if (exact !== undefined && parseVersion(exact) !== null) return exact;
  return entry.fail(`the version "${text}" is not one exact version such as "==1.0"`);
}

import type { NotCarried } from '../../contract/import-report';
import type { Marker } from '../../python-packaging/marker-tree';
import { parsePylock } from '../../python-packaging/pylock';
import type { PylockFile, PylockPackage } from '../../python-packaging/pylock-package';
import { openTomlTable } from './document-fields';
import { refuseInput } from './input-place';
import type { Lock, LockedFile, LockedPackage } from './lock';
import { NOT_CARRIED_REASONS, projectsOfIndexes } from './lock-fields';

/** Reads a pylock.toml (PEP 751). Throws `input-invalid`. */
export function readPylock(name: string, text: string): Lock {
  const parsed = parsePylock(openTomlTable(name, text));
  if (!parsed.ok) return refuseInput({ name, place: '' }, parsed.message);
  const packages: LockedPackage[] = [];
  const markers: (Marker | null)[] = [];
  const foreign: NotCarried[] = [];
  for (const found of parsed.lock.packages) {
    const reason = foreignReason(found);
    if (reason === null) {
      const files = found.sdist === null ? found.wheels : [found.sdist, ...found.wheels];
      packages.push({
        name: found.name,
        version: found.version?.canonical ?? null,
        files: files.map(lockedFile),
      });
      markers.push(found.marker);
    } else {
      foreign.push({ name: found.name, reason, place: `${name}, package "${found.name}"` });
    }
  }
  return {
    packages,
    notCarried: foreign,
    indexes: projectsOfIndexes(parsed.lock.packages.map(({ index, name }) => [index, name])),
    warnings: parsed.warnings,
    reach: { kind: 'markers', markers },
  };
}

function foreignReason({ vcs, directory, archive }: PylockPackage): string | null {
  if (vcs !== null) return NOT_CARRIED_REASONS.git;
  if (directory !== null) return NOT_CARRIED_REASONS.folder;
  if (archive === null) return null;
  return archive.url === null ? NOT_CARRIED_REASONS.file : NOT_CARRIED_REASONS.url;
}

function lockedFile({ filename, hashes }: PylockFile): LockedFile {
  const digest = hashes.get('sha256');
  return { filename, sha256: digest === undefined ? [] : [digest.toLowerCase()] };
}

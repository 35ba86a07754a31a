import type { NotCarried } from '../../contract/import-report';
import { parseMarker } from '../../python-packaging/marker';
import type { Marker } from '../../python-packaging/marker-tree';
import { type NormalizedName, parseProjectName } from '../../python-packaging/name';
import { parseVersion } from '../../python-packaging/version';
import type { Fields } from './document-fields';
import { describePlace } from './input-place';
import type { Lock, LockedFile } from './lock';

/** The name of a project under "name". Throws `input-invalid`. */
export function readName(fields: Fields): NormalizedName {
  return requireName(fields, fields.requireText('name'));
}

/** Throws `input-invalid` for what can be no project's name. */
export function requireName(fields: Fields, text: string): NormalizedName {
  return parseProjectName(text) ?? fields.fail(`"${text}" is no name of a project`);
}

/** The version of a release as it is written, `null` where there is none. Throws `input-invalid` for what is none. */
export function readVersion(fields: Fields): string | null {
  const text = fields.text('version')?.trim() ?? null;
  if (text === null || parseVersion(text) !== null) return text;
  return fields.fail(`"${text}" is no version`);
}

/** The marker under `key`, `null` where there is none. Throws `input-invalid`. */
export function readMarker(fields: Fields, key: string): Marker | null {
  const text = fields.text(key);
  return text === null || text.trim() === '' ? null : requireMarker(fields, text);
}

/** Throws `input-invalid` for what is no marker. */
export function requireMarker(fields: Fields, text: string): Marker {
  const parsed = parseMarker(text);
  return parsed.ok
    ? parsed.marker
    : fields.fail(`the marker "${text}" cannot be read: ${parsed.error.message}`);
}

/** What holds where any of the markers does; `null`, always, where one of them always does. */
export function anyOf(markers: readonly (Marker | null)[]): Marker | null {
  const alternatives: Marker['alternatives'][number][] = [];
  for (const marker of markers) {
    if (marker === null) return null;
    alternatives.push(...marker.alternatives);
  }
  return alternatives.length === 0 ? null : { kind: 'any-of', alternatives };
}

/** A file and nothing else: no folder, nothing that a terminal or a shell would take for more than a name. */
const FILENAME = /^[A-Za-z0-9_][A-Za-z0-9_.+!~ -]{0,254}$/;

/** A file of a lock from its name and a hash as `sha256:…`. Throws `input-invalid` for a hash that is none. */
export function lockedFile(fields: Fields, filename: string | null, hash: string | null): LockedFile {
  if (filename !== null && !FILENAME.test(filename)) fields.fail(`"${filename}" is no name of a file`);
  return { filename, sha256: hash === null ? [] : sha256Of(fields, hash) };
}

function sha256Of(fields: Fields, hash: string): readonly string[] {
  const [, algorithm, digest = ''] = /^([a-z0-9_-]+):([0-9a-z=+/]+)$/i.exec(hash.trim()) ?? [];
  if (algorithm === undefined) return fields.fail(`"${hash}" is no hash such as "sha256:…"`);
  if (algorithm.toLowerCase() !== 'sha256') return [];
  return /^[0-9a-f]{64}$/i.test(digest) ? [digest.toLowerCase()] : fields.fail(`"${hash}" is no SHA-256`);
}

/** The filename at the end of an address, without its query and fragment. Throws `input-invalid`. */
export function filenameOfUrl(fields: Fields, url: string): string {
  const last =
    url
      .replace(/[?#].*$/s, '')
      .split(/[/\\]/)
      .at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return fields.fail(`the address "${url}" ends with no filename`);
  }
}

/** What a lock names and no index carries. */
export function notCarried(fields: Fields, name: string, reason: string): NotCarried {
  return { name, reason, place: describePlace(fields.at) };
}

export const NOT_CARRIED_REASONS = {
  git: 'it comes from a version control system; build a wheel of it and bring that along',
  url: 'it comes from an address, which no index carries; fetch the file and bring it along',
  file: 'it is a file on the computer where this was written; bring it along',
  folder: 'it is a folder on the computer where this was written; build a wheel of it and bring that along',
} as const;

/** The projects of each index, in the order of their names; an address of `null` stands for none. */
export function projectsOfIndexes(
  entries: readonly (readonly [string | null, NormalizedName])[],
): Lock['indexes'] {
  const indexes = new Map<string, Set<NormalizedName>>();
  for (const [address, name] of entries) {
    if (address !== null) indexes.set(address, (indexes.get(address) ?? new Set()).add(name));
  }
  return new Map([...indexes].map(([address, names]) => [address, [...names].sort()]));
}

import type { Environment } from './marker';
import { tomlString, tomlStrings } from './toml-text';

/** What a lock file for one target says. */
export interface PylockContent {
  /** The program that made the file. */
  readonly createdBy: string;
  readonly environment: Environment;
  readonly packages: readonly LockedPackage[];
}

/** A project at one version, as one file. */
export interface LockedPackage {
  /** Normalised. */
  readonly name: string;
  /** Canonical. */
  readonly version: string;
  /** The project page's index, without the project. */
  readonly indexUrl: string | null;
  readonly file: LockedFile;
}

export interface LockedFile {
  readonly kind: 'wheel' | 'sdist';
  readonly filename: string;
  /** An address, or a path from the lock file with slashes. */
  readonly place: { readonly url: string } | { readonly path: string };
  readonly sizeBytes: number | null;
  /** ISO 8601 with a time zone; anything else is left out. */
  readonly uploadTime: string | null;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

/** The text of a `pylock.<name>.toml` (PEP 751, version 1.0) for one target; the same content gives the same text. */
export function formatPylock({ createdBy, environment, packages }: PylockContent): string {
  const head = [
    'lock-version = "1.0"',
    `environments = ${tomlStrings([environmentMarker(environment)])}`,
    `requires-python = ${tomlString(`==${environment.python_version}.*`)}`,
    `created-by = ${tomlString(createdBy)}`,
  ];
  const sorted = [...packages].sort((left, right) => (left.name < right.name ? -1 : 1));
  const body =
    sorted.length === 0 ? ['packages = []'] : sorted.flatMap((entry) => ['', ...formatPackage(entry)]);
  return `${[...head, ...body].join('\n')}\n`;
}

/**
 * A marker that holds on computers like the target, and on no other kind: the Python's release line, its implementation,
 * the system and the processor.
 */
export function environmentMarker(environment: Environment): string {
  const variables = ['python_version', 'implementation_name', 'sys_platform', 'platform_machine'] as const;
  return variables.map((name) => `${name} == '${environment[name].replaceAll("'", '')}'`).join(' and ');
}

function formatPackage({ name, version, indexUrl, file }: LockedPackage): readonly string[] {
  const index = indexUrl === null ? [] : [`index = ${tomlString(indexUrl)}`];
  return [
    '[[packages]]',
    `name = ${tomlString(name)}`,
    `version = ${tomlString(version)}`,
    ...index,
    file.kind === 'wheel' ? `wheels = [${formatFile(file)}]` : `sdist = ${formatFile(file)}`,
  ];
}

function formatFile({ filename, place, sizeBytes, uploadTime, sha256 }: LockedFile): string {
  const time = uploadTime === null ? null : tomlTime(uploadTime);
  const pairs = [
    `name = ${tomlString(filename)}`,
    ...(time === null ? [] : [`upload-time = ${time}`]),
    'url' in place ? `url = ${tomlString(place.url)}` : `path = ${tomlString(place.path)}`,
    ...(sizeBytes === null ? [] : [`size = ${sizeBytes}`]),
    `hashes = { sha256 = ${tomlString(sha256)} }`,
  ];
  return `{ ${pairs.join(', ')} }`;
}

/** In UTC, to the second, as PEP 751 wants it. */
function tomlTime(text: string): string | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text)) return null;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? null : `${time.toISOString().slice(0, 19)}Z`;
}

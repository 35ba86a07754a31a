import { fieldOf, isAbsent, JsonFaultError, readItems, readObject, readText } from './json-field';
import type { Marker } from './marker-tree';
import type { NormalizedName } from './name';
import { readListOrNull, readMarker, readName, readSpecifiersOrNull } from './pylock-field';
import { type PylockPackage, readPackage } from './pylock-package';
import type { SpecifierSet } from './specifier';
import { compareVersions, parseVersion, requireVersion } from './version';

/** A lock file by PEP 751, `pylock.toml` or `pylock.<name>.toml`. */
export interface Pylock {
  /** The environments that it was made for; `null`: any. */
  readonly environments: readonly Marker[] | null;
  readonly requiresPython: SpecifierSet | null;
  readonly extras: readonly NormalizedName[];
  readonly dependencyGroups: readonly string[];
  /** The groups that are installed unless somebody says otherwise. */
  readonly defaultGroups: readonly string[];
  readonly createdBy: string;
  readonly packages: readonly PylockPackage[];
}

export type PylockResult =
  | { readonly ok: true; readonly lock: Pylock; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly message: string };

const NEWEST_VERSION = requireVersion('1.0');
const NEXT_MAJOR_VERSION = requireVersion('2');

/** Whether a file's name (without folders) is one that PEP 751 gives to lock files. */
export function isPylockName(filename: string): boolean {
  return /^pylock(?:\.[^.]+)?\.toml$/.test(filename);
}

/** Reads the parsed TOML of a lock file. Dates are `Date`s, whole numbers are numbers. */
export function parsePylock(value: unknown): PylockResult {
  try {
    return readLock(readObject({ path: 'pylock', value }));
  } catch (error) {
    if (error instanceof JsonFaultError) return { ok: false, message: error.message };
    throw error;
  }
}

function readLock(table: Readonly<Record<string, unknown>>): PylockResult {
  const field = (key: string) => fieldOf(table, '', key);
  const written = readText(field('lock-version'));
  const version = parseVersion(written);
  if (version === null) throw new JsonFaultError('lock-version', `must be a version, not "${written}"`);
  const isKnownMajor =
    version.sortKey < NEXT_MAJOR_VERSION.sortKey && compareVersions(version, requireVersion('1')) >= 0;
  if (!isKnownMajor) return { ok: false, message: `version ${written} of lock files is not known here` };
  const isNewer = compareVersions(version, NEWEST_VERSION) > 0;
  const tool = field('tool');
  if (!isAbsent(tool)) readObject(tool);
  return {
    ok: true,
    lock: {
      environments: readListOrNull(field('environments'), readMarker),
      requiresPython: readSpecifiersOrNull(field('requires-python')),
      extras: readListOrNull(field('extras'), readName) ?? [],
      dependencyGroups: readListOrNull(field('dependency-groups'), readText) ?? [],
      defaultGroups: readListOrNull(field('default-groups'), readText) ?? [],
      createdBy: readText(field('created-by')),
      packages: readItems(field('packages')).map(readPackage),
    },
    warnings: isNewer
      ? [`the lock file is of version ${written}; what came after ${NEWEST_VERSION.canonical} is passed over`]
      : [],
  };
}

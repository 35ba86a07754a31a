import { type HeaderFields, readHeaderFields } from './header-fields';
import { type NormalizedName, normalizeName, parseProjectName } from './name';
import { parseVersion, type Version } from './version';

/** What a METADATA or PKG-INFO file says (core metadata 1.0 to 2.6), as far as this product has a use for it. */
export interface CoreMetadata {
  readonly metadataVersion: string;
  readonly name: NormalizedName;
  readonly version: Version;
  readonly summary: string | null;
  /** The text of a specifier set. */
  readonly requiresPython: string | null;
  /** Requirements by PEP 508, unparsed: one that is broken spoils nothing but itself. */
  readonly requiresDist: readonly string[];
  readonly providesExtra: readonly NormalizedName[];
  /** The fields that a build may change, in lower case (2.2). */
  readonly dynamic: readonly string[];
  /** An SPDX expression (2.4). */
  readonly licenseExpression: string | null;
  /** Free text, which may be a whole licence. */
  readonly license: string | null;
  readonly classifiers: readonly string[];
  readonly description: string | null;
  /** Every field of the head as written, by its name in lower case; folded values keep their line breaks. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
}

export type CoreMetadataResult =
  | { readonly ok: true; readonly metadata: CoreMetadata }
  | { readonly ok: false; readonly message: string };

/** Newer minor versions only add fields; of a newer major version nothing is known. */
const NEWEST_MAJOR_VERSION = 2;

/** Reads core metadata. A fault is what leaves open which release this is, or what it needs. */
export function parseCoreMetadata(text: string): CoreMetadataResult {
  const fields = readHeaderFields(text);
  const repeated = ['Metadata-Version', 'Name', 'Version', 'Requires-Python'].find(
    (name) => allOf(fields, name).length > 1,
  );
  if (repeated !== undefined) return fault(`the field "${repeated}" is there more than once`);
  const metadataVersion = oneOf(fields, 'Metadata-Version') ?? '';
  const major = /^([0-9]{1,4})\.[0-9]{1,4}$/.exec(metadataVersion)?.[1];
  if (major === undefined) return fault(`"${metadataVersion}" is no version of core metadata`);
  if (Number(major) > NEWEST_MAJOR_VERSION)
    return fault(`core metadata ${metadataVersion} is not known here`);
  const writtenName = oneOf(fields, 'Name') ?? '';
  const name = parseProjectName(writtenName);
  if (name === null) return fault(`"${writtenName}" is no name of a project`);
  const writtenVersion = oneOf(fields, 'Version') ?? '';
  const version = parseVersion(writtenVersion);
  if (version === null) return fault(`"${writtenVersion}" is not a version`);
  return { ok: true, metadata: { metadataVersion, name, version, ...readRest(fields) } };
}

function readRest(fields: HeaderFields): Omit<CoreMetadata, 'metadataVersion' | 'name' | 'version'> {
  return {
    summary: oneOf(fields, 'Summary'),
    requiresPython: oneOf(fields, 'Requires-Python'),
    requiresDist: allOf(fields, 'Requires-Dist').map(unfold),
    providesExtra: allOf(fields, 'Provides-Extra').map((extra) => normalizeName(extra.trim())),
    dynamic: allOf(fields, 'Dynamic').map((field) => field.trim().toLowerCase()),
    licenseExpression: oneOf(fields, 'License-Expression'),
    license: dedentOrNull(allOf(fields, 'License')[0]),
    classifiers: allOf(fields, 'Classifier').map(unfold),
    description: fields.body.trim() === '' ? dedentOrNull(allOf(fields, 'Description')[0]) : fields.body,
    fields: fields.valuesByName,
  };
}

/**
 * Whether every wheel built from an sdist will say the same in this field as the sdist's PKG-INFO: from core metadata
 * 2.2 on a field holds unless it is listed in `Dynamic`.
 */
export function isSettledInSdist(
  metadata: CoreMetadata,
  field: 'Requires-Dist' | 'Requires-Python',
): boolean {
  const [major = 0, minor = 0] = metadata.metadataVersion.split('.').map(Number);
  return (major > 2 || (major === 2 && minor >= 2)) && !metadata.dynamic.includes(field.toLowerCase());
}

function allOf(fields: HeaderFields, name: string): readonly string[] {
  return fields.valuesByName.get(name.toLowerCase()) ?? [];
}

/** Old build tools wrote `UNKNOWN` for what they were not told. */
function oneOf(fields: HeaderFields, name: string): string | null {
  const text = unfold(allOf(fields, name)[0] ?? '');
  return text === '' || text === 'UNKNOWN' ? null : text;
}

function unfold(value: string): string {
  return value.replace(/\n[ \t]+/g, ' ').trim();
}

/** A folded text of several lines carries the folding's indentation, some with a bar behind it. */
function dedentOrNull(value: string | undefined): string | null {
  const text = (value ?? '').replace(/\n {7}(?: |\|)|\n[ \t]/g, '\n').trim();
  return text === '' || text === 'UNKNOWN' ? null : text;
}

function fault(message: string): CoreMetadataResult {
  return { ok: false, message };
}

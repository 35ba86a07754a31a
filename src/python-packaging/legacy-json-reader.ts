import {
  fieldOf,
  isAbsent,
  JsonFaultError,
  type JsonField,
  readItems,
  readObject,
  readText,
} from './json-field';
import type { SimpleFile } from './simple-page';

/**
 * Reads the files of a project out of the older JSON API's answer (`https://pypi.org/pypi/NAME/json`, with `releases`)
 * from a value that `JSON.parse` gave. Files that it does not describe well enough to be found are passed over; `null`
 * where it has no releases at all.
 */
export function readLegacyJson(value: unknown): readonly SimpleFile[] | null {
  try {
    const releases = fieldOf(readObject({ path: '', value }), '', 'releases');
    const byVersion = readObject(releases);
    return Object.keys(byVersion).flatMap((version) =>
      readItems(fieldOf(byVersion, releases.path, version)).flatMap((file) => readFile(file) ?? []),
    );
  } catch (error) {
    if (error instanceof JsonFaultError) return null;
    throw error;
  }
}

function readFile(field: JsonField): SimpleFile | null {
  try {
    const file = readObject(field);
    const at = (key: string): JsonField => fieldOf(file, field.path, key);
    return {
      filename: readText(at('filename')),
      url: readText(at('url')),
      hashes: readDigests(at('digests')),
      requiresPython: textOf(at('requires_python')),
      yanked: at('yanked').value === true ? { reason: textOf(at('yanked_reason')) } : false,
      sizeBytes: sizeOf(at('size')),
      uploadTime: timeOf(at('upload_time_iso_8601')),
      coreMetadata: false,
    };
  } catch (error) {
    if (error instanceof JsonFaultError) return null;
    throw error;
  }
}

/** Of the digests only those that the pages of the Simple API have. */
function readDigests(field: JsonField): Readonly<Record<string, string>> {
  if (isAbsent(field)) return {};
  const { sha256 } = readObject(field);
  return typeof sha256 === 'string' && /^[0-9a-f]{64}$/i.test(sha256) ? { sha256: sha256.toLowerCase() } : {};
}

function textOf({ value }: JsonField): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function sizeOf({ value }: JsonField): number | null {
  return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : null;
}

function timeOf({ value }: JsonField): string | null {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/.test(value)
    ? value
    : null;
}

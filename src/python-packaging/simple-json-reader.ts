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
import { parseProjectName } from './name';
import type { ProjectStatus, SimpleFile, SimpleProject } from './simple-page';
import { checkApiVersion, type SimplePageResult } from './simple-page-result';

/**
 * Reads a project's page in JSON (PEP 691, 700, 714, 592, 792) from a value that `JSON.parse` gave. Keys that these do
 * not know are passed over. Anything of a wrong type is a fault: half a page must not pass for a whole one.
 */
export function readSimpleJson(value: unknown): SimplePageResult {
  try {
    return { ok: true, page: readProject({ path: '', value }) };
  } catch (error) {
    if (!(error instanceof JsonFaultError)) throw error;
    return { ok: false, error: { path: error.path, message: error.message } };
  }
}

function readProject(field: JsonField): SimpleProject {
  const page = readObject(field);
  refuseUnknownApi(fieldOf(page, '', 'meta'));
  const nameField = fieldOf(page, '', 'name');
  const name = parseProjectName(readText(nameField));
  if (name === null) throw new JsonFaultError(nameField.path, 'must be the name of a project');
  const versions = fieldOf(page, '', 'versions');
  return {
    name,
    status: readStatus(fieldOf(page, '', 'project-status')),
    versions: isAbsent(versions) ? null : readItems(versions).map(readText),
    files: readItems(fieldOf(page, '', 'files')).map(readFile),
  };
}

function refuseUnknownApi(meta: JsonField): void {
  const version = fieldOf(readObject(meta), meta.path, 'api-version');
  const fault = checkApiVersion(readText(version));
  if (fault !== null) throw new JsonFaultError(version.path, `cannot be used: ${fault}`);
}

function readStatus(field: JsonField): ProjectStatus | null {
  if (isAbsent(field)) return null;
  const status = readObject(field);
  return {
    status: readText(fieldOf(status, field.path, 'status')),
    reason: readTextOrNull(fieldOf(status, field.path, 'reason')),
  };
}

function readFile(field: JsonField): SimpleFile {
  const file = readObject(field);
  const at = (key: string) => fieldOf(file, field.path, key);
  return {
    filename: readText(at('filename')),
    url: readText(at('url')),
    hashes: readHashes(at('hashes')),
    requiresPython: readTextOrNull(at('requires-python')),
    yanked: readYanked(at('yanked')),
    sizeBytes: readSize(at('size')),
    uploadTime: readUploadTime(at('upload-time')),
    // PEP 714 renamed the key; the new name wins where a page has both.
    coreMetadata: readCoreMetadata(
      isAbsent(at('core-metadata')) ? at('dist-info-metadata') : at('core-metadata'),
    ),
  };
}

function readHashes(field: JsonField): Readonly<Record<string, string>> {
  const hashes = readObject(field);
  return Object.fromEntries(
    Object.keys(hashes).map((algorithm) => {
      const digest = fieldOf(hashes, field.path, algorithm);
      const text = readText(digest).toLowerCase();
      if (!/^[0-9a-f]+$/.test(text)) throw new JsonFaultError(digest.path, 'must be a hexadecimal digest');
      return [algorithm.toLowerCase(), text];
    }),
  );
}

/** A text is the reason. An empty one says "not yanked", as pip reads it. */
function readYanked(field: JsonField): SimpleFile['yanked'] {
  if (isAbsent(field) || field.value === false || field.value === '') return false;
  return { reason: field.value === true ? null : readText(field) };
}

function readSize(field: JsonField): number | null {
  if (isAbsent(field)) return null;
  if (Number.isSafeInteger(field.value) && Number(field.value) >= 0) return Number(field.value);
  throw new JsonFaultError(field.path, 'must be a number of bytes');
}

function readUploadTime(field: JsonField): string | null {
  const text = readTextOrNull(field);
  if (text === null || /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/.test(text)) return text;
  throw new JsonFaultError(field.path, 'must be a time in UTC, such as "2026-01-31T12:00:00Z"');
}

function readCoreMetadata(field: JsonField): SimpleFile['coreMetadata'] {
  if (isAbsent(field) || field.value === false) return false;
  return { sha256: field.value === true ? null : (readHashes(field).sha256 ?? null) };
}

import { type CoreMetadata, parseCoreMetadata } from '../../../python-packaging/core-metadata';
import { licenseIdsOf } from '../../../python-packaging/license-classifiers';
import { parseLicenseExpression } from '../../../python-packaging/license-expression';
import { readBoundedFile } from '../../files/read-file';
import { metadataPath, resolveInside } from '../../mirror/mirror-paths';
import type { License } from './approval-sheet';

/** A METADATA of more than this holds somebody's whole manual. */
const LARGEST_METADATA_BYTES = 4 * 1024 * 1024;
/** What is longer is the text of the licence. */
const LONGEST_WORDS = 120;

/** What the METADATA beside a file says of its licence. `path` is relative to `web`. Throws a disk problem. */
export async function readLicense(web: string, path: string): Promise<License> {
  const place = metadataPath(resolveInside(web, path));
  const content = await readBoundedFile(place, { limitBytes: LARGEST_METADATA_BYTES });
  const result = content === null ? null : parseCoreMetadata(content.toString('utf8'));
  return result?.ok === true ? licenseOf(result.metadata) : { kind: 'unknown' };
}

function licenseOf(metadata: CoreMetadata): License {
  const { expression, classifierIds, freeText } = licenseIdsOf(metadata);
  if (expression !== null && parseLicenseExpression(expression).ok) return { kind: 'expression', expression };
  const [only, ...others] = classifierIds;
  if (only !== undefined && others.length === 0) return { kind: 'expression', expression: only };
  const classifiers = metadata.classifiers.filter((classifier) => classifier.startsWith('License ::'));
  const words = [...classifierIds, ...(classifierIds.length === 0 ? classifiers : [])].join(', ');
  const text = words === '' ? shorten(freeText ?? expression ?? '') : words;
  return text === '' ? { kind: 'unknown' } : { kind: 'words', words: text };
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_WORDS ? `${line.slice(0, LONGEST_WORDS)}…` : line;
}

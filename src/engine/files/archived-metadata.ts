import type { Entry, ZipFile } from 'yauzl';
import { parseProjectName } from '../../python-packaging/name';
import { compareVersions, parseVersion } from '../../python-packaging/version';

/** Far above any real METADATA; a zip bomb stops here. */
export const LARGEST_METADATA_BYTES = 16 * 1024 * 1024;

/** Of an archive that lists more files than this, none is looked for any more. */
const MOST_ENTRIES = 200_000;

const METADATA_PATH = /^([^/]+)\.dist-info\/METADATA$/;

/**
 * The bytes of a wheel's METADATA: of the one folder `NAME-VERSION.dist-info` at the top that belongs to the filename
 * (binary distribution format). Throws an `Error` that says what is wrong.
 */
export async function readWheelEntry(zip: ZipFile, filename: string): Promise<Buffer> {
  let found: Entry | null = null;
  checkEntryCount(zip);
  for await (const entry of zip.eachEntry()) {
    const stem = METADATA_PATH.exec(entry.fileName)?.[1];
    if (stem === undefined) continue;
    if (!isOfFile(stem, filename)) throw new Error(`"${entry.fileName}" does not belong to this wheel`);
    if (found !== null) throw new Error('it has more than one METADATA');
    found = entry;
  }
  if (found === null) throw new Error('it has no METADATA');
  return readZipEntry(zip, found);
}

/** An archive announces how many files it lists, and no more than these are ever read. */
export function checkEntryCount({ entryCount }: ZipFile): void {
  if (entryCount > MOST_ENTRIES) throw new Error(`it holds more than ${MOST_ENTRIES} files`);
}

/** Old tools wrote name and version in other forms than the filename has: what counts is what they mean. */
function isOfFile(stem: string, filename: string): boolean {
  const [name = '', version = ''] = filename.split('-');
  const dash = stem.lastIndexOf('-');
  const isSameName = parseProjectName(stem.slice(0, Math.max(0, dash))) === parseProjectName(name);
  return isSameName && isSameVersion(stem.slice(dash + 1), version);
}

function isSameVersion(left: string, right: string): boolean {
  const [parsedLeft, parsedRight] = [parseVersion(left), parseVersion(right)];
  if (parsedLeft === null || parsedRight === null) return left === right;
  return compareVersions(parsedLeft, parsedRight) === 0;
}

/** The bytes of one entry. What the archive announces is looked at first, and what comes is counted all the same. */
export async function readZipEntry(zip: ZipFile, entry: Entry): Promise<Buffer> {
  if (Math.max(entry.uncompressedSize, entry.compressedSize) > LARGEST_METADATA_BYTES)
    throw tooLarge(entry.fileName);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > LARGEST_METADATA_BYTES) throw tooLarge(entry.fileName);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function tooLarge(name: string): Error {
  return new Error(`"${name}" is too large: more than ${LARGEST_METADATA_BYTES / 1024 / 1024} MiB`);
}

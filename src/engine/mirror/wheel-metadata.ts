import { open as openFile } from 'node:fs/promises';
import { type Entry, fromFdPromise, type ZipFile } from 'yauzl';
import { refuse } from '../../contract/problem';
import { parseProjectName } from '../../python-packaging/name';
import { compareVersions, parseVersion } from '../../python-packaging/version';
import { codeOf, diskProblem } from '../files/disk-problems';

/** Far above any real METADATA; a zip bomb stops here. */
const LARGEST_METADATA_BYTES = 16 * 1024 * 1024;

const METADATA_PATH = /^([^/]+)\.dist-info\/METADATA$/;

/**
 * The bytes of a wheel's METADATA: of the one folder `NAME-VERSION.dist-info` at the top that belongs to the filename
 * (binary distribution format). Throws `wheel-unreadable`, or a disk problem.
 */
export async function readWheelMetadata(wheelPath: string, filename: string): Promise<Buffer> {
  try {
    const file = await openFile(wheelPath, 'r');
    try {
      const zip = await fromFdPromise(file.fd, { autoClose: false, strictFileNames: true });
      return await readEntry(zip, await findMetadata(zip, filename));
    } finally {
      await file.close();
    }
  } catch (error) {
    if (codeOf(error) !== null) throw diskProblem(error, { path: wheelPath, operation: 'read' });
    const reason = error instanceof Error ? error.message : String(error);
    return refuse('wheel-unreadable', { filename, reason });
  }
}

async function findMetadata(zip: ZipFile, filename: string): Promise<Entry> {
  let found: Entry | null = null;
  for await (const entry of zip.eachEntry()) {
    const stem = METADATA_PATH.exec(entry.fileName)?.[1];
    if (stem === undefined) continue;
    if (!isOfWheel(stem, filename)) throw new Error(`"${entry.fileName}" does not belong to this wheel`);
    if (found !== null) throw new Error('it has more than one METADATA');
    found = entry;
  }
  if (found === null) throw new Error('it has no METADATA');
  if (found.uncompressedSize > LARGEST_METADATA_BYTES) throw new Error('its METADATA is too large');
  return found;
}

/** Old tools wrote name and version in other forms than the filename has: what counts is what they mean. */
function isOfWheel(stem: string, filename: string): boolean {
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

/** The size that the archive announces was looked at before; yauzl breaks off where there is more. */
async function readEntry(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

import { createWriteStream } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

const FILE_TYPE_MASK = 0o170000;
const SYMLINK_TYPE = 0o120000;

/**
 * Unpacks a zip into `folder`, with executable bits and symbolic links. `placeOf` says where an entry goes, relative to
 * `folder`, or `undefined` to leave it out. An entry that would land outside of `folder` is an error.
 */
export async function unpackZip(zipPath, folder, placeOf) {
  const { openPromise } = await import('yauzl');
  const zip = await openPromise(zipPath);
  try {
    for await (const entry of zip.eachEntry()) {
      const place = placeOf(entry.fileName);
      if (place === undefined || place === '' || place.endsWith('/')) continue;
      await unpackEntry(zip, entry, insideOf(folder, place));
    }
  } finally {
    zip.close();
  }
}

async function unpackEntry(zip, entry, path) {
  await mkdir(dirname(path), { recursive: true });
  const mode = entry.externalFileAttributes >>> 16;
  const content = await zip.openReadStreamPromise(entry);
  if ((mode & FILE_TYPE_MASK) === SYMLINK_TYPE) await symlink(await text(content), path);
  else await pipeline(content, createWriteStream(path, { mode: mode & 0o777 || 0o644 }));
}

function insideOf(folder, place) {
  const path = resolve(folder, place);
  if (!path.startsWith(resolve(folder) + sep))
    throw new Error(`The archive holds a path outside of itself: "${place}".`);
  return join(path);
}

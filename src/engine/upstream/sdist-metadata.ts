import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { LARGEST_METADATA_BYTES, tooLarge } from '../files/archived-metadata';
import type { FileStream, MetadataAnswer } from './upstream';

/** Unpacked, more than any real source distribution; a bomb stops here. */
const LARGEST_UNPACKED_BYTES = 1024 * 1024 * 1024;
const MOST_ENTRIES = 200_000;

/** At the top of an sdist there is one folder (PEP 625), and in it these. */
const WANTED = /^(?:\.\/)?(?!\.{1,2}\/)[^/]+\/(PKG-INFO|pyproject\.toml)$/;

/**
 * PKG-INFO and pyproject.toml out of a `.tar.gz`, read as it comes and no further than needed. Nothing of it is written
 * anywhere. Throws an `Error` that says what is wrong, or what the bytes' source throws.
 */
export async function readTarMetadata({
  chunks,
  close,
}: Pick<FileStream, 'chunks' | 'close'>): Promise<MetadataAnswer> {
  const unpack = createGunzip();
  const archive = extract();
  const pumping = pipeline(Readable.from(chunks), unpack, limited, archive);
  // A break while reading is told by the reader; an early end is no fault.
  pumping.catch(() => undefined);
  const found = new Map<string, string>();
  let entries = 0;
  try {
    for await (const entry of archive) {
      entries += 1;
      if (entries > MOST_ENTRIES) throw new Error(`it holds more than ${MOST_ENTRIES} files`);
      const name = entry.header.type === 'file' ? WANTED.exec(entry.header.name)?.[1] : undefined;
      if (name === undefined || found.has(name)) entry.resume();
      else found.set(name, await readEntry(entry as AsyncIterable<Uint8Array>, name));
      if (found.size === 2) break;
    }
    if (found.size < 2) await pumping;
  } finally {
    archive.destroy();
    unpack.destroy();
    close();
  }
  const text = found.get('PKG-INFO');
  if (text === undefined) throw new Error('it has no PKG-INFO');
  return { source: 'sdist', text, pyproject: found.get('pyproject.toml') ?? null };
}

async function* limited(source: unknown): AsyncGenerator<Uint8Array> {
  const chunks = source as AsyncIterable<Uint8Array>;
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > LARGEST_UNPACKED_BYTES) throw new Error('it unpacks to more than 1 GiB');
    yield chunk;
  }
}

async function readEntry(entry: AsyncIterable<Uint8Array>, name: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of entry) {
    bytes += chunk.byteLength;
    if (bytes > LARGEST_METADATA_BYTES) throw tooLarge(name);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

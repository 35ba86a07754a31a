import { open } from 'node:fs/promises';
import { type Entry, fromFd, type ZipFile } from 'yauzl';
import { refuse } from '../../contract/problem';

/** Far above any real METADATA; a zip bomb stops here. */
const LARGEST_METADATA_BYTES = 16 * 1024 * 1024;

const METADATA_PATH = /^[^/]+\.dist-info\/METADATA$/;

/**
 * The bytes of a wheel's METADATA (binary distribution format: the one `*.dist-info/METADATA` at the top).
 * Throws `wheel-unreadable`.
 */
export async function readWheelMetadata(wheelPath: string, filename: string): Promise<Buffer> {
  const unreadable = (reason: string): never => refuse('wheel-unreadable', { filename, reason });
  const handle = await open(wheelPath, 'r');
  try {
    return await extractMetadata(handle.fd);
  } catch (error) {
    return unreadable(error instanceof Error ? error.message : String(error));
  } finally {
    await handle.close();
  }
}

async function extractMetadata(fileDescriptor: number): Promise<Buffer> {
  const zip = await openZip(fileDescriptor);
  const entry = await findEntry(zip);
  if (entry.uncompressedSize > LARGEST_METADATA_BYTES) throw new Error('its METADATA is too large');
  return readEntry(zip, entry);
}

function openZip(fileDescriptor: number): Promise<ZipFile> {
  return new Promise((fulfil, reject) => {
    fromFd(
      fileDescriptor,
      { lazyEntries: true, autoClose: false, validateEntrySizes: true },
      (error, zip) => {
        if (error === null) fulfil(zip);
        else reject(error);
      },
    );
  });
}

function findEntry(zip: ZipFile): Promise<Entry> {
  return new Promise((fulfil, reject) => {
    let found: Entry | null = null;
    zip.on('error', reject);
    zip.on('entry', (entry: Entry) => {
      if (METADATA_PATH.test(entry.fileName)) {
        if (found !== null) return reject(new Error('it has more than one METADATA'));
        found = entry;
      }
      zip.readEntry();
    });
    zip.on('end', () => {
      if (found === null) reject(new Error('it has no METADATA'));
      else fulfil(found);
    });
    zip.readEntry();
  });
}

function readEntry(zip: ZipFile, entry: Entry): Promise<Buffer> {
  return new Promise((fulfil, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error !== null) return reject(error);
      const chunks: Buffer[] = [];
      let bytes = 0;
      stream.on('data', (chunk: Buffer) => {
        bytes += chunk.byteLength;
        if (bytes > LARGEST_METADATA_BYTES) stream.destroy(new Error('its METADATA is too large'));
        chunks.push(chunk);
      });
      stream.on('error', reject);
      stream.on('end', () => fulfil(Buffer.concat(chunks)));
    });
  });
}

import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import {
  type Entry,
  fromBufferPromise,
  fromRandomAccessReaderPromise,
  openPromise,
  type ZipFile,
} from 'yauzl';
import { ProblemError, problem, refuse } from '../../contract/problem';
import type { SimpleFile } from '../../python-packaging/simple-page';
import {
  checkEntryCount,
  LARGEST_METADATA_BYTES,
  readWheelEntry,
  readZipEntry,
} from '../files/archived-metadata';
import type { HttpClient } from './http-client';
import { failure } from './http-errors';
import { RangeReader } from './range-reader';
import { readTarMetadata } from './sdist-metadata';
import type { FileStream, MetadataAnswer } from './upstream';

export interface MetadataReading {
  readonly client: HttpClient;
  /** From the file's beginning; makes one try. */
  readonly openFile: (url: string) => Promise<FileStream>;
  /** Does work after the work before it: whole files are held in memory one at a time. */
  readonly inTurn: <Value>(work: () => Promise<Value>) => Promise<Value>;
  readonly nowMs: () => number;
  readonly signal: AbortSignal;
}

/** A whole wheel is only taken into memory where a server knows no ranges. */
const LARGEST_WHOLE_WHEEL_BYTES = 256 * 1024 * 1024;

/** What a file of an index says of its release. Makes one try. */
export async function readRemoteMetadata(
  file: SimpleFile,
  reading: MetadataReading,
): Promise<MetadataAnswer> {
  const announced = announcedMetadata(file) === false ? null : await readMetadataFile(file, reading);
  if (announced !== null) return { source: 'metadata-file', text: announced, pyproject: null };
  return translated(file.filename, async () => {
    if (isTar(file.filename)) return readTarMetadata(await reading.openFile(file.url));
    const reader = await RangeReader.open({ ...reading, url: file.url });
    if (reader !== null) {
      return readArchive(
        await fromRandomAccessReaderPromise(reader, reader.sizeBytes, ZIP_OPTIONS),
        file.filename,
      );
    }
    return reading.inTurn(async () => {
      const content = await readWholeWheel(file, reading);
      return readArchive(await fromBufferPromise(content, ZIP_OPTIONS), file.filename);
    });
  });
}

/** The same for a file of this computer. */
export async function readLocalMetadata(
  file: SimpleFile,
  openFile: (url: string) => Promise<FileStream>,
): Promise<MetadataAnswer> {
  return translated(file.filename, async () => {
    if (isTar(file.filename)) return readTarMetadata(await openFile(file.url));
    return readArchive(await openPromise(fileURLToPath(file.url), ZIP_OPTIONS), file.filename);
  });
}

const ZIP_OPTIONS = { autoClose: false, strictFileNames: true };

const isTar = (filename: string): boolean => /\.(?:tar\.gz|tgz)$/.test(filename);

/**
 * What the index announces of a metadata file that tells everything. Of an sdist none does: what builds it stands in its
 * pyproject.toml alone.
 */
export function announcedMetadata({ filename, coreMetadata }: SimpleFile): SimpleFile['coreMetadata'] {
  return filename.endsWith('.whl') && coreMetadata;
}

/** PEP 658: `null` where the index announces it and does not have it. One that has another hash is asked for twice. */
async function readMetadataFile(file: SimpleFile, reading: MetadataReading): Promise<string | null> {
  const url = `${file.url}.metadata`;
  const { sha256: expected } = announcedMetadata(file) || { sha256: null };
  let actual = '';
  for (let tries = 0; tries < 2; tries += 1) {
    const content = await fetchMetadataFile(url, file.filename, reading);
    if (content === null || expected === null) return content?.toString('utf8') ?? null;
    actual = createHash('sha256').update(content).digest('hex');
    if (actual === expected) return content.toString('utf8');
  }
  const filename = `${file.filename}.metadata`;
  return refuse('file-hash-mismatch', {
    filename,
    url,
    algorithm: 'sha256',
    expected: expected ?? '',
    actual,
  });
}

async function fetchMetadataFile(
  address: string,
  filename: string,
  { client, nowMs, signal }: MetadataReading,
): Promise<Buffer | null> {
  const headers = { 'accept-encoding': 'gzip' };
  const response = await client.send(address, { method: 'GET', headers, decompress: true, signal });
  if (response.status !== 200) {
    response.body.destroy();
    if (response.status === 404 || response.status === 410) return null;
    throw failure(response, nowMs());
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > LARGEST_METADATA_BYTES) {
      response.body.destroy();
      refuse('metadata-unreadable', { filename, reason: 'its metadata file is larger than 16 MiB' });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The whole wheel is what its hash says, or is asked for once more, and refused then. */
async function readWholeWheel(
  { filename, url, hashes: { sha256: expected } }: SimpleFile,
  { openFile }: MetadataReading,
): Promise<Buffer> {
  let actual = '';
  for (let tries = 0; tries < 2; tries += 1) {
    const content = await readWhole(await openFile(url));
    actual = createHash('sha256').update(content).digest('hex');
    if (expected === undefined || actual === expected) return content;
  }
  return refuse('file-hash-mismatch', {
    filename,
    url,
    algorithm: 'sha256',
    expected: expected ?? '',
    actual,
  });
}

async function readWhole({ chunks, totalBytes, close }: FileStream): Promise<Buffer> {
  const tooLarge = (): Error =>
    new Error('the server sends no parts of files, and this one is larger than 256 MiB');
  try {
    if ((totalBytes ?? 0) > LARGEST_WHOLE_WHEEL_BYTES) throw tooLarge();
    const parts: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.byteLength;
      if (bytes > LARGEST_WHOLE_WHEEL_BYTES) throw tooLarge();
      parts.push(chunk);
    }
    return Buffer.concat(parts);
  } finally {
    close();
  }
}

async function readArchive(zip: ZipFile, filename: string): Promise<MetadataAnswer> {
  try {
    if (filename.endsWith('.whl')) {
      const text = (await readWheelEntry(zip, filename)).toString('utf8');
      return { source: 'wheel', text, pyproject: null };
    }
    return await readZipSdist(zip);
  } finally {
    zip.close();
  }
}

const SDIST_ENTRY = /^[^/]+\/(PKG-INFO|pyproject\.toml)$/;

async function readZipSdist(zip: ZipFile): Promise<MetadataAnswer> {
  const found = new Map<string, Entry>();
  checkEntryCount(zip);
  for await (const entry of zip.eachEntry()) {
    const name = SDIST_ENTRY.exec(entry.fileName)?.[1];
    if (name !== undefined && !found.has(name)) found.set(name, entry);
  }
  const [info, project] = [found.get('PKG-INFO'), found.get('pyproject.toml')];
  if (info === undefined) throw new Error('it has no PKG-INFO');
  const text = (await readZipEntry(zip, info)).toString('utf8');
  const pyproject = project === undefined ? null : (await readZipEntry(zip, project)).toString('utf8');
  return { source: 'sdist', text, pyproject };
}

/** What is wrong inside an archive is the file's fault; what is wrong on the way to it is upstream's. */
async function translated(filename: string, work: () => Promise<MetadataAnswer>): Promise<MetadataAnswer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProblemError || !(error instanceof Error) || error.name === 'AbortError')
      throw error;
    throw new ProblemError(problem('metadata-unreadable', { filename, reason: error.message }), {
      cause: error,
    });
  }
}

import { type FileHandle, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Entry, fromRandomAccessReaderPromise, type ZipFile } from 'yauzl';
import { ProblemError, refuse } from '../../../contract/problem';
import { readZipEntry } from '../../files/archived-metadata';
import { codeOf, diskProblem } from '../../files/disk-problems';
import { openRegularFile, readBoundedFile } from '../../files/read-file';
import { WindowedFile } from '../../mirror/windowed-file';
import { readOsvRecord } from './osv-record';
import { collectVulnerabilities, type Vulnerabilities, type VulnerabilityCollector } from './vulnerabilities';

const LARGEST_RECORD_BYTES = 8 * 1024 * 1024;
const LARGEST_FILE_BYTES = 256 * 1024 * 1024;
const MOST_RECORDS = 500_000;
const MOST_UNPACKED_BYTES = 8 * 1024 * 1024 * 1024;

export interface ReadOsvOptions {
  /** What is known of other projects is passed over. */
  readonly projects: Iterable<string>;
  readonly signal: AbortSignal;
}

/**
 * Known vulnerabilities out of records in the OSV format: a JSON file with one or many, a folder of them, or a zip of
 * them, as https://osv-vulnerabilities.storage.googleapis.com/PyPI/all.zip is. Nothing is asked of any network. Throws
 * `vulnerabilities-unreadable`, or a disk problem.
 */
export async function readOsv(path: string, options: ReadOsvOptions): Promise<Vulnerabilities> {
  const collector = collectVulnerabilities(options.projects);
  try {
    if ((await stat(path)).isDirectory()) await readFolder(path, collector, options.signal);
    else if (await isZip(path)) await readZip(path, collector, options.signal);
    else await readFileOfRecords(path, collector);
  } catch (error) {
    options.signal.throwIfAborted();
    if (error instanceof ProblemError) throw error;
    if (codeOf(error) !== null) throw diskProblem(error, { path, operation: 'read' });
    return unreadable(path, error instanceof Error ? error.message : String(error));
  }
  const found = collector.finish();
  if (found.records === 0) unreadable(path, 'it has no records of projects on PyPI in the OSV format');
  return found;
}

async function readFolder(
  path: string,
  collector: VulnerabilityCollector,
  signal: AbortSignal,
): Promise<void> {
  const names = (await readdir(path)).filter((name) => name.endsWith('.json'));
  if (names.length > MOST_RECORDS) unreadable(path, 'it holds too many files');
  for (const name of names) {
    signal.throwIfAborted();
    collector.add(readOsvRecord(parse(await readBoundedFile(join(path, name), RECORD_LIMIT))));
  }
}

const RECORD_LIMIT = { limitBytes: LARGEST_RECORD_BYTES };

async function readFileOfRecords(path: string, collector: VulnerabilityCollector): Promise<void> {
  const value = parse(await readBoundedFile(path, { limitBytes: LARGEST_FILE_BYTES }));
  if (value === undefined) return unreadable(path, 'it is no JSON, or larger than 256 MiB');
  const records = listOf(value);
  if (records.length > MOST_RECORDS) return unreadable(path, 'it holds too many records');
  for (const record of records) collector.add(readOsvRecord(record));
}

/** One record, a list of them, or what the query API of OSV answers. */
function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null) return [];
  const { vulns } = value as { readonly vulns?: unknown };
  return Array.isArray(vulns) ? vulns : [value];
}

function parse(content: Buffer | null): unknown {
  if (content === null) return undefined;
  try {
    return JSON.parse(content.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

async function isZip(path: string): Promise<boolean> {
  const file = await openPlain(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && buffer.readUInt32LE(0) === ZIP_MARK;
  } finally {
    await file.close();
  }
}

const ZIP_MARK = 0x04034b50;

async function openPlain(path: string): Promise<FileHandle> {
  return (await openRegularFile(path)) ?? unreadable(path, 'it is neither a file nor a folder');
}

async function readZip(path: string, collector: VulnerabilityCollector, signal: AbortSignal): Promise<void> {
  const file = await openPlain(path);
  try {
    const { size } = await file.stat();
    const options = { autoClose: false, lazyEntries: true };
    const zip = await fromRandomAccessReaderPromise(new WindowedFile(file, size), size, options);
    // The directory first, then the entries: going to and fro would read everything many times.
    for (const entry of await listEntries(path, zip)) {
      signal.throwIfAborted();
      const isRecord = entry.uncompressedSize <= LARGEST_RECORD_BYTES;
      collector.add(isRecord ? readOsvRecord(parse(await readZipEntry(zip, entry))) : undefined);
    }
  } finally {
    await file.close();
  }
}

async function listEntries(path: string, zip: ZipFile): Promise<readonly Entry[]> {
  if (zip.entryCount > MOST_RECORDS) unreadable(path, 'it holds too many files');
  const entries: Entry[] = [];
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    if (!entry.fileName.endsWith('.json')) continue;
    entries.push(entry);
    bytes += entry.uncompressedSize;
  }
  if (bytes > MOST_UNPACKED_BYTES) unreadable(path, 'it unpacks to too much');
  return entries;
}

function unreadable(path: string, reason: string): never {
  return refuse('vulnerabilities-unreadable', { path, reason });
}

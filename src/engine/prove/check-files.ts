import { stat } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Problem, problem } from '../../contract/problem';
import type { SimpleFile } from '../../python-packaging/simple-page';
import { isMissing } from '../files/disk-problems';
import { hashFile } from '../files/read-file';
import { mirrorPaths } from '../mirror/mirror-paths';

/** A file that a solution names, and the project that it is of. */
export interface NamedFile {
  readonly project: string;
  readonly file: SimpleFile;
}

export type FileCheck =
  | { readonly kind: 'right'; readonly sha256: string; readonly sizeBytes: number }
  | { readonly kind: 'wrong'; readonly problem: Problem };

export interface CheckFilesOptions {
  readonly directory: string;
  readonly progressed: (files: { readonly done: number; readonly total: number }) => void;
  readonly signal: AbortSignal;
}

/** Two read ahead of each other; more only make a slow drive seek. */
const PARALLEL_FILES = 2;

/** Looks whether each file is in the mirror with the size and the hash that its page tells. By filename. */
export async function checkFiles(
  files: ReadonlyMap<string, NamedFile>,
  { directory, progressed, signal }: CheckFilesOptions,
): Promise<ReadonlyMap<string, FileCheck>> {
  const checks = new Map<string, FileCheck>();
  const waiting = [...files.entries()];
  const { web } = mirrorPaths(directory);
  progressed({ done: 0, total: files.size });
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      signal.throwIfAborted();
      const [filename, file] = next;
      checks.set(filename, await checkFile(file, web, signal));
      progressed({ done: checks.size, total: files.size });
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_FILES }, worker));
  return checks;
}

async function checkFile({ project, file }: NamedFile, web: string, signal: AbortSignal): Promise<FileCheck> {
  const { filename, sizeBytes: listedBytes } = file;
  const wrong = (cause: Problem): FileCheck => ({ kind: 'wrong', problem: cause });
  const damaged = (reason: string): FileCheck =>
    wrong(problem('mirror-file-damaged', { project, filename, reason }));
  const path = pathOf(file.url, web);
  if (path === null) return damaged('its page links to a place outside the mirror');
  const listed = file.hashes.sha256;
  if (listed === undefined) return damaged('its page tells no sha256');
  try {
    const entry = await stat(path);
    if (!entry.isFile()) return wrong(problem('mirror-file-missing', { project, filename }));
    if (listedBytes !== null && entry.size !== listedBytes) {
      return damaged(`it has ${entry.size} bytes and should have ${listedBytes}`);
    }
    const sha256 = await hashFile(path, { signal });
    if (sha256 !== listed.toLowerCase()) return damaged(`its sha256 is ${sha256} and should be ${listed}`);
    const reason = await metadataFault(path, file, signal);
    return reason === null ? { kind: 'right', sha256, sizeBytes: entry.size } : damaged(reason);
  } catch (error) {
    signal.throwIfAborted();
    if (isMissing(error)) return wrong(problem('mirror-file-missing', { project, filename }));
    return damaged(error instanceof Error ? `it cannot be read (${error.message})` : 'it cannot be read');
  }
}

/** An installer that reads the metadata beside a wheel (PEP 658) refuses the release where it is not what the page tells. */
async function metadataFault(
  path: string,
  { coreMetadata }: SimpleFile,
  signal: AbortSignal,
): Promise<string | null> {
  if (coreMetadata === false) return null;
  const beside = `${path}.metadata`;
  try {
    await stat(beside);
    const sha256 = await hashFile(beside, { signal });
    if (coreMetadata.sha256 === null || sha256 === coreMetadata.sha256.toLowerCase()) return null;
    return `the sha256 of its metadata is ${sha256} and should be ${coreMetadata.sha256}`;
  } catch (error) {
    if (!isMissing(error)) throw error;
    return 'the metadata that its page tells of is not beside it';
  }
}

/** The path of a `file:` address below the mirror's tree; `null` for every other. */
function pathOf(url: string, web: string): string | null {
  try {
    const path = fileURLToPath(url);
    const inside = relative(web, path);
    return inside === '' || inside.startsWith(`..${sep}`) || inside === '..' ? null : path;
  } catch {
    return null;
  }
}

import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ProblemError, problem, refuse } from '../../contract/problem';
import { type NormalizedName, parseProjectName } from '../../python-packaging/name';
import { codeOf, isMissing } from '../files/disk-problems';
import { readLocalMetadata } from './read-metadata';
import { LARGEST_PAGE_BYTES, parsePageBody } from './simple-page-body';
import type { FileStream, Index } from './upstream';

/** The forms of a page in a tree of files, best first. */
const FORMS = [
  { filename: 'index.v1_json', contentType: 'application/vnd.pypi.simple.v1+json' },
  { filename: 'index.v1_html', contentType: 'application/vnd.pypi.simple.v1+html' },
  { filename: 'index.html', contentType: 'text/html' },
] as const;

/** An index that is a tree of files, as pip reads it from a `file:` address. Other links in it go to `web`. */
export function openFileUpstream(url: string, web: Index): Index {
  const root = fileURLToPath(url);
  let folders: Promise<ReadonlyMap<NormalizedName, string>> | null = null;
  return {
    url,
    readProject: async (name, { signal }) => {
      signal.throwIfAborted();
      folders ??= listFolders(root, url);
      const folder = (await folders).get(name);
      if (folder === undefined) return { kind: 'unknown' };
      for (const { filename, contentType } of FORMS) {
        const path = join(root, folder, filename);
        const body = await readPage(path);
        if (body === null) continue;
        const page = parsePageBody(name, { url: pathToFileURL(path).href, contentType, body });
        return { kind: 'found', page, source: 'upstream' };
      }
      return { kind: 'unknown' };
    },
    readSize: async (fileUrl, options) =>
      isLocal(fileUrl) ? (await local(fileUrl, (path) => stat(path))).size : web.readSize(fileUrl, options),
    openFile: async (fileUrl, options) =>
      isLocal(fileUrl) ? openLocalFile(fileUrl, options) : web.openFile(fileUrl, options),
    readMetadata: async (file, { signal }) => {
      if (!isLocal(file.url)) return web.readMetadata(file, { signal });
      await local(file.url, (path) => stat(path));
      const options = { fromByte: 0, validator: null, signal };
      return readLocalMetadata(file, (address) => openLocalFile(address, options));
    },
    listProjects: async (take, { signal }) => {
      signal.throwIfAborted();
      folders ??= listFolders(root, url);
      for (const name of (await folders).keys()) take(name, null);
    },
    close: web.close,
  };
}

const isLocal = (url: string): boolean => url.startsWith('file:');

/** Trees written by hand may have folders whose names are not normalised; one whose name is goes before them. */
async function listFolders(root: string, url: string): Promise<ReadonlyMap<NormalizedName, string>> {
  try {
    const entries = await readdir(root, { withFileTypes: true });
    return new Map(
      entries
        .flatMap((entry) => {
          const name = entry.isFile() ? null : parseProjectName(entry.name);
          return name === null ? [] : [[name, entry.name] as const];
        })
        .sort(([name, folder], [otherName, other]) => Number(name === folder) - Number(otherName === other)),
    );
  } catch (error) {
    throw unreachable(url, error);
  }
}

async function readPage(path: string): Promise<string | null> {
  const url = pathToFileURL(path).href;
  try {
    const { size } = await stat(path);
    if (size > LARGEST_PAGE_BYTES) refuse('upstream-page-too-large', { url, limitBytes: LARGEST_PAGE_BYTES });
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw unreachable(url, error);
  }
}

async function local<Value>(url: string, work: (path: string) => Promise<Value>): Promise<Value> {
  try {
    return await work(fileURLToPath(url));
  } catch (error) {
    throw unreachable(url, error);
  }
}

/** The validator is made of size and time, so that a file which was replaced meanwhile is fetched from its beginning. */
async function openLocalFile(
  url: string,
  { fromByte, validator, signal }: Parameters<Index['openFile']>[1],
): Promise<FileStream> {
  const entry = await local(url, (path) => stat(path));
  if (!entry.isFile())
    throw new ProblemError(problem('upstream-unreachable', { url, cause: 'it is not a file' }));
  const current = `${entry.size}-${entry.mtimeMs}`;
  const offset = fromByte <= entry.size && (validator === null || validator === current) ? fromByte : 0;
  const chunks = readFrom(url, offset, signal);
  return { offset, totalBytes: entry.size, validator: current, chunks, close: () => undefined };
}

async function* readFrom(url: string, start: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    const stream = createReadStream(fileURLToPath(url), { start, signal, highWaterMark: 256 * 1024 });
    for await (const chunk of stream as AsyncIterable<Uint8Array>) yield chunk;
  } catch (error) {
    throw unreachable(url, error);
  }
}

/** A tree of files is upstream too: what goes wrong there is not the mirror's disk. */
function unreachable(url: string, error: unknown): unknown {
  const cause = causeOf(error);
  return cause === null
    ? error
    : new ProblemError(problem('upstream-unreachable', { url, cause }), { cause: error });
}

function causeOf(error: unknown): string | null {
  if (error instanceof ProblemError || !(error instanceof Error) || !('code' in error)) return null;
  if (isMissing(error)) return 'there is no such file or folder';
  // Addresses that no path can be made of: with a host, with an encoded slash or zero byte.
  if (String(error.code).startsWith('ERR_INVALID')) return 'its address is no path on this computer';
  return codeOf(error) === null ? null : error.message;
}

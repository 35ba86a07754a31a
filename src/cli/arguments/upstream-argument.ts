import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ProblemError, problem } from '../../contract/problem';

/** The word that stands for the sample index that comes with Sandgrouse. */
export const SAMPLE_UPSTREAM = 'sample';

/**
 * The address that `--upstream` means: an address is taken as it is, `sample` is the built-in index, anything else has
 * to be a folder: a Simple API, or a mirror that has one in it. Throws `upstream-url-invalid`.
 */
export async function readUpstreamArgument(
  text: string,
  { sampleIndexFolder }: { readonly sampleIndexFolder: string },
): Promise<string> {
  if (text === SAMPLE_UPSTREAM) return folderUrl(join(sampleIndexFolder, 'simple'));
  // One letter before the colon is a drive of Windows.
  if (/^[a-z][a-z0-9+.-]+:/i.test(text)) return text;
  for (const inner of TREES) {
    const folder = join(text, inner);
    if (await hasFolders(folder)) return folderUrl(folder);
  }
  return folderUrl(text);
}

/** Where the Simple API is in a mirror's folder, and in a tree that a web server serves. */
const TREES = [join('web', 'simple'), 'simple'];

/** Whether a folder holds folders: that of a project called "simple" holds none. */
async function hasFolders(folder: string): Promise<boolean> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.some((entry) => entry.isDirectory());
}

async function folderUrl(folder: string): Promise<string> {
  const isFolder = await stat(folder).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (!isFolder) {
    const reason = 'it is neither an address nor a folder';
    throw new ProblemError(problem('upstream-url-invalid', { url: folder, reason }));
  }
  return pathToFileURL(`${resolve(folder)}/`).href;
}

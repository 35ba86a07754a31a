import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ProblemError, problem } from '../../contract/problem';

/** The word that stands for the sample index that comes with Sandgrouse. */
export const SAMPLE_UPSTREAM = 'sample';

/**
 * The address that `--upstream` means: an address is taken as it is, `sample` is the built-in index, anything else has
 * to be a folder. Throws `upstream-url-invalid`.
 */
export async function readUpstreamArgument(
  text: string,
  { sampleIndexFolder }: { readonly sampleIndexFolder: string },
): Promise<string> {
  if (text === SAMPLE_UPSTREAM) return folderUrl(join(sampleIndexFolder, 'simple'));
  // One letter before the colon is a drive of Windows.
  if (/^[a-z][a-z0-9+.-]+:/i.test(text)) return text;
  return folderUrl(text);
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

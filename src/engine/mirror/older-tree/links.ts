import { lstat, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { isMissing } from '../../files/disk-problems';

/** What stands at a path, with every link on the way looked at and none followed out of `top`. */
export type Place =
  | { readonly kind: 'file' | 'folder'; readonly sizeBytes: number }
  | { readonly kind: 'missing' }
  /** A link to a file inside; `target` is that file. */
  | { readonly kind: 'link-inside'; readonly target: string }
  /** It, or a folder above it, leads out of `top`; or it is no file, folder or link at all. */
  | { readonly kind: 'outside' };

/** Throws the system's error where it cannot be told. */
export async function lookAt(top: string, path: string): Promise<Place> {
  try {
    const realTop = await realpath(top);
    const isInside = (real: string): boolean => real === realTop || real.startsWith(realTop + sep);
    if (!isInside(await realpath(dirname(path)))) return { kind: 'outside' };
    const entry = await lstat(path);
    if (entry.isFile()) return { kind: 'file', sizeBytes: entry.size };
    if (entry.isDirectory()) return { kind: 'folder', sizeBytes: 0 };
    if (!entry.isSymbolicLink()) return { kind: 'outside' };
    const target = await realpath(path);
    return isInside(target) ? { kind: 'link-inside', target } : { kind: 'outside' };
  } catch (error) {
    if (isMissing(error)) return { kind: 'missing' };
    throw error;
  }
}

/**
 * The file behind a page that may be a link: bandersnatch's own lead to `versions/` beside them, by their absolute path,
 * which is another one where the mirror was moved. `null` where there is none inside `top`.
 */
export async function findPage(top: string, path: string): Promise<string | null> {
  const place = await lookAt(top, path);
  if (place.kind === 'file') return path;
  const text = await readlink(path).catch(() => null);
  if (text !== null) {
    const beside = join(dirname(path), 'versions', basename(text));
    if ((await lookAt(dirname(path), beside)).kind === 'file') return beside;
  }
  if (place.kind !== 'link-inside') return null;
  return (await lookAt(top, place.target)).kind === 'file' ? place.target : null;
}

/**
 * The file behind `web/pypi/NAME/json`, a copy or a link to `web/json/NAME`; `path` is relative to `web/pypi`. `null` where
 * it is something else.
 */
export async function findLegacyPage(web: string, path: string): Promise<string | null> {
  const name = /^([^/]+)\/json$/.exec(path)?.[1];
  if (name === undefined) return null;
  const page = join(web, 'json', name);
  return (await lookAt(web, page)).kind === 'file' ? page : null;
}

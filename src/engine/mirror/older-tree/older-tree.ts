import { createReadStream } from 'node:fs';
import { lstat, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { NormalizedName } from '../../../python-packaging/name';
import { writeFilesAtomically } from '../../files/atomic-write';
import { codeOf, diskProblem, isMissing } from '../../files/disk-problems';
import { readBoundedFile } from '../../files/read-file';
import { type MirrorPaths, PAGE_FILES, resolveInside } from '../mirror-paths';
import type { MirrorWriter } from '../mirror-writer';
import type { OlderProject } from './find-projects';
import { findLegacyPage, lookAt } from './links';
import { OLDER_PAGE } from './survey-tree';
import { walkTree } from './walk-tree';

/**
 * Changes to a tree that another tool made, each for whoever holds the mirror's lock. Each may be cut off anywhere and
 * made again. Throw disk problems.
 */

/**
 * Makes room for the pages of a project under its normalised name: a link there goes, and a folder that differs only in
 * the case of its letters gets that name, where the file system takes the two for one. What the project's folders are
 * then; `null` where the place leads out of the mirror.
 */
export async function prepareProjectFolder(
  { simple, web }: MirrorPaths,
  { name, folders }: OlderProject,
): Promise<readonly string[] | null> {
  const path = join(simple, name);
  try {
    const place = await lookAt(web, path);
    if (place.kind === 'outside') return null;
    const twin = place.kind === 'folder' ? await findTwin(simple, name, folders) : null;
    if (twin !== null) await rename(join(simple, twin), path);
    const [isLink, others] = [place.kind === 'link-inside', folders.filter((folder) => folder !== twin)];
    if (isLink) await rm(path);
    return twin !== null ? [name, ...others] : others.filter((folder) => !isLink || folder !== name);
  } catch (error) {
    throw diskProblem(error, { path, operation: 'rename' });
  }
}

async function findTwin(
  simple: string,
  name: NormalizedName,
  folders: readonly string[],
): Promise<string | null> {
  const target = await stat(join(simple, name), { bigint: true });
  for (const folder of folders) {
    if (folder === name || folder.toLowerCase() !== name) continue;
    const entry = await lstat(join(simple, folder), { bigint: true });
    if (entry.isDirectory() && entry.ino === target.ino && entry.dev === target.dev) return folder;
  }
  return null;
}

/** Takes away the pages of a project from the folders that are not its own any more; other files keep a folder. */
export async function removeOlderFolders(
  { simple }: MirrorPaths,
  name: NormalizedName,
  folders: readonly string[],
): Promise<void> {
  const older = folders.filter((folder) => folder !== name).map((folder) => join(simple, folder));
  for (const path of older) {
    try {
      // Before the folders: a link to one of them would lead nowhere.
      if ((await lookAt(simple, path)).kind === 'link-inside') await rm(path);
    } catch (error) {
      throw diskProblem(error, { path, operation: 'delete' });
    }
  }
  for (const path of older) await removePagesIn(simple, path);
}

async function removePagesIn(simple: string, path: string): Promise<void> {
  try {
    if ((await lookAt(simple, path)).kind !== 'folder') return;
    for (const form of Object.values(PAGE_FILES)) await rm(join(path, form), { force: true });
    await removeFolderIfEmpty(path);
    // The folder of a letter in a hash index.
    if (dirname(path) !== simple) await removeFolderIfEmpty(dirname(path));
  } catch (error) {
    throw diskProblem(error, { path, operation: 'delete' });
  }
}

async function removeFolderIfEmpty(path: string): Promise<void> {
  try {
    await rmdir(path);
  } catch (error) {
    if (!isMissing(error) && !['ENOTEMPTY', 'EEXIST'].includes(codeOf(error) ?? '')) throw error;
  }
}

/**
 * Puts a real file where a link to one stands (`path` is relative to `web`), if it is what was expected. `false` where it
 * is not; the link then stays.
 */
export async function replaceFileLink(
  { web }: MirrorPaths,
  writer: MirrorWriter,
  {
    path,
    sha256,
    signal,
  }: { readonly path: string; readonly sha256: string | null; readonly signal: AbortSignal },
): Promise<boolean> {
  const place = await lookAt(web, resolveInside(web, path));
  if (place.kind !== 'link-inside') return false;
  const { mtimeMs } = await stat(place.target);
  const file = await writer.openPartialFile(path);
  try {
    await file.restart();
    for await (const chunk of createReadStream(place.target, { signal }) as AsyncIterable<Uint8Array>) {
      await file.append(chunk);
    }
    const digest = await file.digest('sha256');
    if (sha256 !== null && sha256 !== digest) {
      await file.discard();
      return false;
    }
    await file.commit({ sha256: digest, modifiedAtMs: mtimeMs });
    return true;
  } finally {
    await file.close();
  }
}

const LARGEST_LEGACY_BYTES = 256 * 1024 * 1024;

/** Copies the older JSON where a link to it stood, as newer versions of bandersnatch do. */
export async function replaceLegacyLinks(
  { web, temporary }: MirrorPaths,
  { signal }: { readonly signal: AbortSignal },
): Promise<void> {
  const top = join(web, 'pypi');
  if ((await lookAt(web, top)).kind !== 'folder') return;
  for await (const { path, kind } of walkTree(top, { signal })) {
    if (kind !== 'link-inside' && kind !== 'outside') continue;
    const page = await findLegacyPage(web, path);
    const data = page === null ? null : await readBoundedFile(page, { limitBytes: LARGEST_LEGACY_BYTES });
    if (data === null) continue;
    await writeFilesAtomically([{ path: join(top, path), data }], { temporaryDirectory: temporary, signal });
  }
}

/** Deletes temporary files and older versions of pages; how many. */
export async function removeLeftovers(
  { web }: MirrorPaths,
  { signal }: { readonly signal: AbortSignal },
): Promise<number> {
  let removed = 0;
  for (const part of ['packages', 'simple', 'pypi']) {
    const top = join(web, part);
    if ((await lookAt(web, top)).kind !== 'folder') continue;
    const folders = new Set<string>();
    for await (const { path, kind } of walkTree(top, { signal })) {
      if (kind !== 'hidden' && !(part === 'simple' && kind === 'file' && OLDER_PAGE.test(path))) continue;
      const full = join(top, path);
      await rm(full, { force: true }).catch((error: unknown) => {
        throw diskProblem(error, { path: full, operation: 'delete' });
      });
      folders.add(join(full, '..'));
      removed += 1;
    }
    for (const folder of folders) await removeEmptyUpTo(top, folder);
  }
  return removed;
}

async function removeEmptyUpTo(top: string, folder: string): Promise<void> {
  if (folder === top || (await readdir(folder)).length > 0) return;
  await removeFolderIfEmpty(folder);
  await removeEmptyUpTo(top, join(folder, '..'));
}

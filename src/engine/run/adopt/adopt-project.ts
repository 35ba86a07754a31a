import { ProblemError } from '../../../contract/problem';
import type { SimpleFile } from '../../../python-packaging/simple-page';
import { diskProblem } from '../../files/disk-problems';
import type { MirrorContents, StoredFile } from '../../mirror/mirror-contents';
import { type MirrorPaths, resolveInside } from '../../mirror/mirror-paths';
import type { MirrorWriter } from '../../mirror/mirror-writer';
import type { OlderProject } from '../../mirror/older-tree/find-projects';
import { lookAt } from '../../mirror/older-tree/links';
import { readOlderPages } from '../../mirror/older-tree/older-pages';
import {
  prepareProjectFolder,
  removeOlderFolders,
  replaceFileLink,
} from '../../mirror/older-tree/older-tree';
import { relativeFileUrl } from '../../mirror/page-urls';
import { isSame } from '../../plan/assemble-plan';
import { type OlderFile, pathOfOlderFile, readOlderListing } from './read-listing';

export interface AdoptingMirror {
  readonly paths: MirrorPaths;
  readonly contents: MirrorContents;
  readonly writer: MirrorWriter;
  readonly signal: AbortSignal;
}

/** What became of one file of a page. */
export type FileFate =
  | {
      readonly kind: 'adopted';
      readonly file: SimpleFile;
      readonly sizeBytes: number;
      readonly isConfirmed: boolean;
      readonly isMetadataNew: boolean;
    }
  | { readonly kind: 'missing'; readonly filename: string }
  | { readonly kind: 'damaged' | 'refused'; readonly filename: string; readonly reason: string };

/** `listed`: it has a page now. `empty`: nothing of it is here. */
export type ProjectFate = 'listed' | 'empty' | 'unread' | 'leads-outside';

/**
 * Adopts one project: reads its older pages, hashes its files once, and writes its pages with those that are right. Its
 * older pages go only when the new ones are there. `onFate` hears of each file.
 */
export async function adoptProject(
  project: OlderProject,
  mirror: AdoptingMirror,
  onFate: (fate: FileFate) => void,
): Promise<ProjectFate> {
  const { paths, writer, signal } = mirror;
  const { name } = project;
  const listing = readOlderListing(name, await readOlderPages(paths, project));
  if (listing === null) return 'unread';
  const files: SimpleFile[] = [];
  for (const older of listing.files) {
    signal.throwIfAborted();
    const fate = await adoptFile(older, mirror);
    if (fate === null) continue;
    if (fate.kind === 'adopted') files.push(fate.file);
    onFate(fate);
  }
  if (files.length === 0 && project.folders.length === 0) return 'empty';
  const folders = await prepareProjectFolder(paths, project);
  if (folders === null) return 'leads-outside';
  await writer.writeProjectPages({ name, status: listing.status, versions: null, files });
  await removeOlderFolders(paths, name, folders);
  return 'listed';
}

/** `null`: not here, and no page said that it is. */
async function adoptFile({ file, isListed }: OlderFile, mirror: AdoptingMirror): Promise<FileFate | null> {
  const { filename } = file;
  const found = pathOfOlderFile(file);
  if ('fault' in found) return isListed ? { kind: 'refused', filename, reason: found.fault } : null;
  const { path } = found;
  const where = await findFile(path, file, mirror);
  if (where === 'missing') return isListed ? { kind: 'missing', filename } : null;
  if (where === 'outside') return { kind: 'refused', filename, reason: 'a link leads out of the mirror' };
  if (where === 'damaged') return { kind: 'damaged', filename, reason: 'it is a link to another file' };
  if (!isSame({ file, sizeBytes: file.sizeBytes }, where)) {
    return { kind: 'damaged', filename, reason: damageOf(file, where) };
  }
  const { coreMetadata, isMetadataNew } = await storeMetadata(path, filename, mirror);
  const adopted: SimpleFile = {
    ...file,
    url: relativeFileUrl(path),
    hashes: { sha256: where.sha256 },
    sizeBytes: where.sizeBytes,
    coreMetadata,
  };
  const isConfirmed = file.hashes.sha256 !== undefined;
  return { kind: 'adopted', file: adopted, sizeBytes: where.sizeBytes, isConfirmed, isMetadataNew };
}

function damageOf({ sizeBytes }: SimpleFile, stored: StoredFile): string {
  return sizeBytes !== null && sizeBytes !== stored.sizeBytes
    ? `it has ${stored.sizeBytes} bytes, where its page says ${sizeBytes}`
    : 'it has another SHA-256 than its page says';
}

/** The finished file, hashed; where a link to a file inside stands, a real one takes its place first. */
async function findFile(
  path: string,
  { hashes }: SimpleFile,
  { paths, contents, writer, signal }: AdoptingMirror,
): Promise<StoredFile | 'missing' | 'outside' | 'damaged'> {
  const full = resolveInside(paths.web, path);
  try {
    const place = await lookAt(paths.packages, full);
    if (place.kind === 'missing') return 'missing';
    if (place.kind === 'outside') {
      // A link may lead to another part of the mirror.
      if ((await lookAt(paths.web, full)).kind !== 'link-inside') return 'outside';
    }
    if (place.kind === 'folder') return 'missing';
    if (place.kind !== 'file') {
      const sha256 = hashes.sha256 ?? null;
      if (!(await replaceFileLink(paths, writer, { path, sha256, signal }))) return 'damaged';
    }
    return (await contents.findFile(path, { signal })) ?? 'missing';
  } catch (error) {
    throw diskProblem(error, { path: full, operation: 'read' });
  }
}

/** Wheels have their metadata beside them (PEP 658); older mirrors do not, and then it is taken out of the wheel. */
async function storeMetadata(
  path: string,
  filename: string,
  { contents, writer }: AdoptingMirror,
): Promise<{ readonly coreMetadata: SimpleFile['coreMetadata']; readonly isMetadataNew: boolean }> {
  if (!filename.endsWith('.whl')) return { coreMetadata: false, isMetadataNew: false };
  const isThere = await contents.hasMetadata(path);
  try {
    return { coreMetadata: { sha256: await writer.storeWheelMetadata(path) }, isMetadataNew: !isThere };
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== 'wheel-unreadable') throw error;
    return { coreMetadata: false, isMetadataNew: false };
  }
}

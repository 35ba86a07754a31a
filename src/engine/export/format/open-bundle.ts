import { createHash } from 'node:crypto';
import { lstat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { BundleManifest } from '../../../contract/bundle';
import { refuse } from '../../../contract/problem';
import { diskProblem } from '../../files/disk-problems';
import { hasProfile } from '../../profile/profile-file';
import { openPlainTree, type PlainTree } from '../../verify/plain-files';
import { MANIFEST_FILENAME, PART_FOLDER, SIGNATURE_FILENAME, SUMS_FILENAME } from './bundle-paths';
import { readManifest } from './manifest';
import { findSigner } from './signing-key';
import { readSums, type Sums } from './sums';

/** A bundle whose manifest is signed, and whose list is the manifest's. Whether the files are right is still open. */
export interface OpenedBundle {
  readonly directory: string;
  readonly tree: PlainTree;
  readonly manifest: BundleManifest;
  /** Of the key that signed; whether it is the right one, the caller has to know. */
  readonly fingerprint: string;
  readonly sums: Sums;
}

const LARGEST_MANIFEST_BYTES = 128 * 1024 * 1024;
const LARGEST_SIGNATURE_BYTES = 65_536;
const LARGEST_SUMS_BYTES = 480 * 1024 * 1024;

/** Throws `bundle-unreadable`, `bundle-signature-wrong`, `bundle-damaged`, or a disk problem. */
export async function openBundle(
  directory: string,
  { signal }: { readonly signal: AbortSignal },
): Promise<OpenedBundle> {
  signal.throwIfAborted();
  const root = resolve(directory);
  const tree = await openPlainTree(root);
  const content = await readTop(tree, root, MANIFEST_FILENAME, LARGEST_MANIFEST_BYTES);
  const manifest = orUnreadable(root, () => readManifest(content));
  const signature = await readTop(tree, root, SIGNATURE_FILENAME, LARGEST_SIGNATURE_BYTES);
  const fingerprint = findSigner(content, signature);
  if (fingerprint === null) return refuse('bundle-signature-wrong', { directory: root });
  const list = await readTop(tree, root, SUMS_FILENAME, LARGEST_SUMS_BYTES);
  if (createHash('sha256').update(list).digest('hex') !== manifest.sumsSha256) {
    refuse('bundle-damaged', { directory: root, findings: 1, names: [`"${SUMS_FILENAME}" was changed`] });
  }
  const sums = orUnreadable(root, () => readSums(list.toString('utf8')));
  return { directory: root, tree, manifest, fingerprint, sums };
}

/** Whether somebody says that this folder is a bundle, finished or not. Looks at names alone. */
export async function looksLikeBundle(directory: string): Promise<boolean> {
  for (const name of [MANIFEST_FILENAME, PART_FOLDER]) {
    if ((await lstat(join(directory, name)).catch(() => null)) !== null) return true;
  }
  return false;
}

/** Refuses a folder without a manifest, and says so where it is a mirror. */
export async function refuseAsBundle(directory: string): Promise<never> {
  const reason = (await hasProfile(directory)) ? 'it is a mirror' : `it has no "${MANIFEST_FILENAME}"`;
  return refuse('bundle-unreadable', { directory, reason });
}

async function readTop(tree: PlainTree, root: string, name: string, limitBytes: number): Promise<Buffer> {
  const standing = await tree.lookAt(name);
  if (standing.kind === 'missing') {
    const isUnfinished = await tree.isFolder(PART_FOLDER);
    if (isUnfinished) refuse('bundle-unreadable', { directory: root, reason: 'it was not finished' });
    return refuseAsBundle(root);
  }
  if (standing.kind === 'not-a-file') {
    return refuse('bundle-unreadable', { directory: root, reason: `its "${name}" is no file` });
  }
  try {
    const content = await tree.read(name, limitBytes);
    return content ?? refuse('bundle-unreadable', { directory: root, reason: `its "${name}" is too large` });
  } catch (error) {
    throw diskProblem(error, { path: join(root, name), operation: 'read' });
  }
}

function orUnreadable<Value>(directory: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refuse('bundle-unreadable', { directory, reason });
  }
}

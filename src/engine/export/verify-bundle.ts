import type { BundleFinding, BundleReport, TransferProgress } from '../../contract/bundle';
import { diskProblem } from '../files/disk-problems';
import { createDiskReader } from './drive/direct-read';
import { createTransferMeter, type TransferMeter } from './drive/transfer-meter';
import { isCarried } from './format/bundle-paths';
import { type OpenedBundle, openBundle } from './format/open-bundle';
import { isOwn, walkFolder } from './format/walk-bundle';
import { promisedBytes } from './take-in/take-in-files';

export interface VerifyBundleOptions {
  readonly directory: string;
  readonly emit: (progress: TransferProgress) => void;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/**
 * Holds a bundle against its own list: signature, every hash, nothing besides. Needs no mirror. Whether the key is the
 * right one is for the person to say who knows its fingerprint. Throws the problems of `openBundle`, or the signal's
 * reason.
 */
export async function verifyBundle({
  directory,
  emit,
  now,
  signal,
}: VerifyBundleOptions): Promise<BundleReport> {
  const bundle = await openBundle(directory, { signal });
  const { sums, manifest, fingerprint, tree } = bundle;
  const sizes = new Map<string, number>();
  const findings: BundleFinding[] = [...(await findStrangers(bundle, { signal }))];
  for (const path of sums.keys()) {
    signal.throwIfAborted();
    const standing = await tree.lookAt(path);
    if (standing.kind !== 'file') findings.push({ path, kind: standing.kind });
    // To read what cannot be right may take days: a file with holes claims terabytes on any drive.
    else if (isCarried(path) && standing.sizeBytes > promisedBytes(bundle))
      findings.push({ path, kind: 'damaged' });
    else sizes.set(path, standing.sizeBytes);
  }
  const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const meter = createTransferMeter(now, emit);
  meter.begin('verify', { items: sizes.size, bytes });
  const isPastCache = await hashAll(bundle, [...sizes.keys()], { meter, findings, signal });
  const readBack = isPastCache ? 'past-cache' : 'through-cache';
  return { manifest, fingerprint, files: sums.size, bytes, findings, readBack };
}

/** What stands in the folder without being listed, and links. Throws a disk problem. */
export async function findStrangers(
  { directory, sums }: Pick<OpenedBundle, 'directory' | 'sums'>,
  { signal }: { readonly signal: AbortSignal },
): Promise<readonly BundleFinding[]> {
  const strangers: BundleFinding[] = [];
  try {
    for await (const { path, isFile } of walkFolder(directory, { signal })) {
      if (sums.has(path)) continue;
      if (!isFile) strangers.push({ path, kind: 'not-a-file' });
      else if (!isOwn(path)) strangers.push({ path, kind: 'not-listed' });
    }
  } catch (error) {
    throw diskProblem(error, { path: directory, operation: 'read' });
  }
  return strangers;
}

async function hashAll(
  { tree, sums }: OpenedBundle,
  paths: readonly string[],
  {
    meter,
    findings,
    signal,
  }: { readonly meter: TransferMeter; readonly findings: BundleFinding[]; readonly signal: AbortSignal },
): Promise<boolean> {
  const reader = createDiskReader();
  let isPastCache = true;
  for (const path of paths) {
    try {
      const content = await reader.hash(tree.placeOf(path), { progressed: meter.moved, signal });
      isPastCache &&= content.isPastCache;
      if (content.sha256 !== sums.get(path)) findings.push({ path, kind: 'damaged' });
    } catch (error) {
      signal.throwIfAborted();
      await tree.reasonOf(error);
      findings.push({ path, kind: 'unreadable' });
    }
    meter.itemDone();
  }
  return isPastCache;
}

import type { BundleFinding, BundleReport, TransferProgress } from '../../contract/bundle';
import { eachAtOnce } from '../files/at-once';
import { diskProblem } from '../files/disk-problems';
import { createDiskReader } from './drive/direct-read';
import { eachBySize } from './drive/each-by-size';
import { createTransferMeter, type TransferMeter } from './drive/transfer-meter';
import { isCarried } from './format/bundle-paths';
import { type OpenedBundle, openBundle } from './format/open-bundle';
import { isOwn, walkFolder } from './format/walk-bundle';
import { findingsInOrder, promisedBytes } from './take-in/take-in-files';

/** Looking needs no more than a file's entry. */
const LOOKS_AT_ONCE = 8;

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
  const strangers = await findStrangers(bundle, { signal });
  const sizes = new Map<string, number>();
  const wrong = new Map<string, BundleFinding['kind']>();
  await eachAtOnce(sums.keys(), LOOKS_AT_ONCE, async (path) => {
    signal.throwIfAborted();
    const standing = await tree.lookAt(path);
    if (standing.kind !== 'file') wrong.set(path, standing.kind);
    // To read what cannot be right may take days: a file with holes claims terabytes on any drive.
    else if (isCarried(path) && standing.sizeBytes > promisedBytes(bundle)) wrong.set(path, 'damaged');
    else sizes.set(path, standing.sizeBytes);
  });
  const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const meter = createTransferMeter(now, emit);
  meter.begin('verify', { items: sizes.size, bytes });
  const isPastCache = await hashAll(bundle, sizes, { meter, wrong, signal });
  const readBack = isPastCache ? 'past-cache' : 'through-cache';
  const findings = [...strangers, ...findingsInOrder(wrong, sums.keys())];
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
  sizes: ReadonlyMap<string, number>,
  {
    meter,
    wrong,
    signal,
  }: {
    readonly meter: TransferMeter;
    readonly wrong: Map<string, BundleFinding['kind']>;
    readonly signal: AbortSignal;
  },
): Promise<boolean> {
  const reader = createDiskReader();
  let isPastCache = true;
  const hash = async (path: string): Promise<void> => {
    signal.throwIfAborted();
    try {
      const content = await reader.hash(tree.placeOf(path), { progressed: meter.moved, signal });
      isPastCache &&= content.isPastCache;
      if (content.sha256 !== sums.get(path)) wrong.set(path, 'damaged');
    } catch (error) {
      signal.throwIfAborted();
      await tree.reasonOf(error);
      wrong.set(path, 'unreadable');
    }
    meter.itemDone();
  };
  await eachBySize([...sizes.keys()], (path) => sizes.get(path) ?? 0, hash);
  return isPastCache;
}

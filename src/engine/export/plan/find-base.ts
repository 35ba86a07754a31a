import { resolve } from 'node:path';
import type { BundleBase } from '../../../contract/bundle';
import { ProblemError, refuse } from '../../../contract/problem';
import { readOwnTransfers } from '../../mirror/transfer-log';
import { readAppliedBundle, readStateText } from '../../mirror/transfer-records';
import { looksLikeBundle, openBundle } from '../format/open-bundle';
import { readReceipt } from '../format/receipt';
import { carriedSums, digestOfSums, readSums, type Sums } from '../format/sums';
import { findReceipts } from '../format/take-in-receipts';

/** What the far side has already: the state that a delta goes on from. */
export interface ExportBase extends BundleBase {
  readonly sums: Sums;
}

/** The word that stands for what this mirror exported last. */
export const LAST_EXPORT = 'last';

/**
 * The base that a person named: a receipt, an earlier bundle (or what its receipt says the far side has), a mirror that
 * was brought to a state by an import, or `last`. Throws `export-base-unknown`.
 */
export async function findBase(
  directory: string,
  { mirrorId, named }: { readonly mirrorId: string; readonly named: string },
  { signal }: { readonly signal: AbortSignal },
): Promise<ExportBase> {
  if (named === LAST_EXPORT) return findLast(directory);
  const path = resolve(named);
  const receipt = await findReceipt(path);
  if (receipt !== null) return fromReceipt(directory, receipt, mirrorId);
  if (await looksLikeBundle(path)) return fromBundle(directory, path, mirrorId, signal);
  const applied = await readAppliedBundle(path);
  if (applied === null) return unknown(named, 'it is no receipt, no export, and no mirror that took one in');
  if (applied.mirrorId !== mirrorId) return unknown(named, 'it belongs to another mirror');
  const sums = await remembered(path, applied.stateDigest);
  return sums === null
    ? unknown(named, 'what it holds is not on record')
    : { bundleId: applied.bundleId, stateDigest: applied.stateDigest, sums };
}

async function findLast(directory: string): Promise<ExportBase> {
  const done = (await readOwnTransfers(directory)).filter(({ result }) => result === 'done');
  const last = done.findLast(({ transfer }) => transfer === 'exported')?.bundle ?? null;
  const sums = last === null ? null : await remembered(directory, last.state);
  if (last === null || sums === null) return unknown(LAST_EXPORT, 'no export is on record');
  return { bundleId: last.id, stateDigest: last.state, sums };
}

/** The one receipt at a place; `null` where there is none. */
async function findReceipt(path: string): Promise<string | null> {
  const [first = null, ...others] = await findReceipts(path);
  if (others.length > 0) return unknown(path, 'it has receipts of several far sides; name one of the files');
  return first;
}

async function fromReceipt(directory: string, path: string, mirrorId: string): Promise<ExportBase> {
  const receipt = await readReceipt(path);
  if (receipt === null) return unknown(path, 'it cannot be read, or was changed after it was signed');
  if (receipt.mirrorId !== mirrorId) return unknown(path, 'it belongs to another mirror');
  const { bundleId, stateDigest } = receipt;
  const sums = receipt.sums ?? (await remembered(directory, stateDigest));
  return sums === null
    ? unknown(path, 'what the far side holds is neither with it nor on record here')
    : { bundleId, stateDigest, sums };
}

async function fromBundle(
  directory: string,
  path: string,
  mirrorId: string,
  signal: AbortSignal,
): Promise<ExportBase> {
  const { manifest, sums } = await openBundle(path, { signal }).catch((error: unknown) => {
    if (error instanceof ProblemError) return unknown(path, 'it cannot be read as an export');
    throw error;
  });
  const { bundleId, state } = manifest;
  if (manifest.mirror.id !== mirrorId) return unknown(path, 'it belongs to another mirror');
  const known = await remembered(directory, state.digest);
  if (known !== null) return { bundleId, stateDigest: state.digest, sums: known };
  const carried = carriedSums(sums);
  if (digestOfSums(carried) !== state.digest) {
    return unknown(path, 'it holds only a part of what it led to, and the rest is not on record here');
  }
  return { bundleId, stateDigest: state.digest, sums: carried };
}

/** A state by its digest, as far as it is remembered and right. */
async function remembered(directory: string, digest: string): Promise<Sums | null> {
  const text = await readStateText(directory, digest);
  if (text === null) return null;
  try {
    const sums = readSums(text);
    return digestOfSums(sums) === digest ? sums : null;
  } catch {
    return null;
  }
}

function unknown(base: string, reason: string): never {
  return refuse('export-base-unknown', { base, reason });
}

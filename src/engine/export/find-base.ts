import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { BundleBase } from '../../contract/bundle';
import { ProblemError, refuse } from '../../contract/problem';
import { readAppliedBundle, readStateText, readTransferLog } from '../mirror/transfer-records';
import { RECEIPTS_FOLDER } from './bundle-paths';
import { looksLikeBundle, openBundle } from './open-bundle';
import { readReceipt } from './receipt';
import { RECEIPT_NAME } from './receipt-names';
import { carriedSums, digestOfSums, readSums, type Sums } from './sums';

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
  const receipt = RECEIPT_NAME.test(basename(path)) ? path : await findReceipt(path);
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
  const log = await readTransferLog(directory);
  const last = log.findLast(({ verb }) => verb === 'exported');
  const sums = last === undefined ? null : await remembered(directory, last.stateDigest);
  if (last === undefined || sums === null) return unknown(LAST_EXPORT, 'no export is on record');
  return { bundleId: last.bundleId, stateDigest: last.stateDigest, sums };
}

/** The one receipt in a folder, or in a bundle's folder for them; `null` where there is none. */
async function findReceipt(path: string): Promise<string | null> {
  for (const folder of [path, join(path, RECEIPTS_FOLDER)]) {
    const names = (await readdir(folder).catch(() => [])).filter(
      (name) => RECEIPT_NAME.test(name) && name.endsWith('.json'),
    );
    if (names.length > 1) return unknown(path, 'it has receipts of several far sides; name one of the files');
    if (names[0] !== undefined) return join(folder, names[0]);
  }
  return null;
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

import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { nameOfBundle } from '../../../contract/bundle';
import type { ExportPlace, OfferedBase } from '../../../contract/carry-state';
import { ProblemError } from '../../../contract/problem';
import { mirrorPaths } from '../../mirror/mirror-paths';
import { ensureMirrorId } from '../../mirror/transfer-records';
import { isLeftByFileManager, RECEIPTS_FOLDER } from '../format/bundle-paths';
import { looksLikeBundle } from '../format/open-bundle';
import { RECEIPT_NAME } from '../format/receipt-names';
import { findBase, LAST_EXPORT } from './find-base';

/** A folder beside many others is not searched whole. */
const MOST_FOLDERS = 50;

/**
 * Where an export of a mirror should go in a folder that a person chose, which is rarely empty where it is the top of a
 * drive; and what lies around it that a delta could go on from. Writes nothing there.
 */
export async function proposePlace(
  directory: string,
  folder: string,
  { signal }: { readonly signal: AbortSignal },
): Promise<ExportPlace> {
  const mirrorId = await ensureMirrorId(directory);
  const chosen = resolve(folder);
  const to = (await isFree(chosen))
    ? chosen
    : join(chosen, `sandgrouse-${basename(mirrorPaths(directory).directory)}`);
  const bases: OfferedBase[] = [];
  const known = new Set<string>();
  for (const candidate of [LAST, ...(await findCandidates(to, signal))]) {
    signal.throwIfAborted();
    const { named } = candidate;
    const base = await findBase(directory, { mirrorId, named }, { signal }).catch((error: unknown) => {
      if (error instanceof ProblemError) return null;
      throw error;
    });
    // The same state is offered once, by what says most of the far side.
    if (base === null) continue;
    const key = candidate.kind === 'receipt' ? named : base.stateDigest;
    if (known.has(key)) continue;
    known.add(key);
    bases.push({ ...candidate, bundleName: nameOfBundle(base.bundleId) });
  }
  return { to, bases };
}

type Candidate = Omit<OfferedBase, 'bundleName'>;

const LAST: Candidate = { kind: 'last', named: LAST_EXPORT };

/** It is not there yet, is empty, or holds an export. The top of a drive is for other things too, even while it is empty. */
async function isFree(folder: string): Promise<boolean> {
  if (await looksLikeBundle(folder)) return true;
  const names = await readdir(folder).catch(() => []);
  return names.every((name) => isLeftByFileManager(name)) && !(await isTopOfVolume(folder));
}

async function isTopOfVolume(folder: string): Promise<boolean> {
  const above = dirname(folder);
  if (above === folder) return true;
  const [here, there] = await Promise.all([stat(folder), stat(above)]).catch(() => [null, null]);
  return here !== null && there !== null && here.dev !== there.dev;
}

/** Receipts and exports in the folder and beside it. */
async function findCandidates(to: string, signal: AbortSignal): Promise<readonly Candidate[]> {
  const above = dirname(to);
  const entries = await readdir(above, { withFileTypes: true }).catch(() => []);
  const beside = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(above, name));
  const folders = [...new Set([to, above, ...beside.slice(0, MOST_FOLDERS)])];
  const receipts: Candidate[] = [];
  const bundles: Candidate[] = [];
  for (const folder of folders) {
    signal.throwIfAborted();
    const found = [...(await receiptsIn(folder)), ...(await receiptsIn(join(folder, RECEIPTS_FOLDER)))];
    receipts.push(...found.map((named) => ({ kind: 'receipt' as const, named })));
    // What is about to be written over is offered by its receipt alone: nobody may have taken it in.
    if (folder !== to && found.length === 0 && (await looksLikeBundle(folder))) {
      bundles.push({ kind: 'bundle', named: folder });
    }
  }
  return [...receipts, ...bundles];
}

async function receiptsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => RECEIPT_NAME.test(name) && name.endsWith('.json'))
    .map((name) => join(folder, name));
}

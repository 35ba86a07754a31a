import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { readBoundedFile } from '../../files/read-file';
import { keepTold } from '../../mirror/transfer-log';
import { readMirrorId } from '../../mirror/transfer-records';
import { LARGEST_LOG_BYTES, RECEIPTS_FOLDER } from './bundle-paths';
import { readSignedReceipt } from './receipt';
import { RECEIPT_NAME } from './receipt-names';
import { readTransferLines } from './transfer-entries';

/** More far sides than any that carry to each other have. */
const MOST_RECEIPTS = 100;

/** The receipts at a place: that file, or those in that folder, or in the folder for them of a bundle. */
export async function findReceipts(path: string): Promise<readonly string[]> {
  if (RECEIPT_NAME.test(basename(path))) return [path];
  for (const folder of [path, join(path, RECEIPTS_FOLDER)]) {
    const names = (await readdir(folder).catch(() => [])).filter(
      (name) => RECEIPT_NAME.test(name) && name.endsWith('.json'),
    );
    if (names.length > 0) return names.slice(0, MOST_RECEIPTS).map((name) => join(folder, name));
  }
  return [];
}

/**
 * Keeps what far sides tell of themselves in the receipts at some places. A receipt of another mirror, or one that was
 * changed, tells nothing. Gives how many were read. Throws where this mirror's own disk fails.
 */
export async function takeInReceipts(directory: string, places: readonly string[]): Promise<number> {
  const ownId = await readMirrorId(directory);
  if (ownId === null) return 0;
  let taken = 0;
  for (const place of places) {
    for (const path of await findReceipts(resolve(place))) {
      // What a drive does not give is no reason to stop; the receipt may be read the next time.
      const told = await readToldTransfers(path, ownId).catch(() => null);
      if (told === null) continue;
      await keepTold(directory, told.entries, { ownId, toldBy: told.fingerprint });
      taken += 1;
    }
  }
  return taken;
}

async function readToldTransfers(path: string, ownId: string) {
  const receipt = await readSignedReceipt(path);
  if (receipt === null || receipt.mirrorId !== ownId) return null;
  const { fingerprint, farMirrorId, stem, transfersSha256 } = receipt;
  const content = await readBoundedFile(`${stem}.jsonl`, { limitBytes: LARGEST_LOG_BYTES });
  if (content === null || createHash('sha256').update(content).digest('hex') !== transfersSha256) return null;
  // Of itself alone: what others did, they say.
  const entries = readTransferLines(content).filter(({ side }) => side === farMirrorId);
  return { fingerprint, entries };
}

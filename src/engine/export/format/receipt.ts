import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { refuse } from '../../../contract/problem';
import { diskProblem } from '../../files/disk-problems';
import { readBoundedFile } from '../../files/read-file';
import { ensureMirrorId, readAppliedBundle, readStateText } from '../../mirror/transfer-records';
import { RECEIPTS_FOLDER } from './bundle-paths';
import { looksLikeBundle } from './open-bundle';
import { receiptNames, UNFINISHED_RECEIPT } from './receipt-names';
import { findSigner, type SigningKey } from './signing-key';
import { digestOfSums, readSums, type Sums } from './sums';
import { writeOwnTransfers } from './transfer-entries';

/** What a far side says that it holds, so that the next delta is right. */
export interface Receipt {
  /** Of the mirror that was exported, and of the one that took it in. */
  readonly mirrorId: string;
  readonly farMirrorId: string;
  readonly bundleId: string;
  readonly stateDigest: string;
  readonly importedAt: string;
  /** Of the far side's key. */
  readonly fingerprint: string;
  /** `null` where the list is not beside it. */
  readonly sums: Sums | null;
}

const RECEIPT_FORMAT = 1;
const LARGEST_RECEIPT_BYTES = 65_536;
const LARGEST_SUMS_BYTES = 480 * 1024 * 1024;

const receiptSchema = z.object({
  format: z.literal(RECEIPT_FORMAT),
  mirrorId: z.uuid(),
  farMirrorId: z.uuid(),
  bundleId: z.string().regex(/^[0-9a-f]{32}$/),
  stateDigest: z.string().regex(/^[0-9a-f]{64}$/),
  importedAt: z.iso.datetime(),
  transfersSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .default(null),
});

/** What a receipt says that its key has signed; what is beside it is read by who needs it. */
export interface SignedReceipt extends Omit<Receipt, 'sums'> {
  /** Its path without the ending. */
  readonly stem: string;
  /** SHA-256 of the log beside it; `null` where it tells of none. */
  readonly transfersSha256: string | null;
}

/** `null` where it is not what it should be. Throws a disk problem. */
export async function readSignedReceipt(path: string): Promise<SignedReceipt | null> {
  const stem = path.replace(/\.[a-z0-9]+$/, '');
  const content = await readBoundedFile(`${stem}.json`, { limitBytes: LARGEST_RECEIPT_BYTES });
  const signature = await readBoundedFile(`${stem}.sig`, { limitBytes: LARGEST_RECEIPT_BYTES });
  if (content === null || signature === null) return null;
  const fingerprint = findSigner(content, signature);
  if (fingerprint === null) return null;
  try {
    const facts = receiptSchema.parse(JSON.parse(content.toString('utf8')));
    return { ...facts, fingerprint, stem };
  } catch {
    return null;
  }
}

/** Reads a receipt with its signature and its list; `null` where one of them is not what it should be. */
export async function readReceipt(path: string): Promise<Receipt | null> {
  const receipt = await readSignedReceipt(path);
  if (receipt === null) return null;
  const list = await readBoundedFile(`${receipt.stem}.sha256sums`, { limitBytes: LARGEST_SUMS_BYTES });
  try {
    const sums = list === null ? null : readSums(list.toString('utf8'));
    return sums !== null && digestOfSums(sums) !== receipt.stateDigest ? null : { ...receipt, sums };
  } catch {
    return null;
  }
}

export interface WriteReceiptOptions {
  /** The far mirror. */
  readonly directory: string;
  /** A bundle's folder, or any other one. */
  readonly to: string;
  readonly key: SigningKey;
  readonly signal: AbortSignal;
}

/**
 * Writes what the mirror holds since its last import: into the bundle's folder for receipts, or into the given folder.
 * Gives the path. Throws `nothing-imported`, or a disk problem.
 */
export async function writeReceipt({ directory, to, key, signal }: WriteReceiptOptions): Promise<string> {
  signal.throwIfAborted();
  const applied = await readAppliedBundle(directory);
  if (applied === null) return refuse('nothing-imported', { directory });
  const farMirrorId = await ensureMirrorId(directory);
  const { mirrorId, bundleId, stateDigest } = applied;
  const importedAt = new Date(applied.importedAtMs).toISOString();
  const transfers = await writeOwnTransfers(directory);
  const transfersSha256 = createHash('sha256').update(transfers).digest('hex');
  const held = { mirrorId, farMirrorId, bundleId, stateDigest, importedAt };
  const facts = { format: RECEIPT_FORMAT, ...held, transfersSha256 };
  const content = Buffer.from(`${JSON.stringify(facts, null, 2)}\n`);
  const list = await readStateText(directory, stateDigest);
  const root = resolve(to);
  const isBundle = await looksLikeBundle(root);
  const folder = isBundle ? join(root, RECEIPTS_FOLDER) : root;
  const names = receiptNames(farMirrorId);
  try {
    if (isBundle) {
      await makePlainFolder(folder);
      await removeUnfinished(folder);
    }
    if (list !== null) await writePlain(join(folder, names.sums), Buffer.from(list));
    await writePlain(join(folder, names.transfers), transfers);
    await writePlain(join(folder, names.sig), Buffer.from(key.sign(content)));
    await writePlain(join(folder, names.json), content);
  } catch (error) {
    throw diskProblem(error, { path: folder, operation: 'write' });
  }
  return join(folder, names.json);
}

async function makePlainFolder(path: string): Promise<void> {
  await mkdir(path).catch(() => undefined);
  if (!(await lstat(path)).isDirectory()) {
    refuse('bundle-place-refused', {
      directory: dirname(path),
      reason: 'a link or a file stands where receipts go',
    });
  }
}

async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (UNFINISHED_RECEIPT.test(name)) await rm(join(folder, name), { force: true });
  }
}

/** Beside, then renamed: a link that stands there is replaced, and never written through. */
async function writePlain(path: string, content: Uint8Array): Promise<void> {
  const beside = join(dirname(path), `.${randomUUID()}.tmp`);
  try {
    const file = await open(beside, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } finally {
    await rm(beside, { force: true }).catch(() => undefined);
  }
}

import { createHash } from 'node:crypto';
import type { Who } from '../../../contract/bundle';
import type { Problem } from '../../../contract/problem';
import type { TransferEntry, TransferResult } from '../../../contract/transfer-log';
import { keepTold, logTransfer } from '../../mirror/transfer-log';
import { readMirrorId } from '../../mirror/transfer-records';
import { LARGEST_LOG_BYTES, TRANSFERS_FILENAME } from '../format/bundle-paths';
import type { OpenedBundle } from '../format/open-bundle';
import { carriedBy, entryOfExport, entryOfHappening, readTransferLines } from '../format/transfer-entries';

/** Whose import it is. */
interface Importer {
  readonly directory: string;
  readonly by: Who;
  readonly program: string;
  readonly now: () => number;
}

interface LoggedImport {
  readonly bundle: OpenedBundle;
  /** The id of the mirror that took it in. */
  readonly farId: string;
  readonly carriedLog: readonly TransferEntry[];
}

const RESULTS = {
  imported: 'done',
  unchanged: 'unchanged',
  'waiting-for-parts': 'part-taken',
} as const satisfies Readonly<Record<string, TransferResult>>;

/** Writes down what was taken in, and what the bundle tells of the other sides. Throws where this side's disk fails. */
export async function logImport(
  kind: keyof typeof RESULTS,
  { bundle, farId, carriedLog }: LoggedImport,
  { directory, by, program, now }: Importer,
): Promise<void> {
  const { manifest, fingerprint } = bundle;
  const exported = manifest.by === null ? [] : [entryOfExport(manifest, manifest.by, fingerprint)];
  const told = [...carriedLog, ...exported];
  await keepTold(directory, told, { ownId: farId, toldBy: fingerprint });
  const happening = { transfer: 'imported', atMs: now(), side: farId, by, program } as const;
  const carried = carriedBy(manifest, fingerprint);
  await logTransfer(
    directory,
    entryOfHappening({ ...happening, result: RESULTS[kind], problem: null, bundle: carried }),
  );
}

/**
 * Writes down what was refused or stopped, where the mirror was ever carried to. That a person is asked about a key is no
 * refusal.
 */
export async function logFailedImport(
  bundle: OpenedBundle | null,
  problem: Problem | null,
  { directory, by, program, now }: Importer,
): Promise<void> {
  if (problem?.code === 'bundle-key-unconfirmed') return;
  const side = await readMirrorId(directory).catch(() => null);
  if (side === null) return;
  const carried = bundle === null ? null : carriedBy(bundle.manifest, bundle.fingerprint);
  const result = problem === null ? 'stopped' : 'failed';
  const happening = { transfer: 'imported', atMs: now(), side, by, program } as const;
  const entry = entryOfHappening({ ...happening, result, problem, bundle: carried });
  // What stood in the way of the import stands in the way of the log as well, and is told.
  await logTransfer(directory, entry).catch(() => undefined);
}

/**
 * The log in a bundle, where it is the one that was signed. To be read before anything is taken in: afterwards the drive may
 * be gone, which is nobody's fault then. What a drive does not give keeps nobody from importing.
 */
export async function readCarriedLog({ tree, sums }: OpenedBundle): Promise<readonly TransferEntry[]> {
  const listed = sums.get(TRANSFERS_FILENAME);
  if (listed === undefined) return [];
  const content = await tree.read(TRANSFERS_FILENAME, LARGEST_LOG_BYTES).catch(() => null);
  if (content === null || createHash('sha256').update(content).digest('hex') !== listed) return [];
  return readTransferLines(content);
}

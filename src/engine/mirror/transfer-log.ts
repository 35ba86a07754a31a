import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { redact } from '../../contract/redact';
import { type KnownTransfer, type TransferEntry, transferEntrySchema } from '../../contract/transfer-log';
import { diskProblem } from '../files/disk-problems';
import { appendLine } from './append-line';
import { readLineFile } from './line-file';
import { mirrorPaths } from './mirror-paths';

/**
 * The two files of `.sandgrouse/transfers/` that only grow: what this mirror wrote down itself, and what other sides told
 * of theirs. A line an entry.
 */
function placesOf(directory: string) {
  const folder = join(mirrorPaths(directory).records, 'transfers');
  return { folder, own: join(folder, 'log.jsonl'), told: join(folder, 'told.jsonl') };
}

/** Other sides cannot fill the disk by what they say. */
const MOST_TOLD = 20_000;

/** Adds what was done here. Where nothing was ever carried, or a link stands, nothing is added. Throws a disk problem. */
export async function logTransfer(directory: string, entry: TransferEntry): Promise<void> {
  const { own } = placesOf(directory);
  await append(directory, own, lineOf(entry));
}

/** An entry as a line, without an end. No address keeps a password or the values of its query. */
export function lineOf(entry: TransferEntry): string {
  return JSON.stringify(entry, (_key, value: unknown) => (typeof value === 'string' ? redact(value) : value));
}

/** What this mirror did itself, the newest last. Throws a disk problem. */
export async function readOwnTransfers(directory: string): Promise<readonly TransferEntry[]> {
  const entries: TransferEntry[] = [];
  for await (const value of readLineFile(placesOf(directory).own)) {
    const entry = readEntry(value);
    if (entry !== null) entries.push(entry);
  }
  return entries;
}

/** What all sides did, as far as it is known here, by time. Throws a disk problem. */
export async function readTransfers(directory: string): Promise<readonly KnownTransfer[]> {
  const own = (await readOwnTransfers(directory)).map((entry) => ({ ...entry, toldBy: null }));
  const all = [...own, ...(await readTold(directory))];
  return all.sort((left, right) => Date.parse(left.time) - Date.parse(right.time));
}

/**
 * Keeps what other sides did, as somebody told and signed it. What is known stays as it was told first; what is said of
 * `ownId` is passed over. Throws a disk problem.
 */
export async function keepTold(
  directory: string,
  entries: readonly TransferEntry[],
  { ownId, toldBy }: { readonly ownId: string; readonly toldBy: string },
): Promise<void> {
  const known = await readTold(directory);
  const names = new Set(known.map(nameOf));
  const fresh = entries.filter((entry) => entry.side !== ownId && !names.has(nameOf(entry)));
  const lines = new Map(fresh.map((entry) => [nameOf(entry), { ...entry, toldBy }]));
  const kept = [...lines.values()].slice(0, Math.max(0, MOST_TOLD - known.length));
  if (kept.length === 0) return;
  await append(directory, placesOf(directory).told, kept.map(lineOf).join('\n'));
}

/** The same for what one side says of one and the same act, however often, and in whichever words. */
function nameOf({ side, time, transfer, result, bundle }: TransferEntry): string {
  return JSON.stringify([side, time, transfer, result, bundle?.id ?? null, bundle?.part ?? null]);
}

async function readTold(directory: string): Promise<readonly KnownTransfer[]> {
  const entries: KnownTransfer[] = [];
  for await (const value of readLineFile(placesOf(directory).told)) {
    const entry = readEntry(value);
    const told = toldSchema.safeParse(value);
    if (entry !== null && told.success) entries.push({ ...entry, ...told.data });
  }
  return entries;
}

const toldSchema = z.object({ toldBy: transferEntrySchema.shape.host });

function readEntry(value: unknown): TransferEntry | null {
  const parsed = transferEntrySchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

async function append(directory: string, path: string, line: string): Promise<void> {
  const { folder } = placesOf(directory);
  const entry = await lstat(folder).catch(() => null);
  if (entry?.isDirectory() !== true) return;
  try {
    await appendLine(path, line);
  } catch (error) {
    throw diskProblem(error, { path, operation: 'write' });
  }
}

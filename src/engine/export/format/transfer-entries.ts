import type { BundleManifest, Who } from '../../../contract/bundle';
import type { Problem } from '../../../contract/problem';
import {
  type CarriedBundle,
  type TransferEntry,
  type TransferResult,
  transferEntrySchema,
} from '../../../contract/transfer-log';
import { causeOf } from '../../mirror/cause-of';
import { lineOf, readOwnTransfers, readTransfers } from '../../mirror/transfer-log';
import { LARGEST_LOG_BYTES } from './bundle-paths';

/** The log as it travels with a bundle: of all sides that are known here. */
export async function writeAllTransfers(directory: string): Promise<Buffer> {
  const all = await readTransfers(directory);
  // What others say, true or not, takes no more than half: with times to come it would else leave no room for this side.
  const told = newestOf(
    all.filter(({ toldBy }) => toldBy !== null),
    LARGEST_LOG_BYTES / 2,
  );
  const own = newestOf(
    all.filter(({ toldBy }) => toldBy === null),
    LARGEST_LOG_BYTES - told.bytes,
  );
  const lines = new Map([...told.lines, ...own.lines]);
  return Buffer.from(all.map((entry) => lines.get(entry) ?? '').join(''));
}

/** The log as it travels with a receipt: of this side alone. */
export async function writeOwnTransfers(directory: string): Promise<Buffer> {
  const { lines } = newestOf(await readOwnTransfers(directory), LARGEST_LOG_BYTES);
  return Buffer.from([...lines.values()].reverse().join(''));
}

/** The lines of as many as there is room for, the newest first. */
function newestOf(
  entries: readonly TransferEntry[],
  limitBytes: number,
): { readonly lines: ReadonlyMap<TransferEntry, string>; readonly bytes: number } {
  const lines = new Map<TransferEntry, string>();
  let bytes = 0;
  for (const entry of entries.toReversed()) {
    const line = `${lineOf(transferEntrySchema.parse(entry))}\n`;
    const lineBytes = Buffer.byteLength(line);
    if (bytes + lineBytes > limitBytes) break;
    bytes += lineBytes;
    lines.set(entry, line);
  }
  return { lines, bytes };
}

/** The entries of a log that came from elsewhere; what is none is passed over. */
export function readTransferLines(content: Buffer): readonly TransferEntry[] {
  if (content.byteLength > LARGEST_LOG_BYTES) return [];
  return content
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      const parsed = transferEntrySchema.safeParse(parseLine(line));
      return parsed.success ? [parsed.data] : [];
    });
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The export that a manifest tells of: the same on both sides. */
export function entryOfExport(manifest: BundleManifest, by: Who, key: string): TransferEntry {
  const { createdAt, program, mirror } = manifest;
  const facts = { time: createdAt, transfer: 'exported', side: mirror.id, program, ...by } as const;
  return entryOf({ ...facts, result: 'done', cause: null, bundle: carriedBy(manifest, key) });
}

/** What a manifest says was carried. */
export function carriedBy(manifest: BundleManifest, key: string): CarriedBundle {
  const { mirror, readBack, scan } = manifest;
  return { ...carriedByPlan(manifest, mirror.name, key), readBack, scan };
}

/** What was going to be carried by an export that did not come to its end. */
export function carriedByPlan(
  { bundleId, base, state, part }: Pick<BundleManifest, 'bundleId' | 'base' | 'state' | 'part'>,
  mirror: string,
  key: string,
): CarriedBundle {
  const { files = 0, bytes = 0 } = part.parts[part.number - 1] ?? {};
  return {
    id: bundleId,
    mirror,
    base: base?.bundleId ?? null,
    state: state.digest,
    part: part.number,
    parts: part.parts.length,
    files,
    bytes,
    key,
    readBack: null,
    scan: null,
  };
}

export interface Happening {
  readonly transfer: TransferEntry['transfer'];
  readonly atMs: number;
  readonly side: string;
  readonly by: Who;
  readonly program: string;
  readonly result: TransferResult;
  /** Why it failed; `null` where it did not. */
  readonly problem: Problem | null;
  readonly bundle: CarriedBundle | null;
}

/** What happened here, as the log has it. */
export function entryOfHappening({ atMs, by, problem, ...facts }: Happening): TransferEntry {
  const cause = problem === null ? null : causeOf(problem);
  return entryOf({ ...facts, time: new Date(atMs).toISOString(), cause, ...by });
}

/** In the order in which a person reads it, with texts as the log bears them. */
function entryOf(entry: TransferEntry): TransferEntry {
  return transferEntrySchema.parse(entry);
}

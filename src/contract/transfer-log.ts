import { z } from 'zod';
import { READ_BACKS } from './bundle';
import { ACT_INTERFACES } from './history';
import { toPlainText } from './plain-text';

/**
 * The log of exports and imports: JSON lines, appended and never changed, kept by each side and told to the other, with
 * the bundle one way and with the receipt the other. What the other side says comes from a drive: texts are cut to a length
 * and can command no terminal.
 */
const LONGEST_TEXT = 500;
const text = z.string().transform((value) => toPlainText(value.slice(0, LONGEST_TEXT)));
const name = z.string().transform((value) => toPlainText(value.slice(0, 100)));
const count = z.number().int().nonnegative();
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const bundleId = z.string().regex(/^[0-9a-f]{32}$/);

/** What was carried, as far as it was known when it ended. */
const carriedSchema = z.object({
  id: bundleId,
  /** The folder's name of the mirror that was exported. */
  mirror: name,
  /** The bundle that a delta goes on from; `null`: everything is in it. */
  base: bundleId.nullable(),
  state: digest,
  part: count,
  parts: count,
  files: count,
  bytes: count,
  /** The fingerprint of the key that signed. */
  key: name,
  readBack: z.enum(READ_BACKS).nullable(),
  /** What a scanner said before it was sealed; `null`: none was asked, or it did not come to that. */
  scan: z.object({ command: text, output: text }).nullable(),
});

export type CarriedBundle = Readonly<z.infer<typeof carriedSchema>>;

export const TRANSFER_RESULTS = ['done', 'part-taken', 'unchanged', 'stopped', 'failed'] as const;
export type TransferResult = (typeof TRANSFER_RESULTS)[number];

export const transferEntrySchema = z.object({
  /** ISO 8601, UTC, to the millisecond: a fraction from elsewhere may go on for as long as a file. */
  time: z.iso.datetime().transform((value) => new Date(value).toISOString()),
  transfer: z.enum(['exported', 'imported']),
  result: z.enum(TRANSFER_RESULTS),
  /** Why it failed, in words. */
  cause: text.nullable(),
  /** The id of the mirror that did it. */
  side: z.uuid(),
  user: name,
  host: name,
  interface: z.enum(ACT_INTERFACES),
  program: name,
  /** `null`: the bundle could not be read. */
  bundle: carriedSchema.nullable(),
});

export type TransferEntry = Readonly<z.infer<typeof transferEntrySchema>>;

/** An entry as one side has it. */
export interface KnownTransfer extends TransferEntry {
  /** The fingerprint of who signed what another side told; `null`: this mirror wrote it down itself. */
  readonly toldBy: string | null;
}

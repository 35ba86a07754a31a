import { z } from 'zod';
import { toPlainText } from './plain-text';
import { VERIFY_MODES } from './verification';

/**
 * What was done with a mirror, when and by whom: `.sandgrouse/history.jsonl`, a line for each act, appended and never
 * changed. A mirror may come from a stranger, so what is read is cut to a length and can command no terminal.
 */
const LONGEST_TEXT = 2000;
const text = z.string().transform((value) => toPlainText(value.slice(0, LONGEST_TEXT)));
const count = z.number().int().nonnegative();

/** What a sync did until it stood still; bytes are those that came over the wire. */
const figures = { filesFetched: count, bytesFetched: count, filesRemoved: count, filesFailed: count };

const totals = { files: count, bytes: count, filesHere: count };

export const actSchema = z.discriminatedUnion('act', [
  z.object({ act: z.literal('created') }),
  /** Told by the first plan that is made from it. `profileDigest`: SHA-256. */
  z.object({ act: z.literal('profile-changed'), profileDigest: text }),
  /** An input of another tool was taken into the profile. */
  z.object({ act: z.literal('imported'), source: text }),
  /** An export of another mirror was taken in. */
  z.object({ act: z.literal('bundle-imported'), source: text }),
  z.object({ act: z.literal('adopted'), complete: z.boolean(), files: count, bytes: count }),
  /** `errors`: what will not come. `guards`: what holds the plan up. */
  z.object({ act: z.literal('planned'), complete: z.boolean(), errors: count, guards: count }),
  z.object({ act: z.literal('plan-cancelled') }),
  z.object({ act: z.literal('plan-failed'), cause: text }),
  z.object({ act: z.literal('sync-started'), ...totals }),
  z.object({ act: z.literal('sync-resumed'), ...totals }),
  /** `cause`: what made it pause; `null` where a person did. */
  z.object({ act: z.literal('sync-paused'), cause: text.nullable(), ...figures }),
  z.object({ act: z.literal('sync-cancelled'), ...figures }),
  z.object({ act: z.literal('sync-ended'), complete: z.boolean(), ...figures }),
  z.object({ act: z.literal('sync-failed'), cause: text, ...figures }),
  /** One that stood paused was given up. */
  z.object({ act: z.literal('sync-discarded') }),
  z.object({
    act: z.literal('verified'),
    mode: z.enum(VERIFY_MODES),
    files: count,
    filesRead: count,
    findings: count,
  }),
  z.object({ act: z.literal('verify-paused') }),
  z.object({ act: z.literal('verify-cancelled') }),
  z.object({ act: z.literal('verify-failed'), cause: text }),
  z.object({
    act: z.literal('repair-prepared'),
    files: count,
    metadata: count,
    pages: count,
    orphans: count,
    byHand: count,
  }),
  z.object({ act: z.literal('proven'), complete: z.boolean(), targets: count }),
  z.object({ act: z.literal('prove-failed'), cause: text }),
  z.object({ act: z.literal('serve-started'), reach: z.enum(['computer', 'network']), port: count }),
  z.object({ act: z.literal('serve-stopped'), requests: count }),
]);

export type Act = Readonly<z.infer<typeof actSchema>>;

export const ACT_INTERFACES = ['window', 'command line'] as const;
export type ActInterface = (typeof ACT_INTERFACES)[number];

/** Who did it: as the system calls the person and the computer, and with which version of this program. */
export const actorSchema = z.object({
  /** ISO 8601, UTC. */
  time: z.iso.datetime(),
  user: text,
  host: text,
  version: text,
  interface: z.enum(ACT_INTERFACES),
});

export type HistoryEntry = Readonly<z.infer<typeof actorSchema>> & Act;

/** The newest first. */
export interface HistoryPage {
  readonly entries: readonly HistoryEntry[];
  /** Where older ones go on; `null` where there are none. */
  readonly olderFrom: number | null;
}

/** Writes down what was done with the mirror in a folder. Never throws: a mirror that cannot be written keeps nothing. */
export type RecordAct = (directory: string, act: Act) => Promise<void>;

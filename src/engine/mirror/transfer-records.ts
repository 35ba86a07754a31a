import { randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ensureFolder, writeFileAtomically } from '../files/atomic-write';
import { diskProblem, isMissing } from '../files/disk-problems';
import { readBoundedFile, readJsonFile } from '../files/read-file';
import { mirrorPaths } from './mirror-paths';

/**
 * What a mirror remembers of its exports and imports, in `.sandgrouse/transfers/`: who it is, the states that it was
 * exported in or brought to (as texts of hashes and paths, by their digest), and what was imported last.
 */
export interface AppliedBundle {
  /** The mirror that was imported, not this one. */
  readonly mirrorId: string;
  readonly mirrorName: string;
  readonly bundleId: string;
  readonly stateDigest: string;
  /** Of the key that signed. */
  readonly fingerprint: string;
  readonly importedAtMs: number;
  /** When the bundle was made, by its manifest; left out by older programs. */
  readonly createdAt?: string | undefined;
}

const LARGEST_RECORD_BYTES = 64 * 1024 * 1024;
const LARGEST_STATE_BYTES = 480 * 1024 * 1024;
const MOST_STATES = 12;

const DIGEST = /^[0-9a-f]{64}$/;
const identitySchema = z.object({ id: z.uuid() });
const appliedSchema = z.object({
  mirrorId: z.string(),
  mirrorName: z.string(),
  bundleId: z.string(),
  stateDigest: z.string().regex(DIGEST),
  fingerprint: z.string(),
  importedAtMs: z.number(),
  createdAt: z.iso.datetime().optional(),
});
/** The places of these records. */
function placesOf(directory: string) {
  const folder = join(mirrorPaths(directory).records, 'transfers');
  const states = join(folder, 'states');
  return {
    folder,
    states,
    identity: join(folder, 'identity.json'),
    applied: join(folder, 'applied.json'),
    state: (digest: string) => join(states, `${digest}.sha256sums`),
  };
}

/** Who the mirror is; `null` before its first transfer. */
export async function readMirrorId(directory: string): Promise<string | null> {
  const { identity } = placesOf(directory);
  const known = identitySchema.safeParse(await readJsonFile(identity, { limitBytes: LARGEST_RECORD_BYTES }));
  return known.success ? known.data.id : null;
}

/** Who the mirror is: made at its first transfer, for ever the same. Call with the lock in hand. */
export async function ensureMirrorId(directory: string): Promise<string> {
  const known = await readMirrorId(directory);
  if (known !== null) return known;
  const id = randomUUID();
  await writeRecord(directory, placesOf(directory).identity, JSON.stringify({ id }));
  return id;
}

/** The text of a state by its digest; `null` where it is not remembered. */
export async function readStateText(directory: string, digest: string): Promise<string | null> {
  if (!DIGEST.test(digest)) return null;
  const content = await readBoundedFile(placesOf(directory).state(digest), {
    limitBytes: LARGEST_STATE_BYTES,
  });
  return content?.toString('utf8') ?? null;
}

/** Remembers a state; the oldest of many are forgotten, but never the one that was imported last. */
export async function writeStateText(directory: string, digest: string, text: string): Promise<void> {
  const { states, state } = placesOf(directory);
  await writeRecord(directory, state(digest), text);
  const applied = await readAppliedBundle(directory);
  const entries = [];
  for (const name of await readdir(states)) {
    entries.push({ name, writtenAtMs: (await stat(join(states, name))).mtimeMs });
  }
  const old = entries.sort((left, right) => right.writtenAtMs - left.writtenAtMs).slice(MOST_STATES);
  for (const { name } of old) {
    if (name !== `${applied?.stateDigest ?? ''}.sha256sums`) await rm(join(states, name), { force: true });
  }
}

/** What was imported last; `null` where nothing was. */
export async function readAppliedBundle(directory: string): Promise<AppliedBundle | null> {
  const value = await readJsonFile(placesOf(directory).applied, { limitBytes: LARGEST_RECORD_BYTES });
  const parsed = appliedSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

async function writeRecord(directory: string, path: string, text: string): Promise<void> {
  const { folder, states } = placesOf(directory);
  const { temporary } = mirrorPaths(directory);
  try {
    for (const needed of [folder, states]) await ensureFolder(needed);
  } catch (error) {
    throw isMissing(error) ? diskProblem(error, { path: folder, operation: 'write' }) : error;
  }
  await writeFileAtomically(path, text, { temporaryDirectory: temporary });
}

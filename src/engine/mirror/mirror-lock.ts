import { randomUUID } from 'node:crypto';
import { link, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { toPlainText } from '../../contract/plain-text';
import { refuse } from '../../contract/problem';
import { codeOf, diskProblem, isMissing } from '../files/disk-problems';
import { readJsonFile } from '../files/read-file';
import { mirrorPaths } from './mirror-paths';
import { findLife, identifyThisProcess, type ProcessIdentity } from './process-identity';

/** Held from `lockMirror` to `close()`. */
export interface MirrorLock {
  /** Throws `mirror-in-use` where another computer took the lock because it had not heard from this one. */
  readonly assertHeld: () => void;
  readonly close: () => Promise<void>;
}

interface LockHolder extends ProcessIdentity {
  /** Tells this holding of the lock from every other one. */
  readonly token: string;
  readonly program: string;
}

const holderSchema = z.object({
  token: z.string(),
  program: z.string(),
  processId: z.number(),
  host: z.string(),
  namespace: z.string().nullable(),
  startedAt: z.string().nullable(),
});

/**
 * The locks that this process holds or is taking. A lock file of this process that is not among them was left where
 * its drive went away before it could be given back.
 */
const heldTokens = new Set<string>();

const HEARTBEAT_MS = 10_000;
/** A holder that cannot be looked at from here is given up after this silence. */
const SILENCE_MS = 60_000;
const LARGEST_LOCK_BYTES = 65_536;

/**
 * Takes the lock of a mirror: one writer at a time, in this process or any other. The lock of a process that has died
 * is taken over at once. Throws `mirror-in-use`, which names the holder, or a disk problem.
 */
export async function lockMirror(directory: string, program: string): Promise<MirrorLock> {
  const { lock: path } = mirrorPaths(directory);
  const holder: LockHolder = { ...(await identifyThisProcess()), token: randomUUID(), program };
  heldTokens.add(holder.token);
  const other = await takeLock(path, holder).catch((error: unknown) => {
    heldTokens.delete(holder.token);
    throw diskProblem(error, { path, operation: 'write' });
  });
  if (other !== null) {
    heldTokens.delete(holder.token);
    refuseInUse(directory, other);
  }
  await sweepOwnFiles(path);
  let lostTo: LockHolder | null = null;
  const heartbeat = setInterval(() => {
    void beat(path, holder).then((current) => {
      lostTo = current;
    });
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    assertHeld: () => {
      if (lostTo !== null) refuseInUse(directory, lostTo);
    },
    close: async () => {
      clearInterval(heartbeat);
      heldTokens.delete(holder.token);
      // A drive that is away or cannot be written keeps the file; what it says of this process is known to be over.
      const current = await readHolder(path).catch(() => null);
      if (current?.token === holder.token) await rm(path, { force: true }).catch(() => undefined);
    },
  };
}

/** Whether somebody holds the lock, in this process or another. */
export async function isMirrorLocked(directory: string): Promise<boolean> {
  const { lock } = mirrorPaths(directory);
  return (await findHolder(lock)) !== null;
}

/** Who holds the lock, in this process or another; `null` where nobody does. */
export async function readLockHolder(
  directory: string,
): Promise<Pick<LockHolder, 'program' | 'processId' | 'host'> | null> {
  const holder = await findHolder(mirrorPaths(directory).lock);
  if (holder === null) return null;
  const { program, processId, host } = holder;
  return { program: toPlainText(program.slice(0, 200)), processId, host: toPlainText(host.slice(0, 200)) };
}

function refuseInUse(directory: string, { program, processId, host }: LockHolder): never {
  return refuse('mirror-in-use', { directory, program, processId, host });
}

/** More crashes than this, each within the same few instructions, do not happen by chance. */
const DEEPEST_TAKEOVER = 8;

/**
 * Makes the lock file at `path` ours, or says who has it. The file of a dead holder is replaced by whoever holds
 * `PATH.next`, a lock of the same kind: only its holder may replace, only after looking once more, and the replacing is
 * one rename. So two processes that find the same dead lock never both get it, wherever either of them stops.
 */
async function takeLock(path: string, holder: LockHolder, depth = 0): Promise<LockHolder | null> {
  for (;;) {
    if (await createExclusively(path, holder)) return null;
    const living = await findHolder(path);
    if (living !== null) return living;
    if (depth >= DEEPEST_TAKEOVER) return UNKNOWN_HOLDER;
    const next = `${path}.next`;
    const rival = await takeLock(next, holder, depth + 1);
    if (rival !== null) return rival;
    if ((await findHolder(path)) === null && !(await isFree(path))) {
      await rename(next, path);
      return null;
    }
    await rm(next, { force: true });
  }
}

/** A lock file that says nothing: it was torn, or its holder is just writing it. */
const UNKNOWN_HOLDER: LockHolder = {
  token: '',
  program: 'unknown',
  processId: 0,
  host: 'unknown',
  namespace: null,
  startedAt: null,
};

/** Who holds the lock file at `path`; `null` where there is none, or its holder is dead. */
async function findHolder(path: string): Promise<LockHolder | null> {
  const holder = await readHolder(path);
  const life = holder === null ? 'unknown' : await findLife(holder);
  if (life === 'dead' || isLeftBehind(holder, life)) return null;
  // Off Linux a dead process's number may have been given away: there, being heard of counts too.
  if (life === 'alive' && holder?.startedAt !== null) return holder;
  const entry = await stat(path).catch(() => null);
  if (entry === null || Date.now() - entry.mtimeMs >= SILENCE_MS) return null;
  return holder ?? UNKNOWN_HOLDER;
}

function isLeftBehind(holder: LockHolder | null, life: string): boolean {
  return life === 'alive' && holder?.processId === process.pid && !heldTokens.has(holder.token);
}

async function readHolder(path: string): Promise<LockHolder | null> {
  const value = await readJsonFile(path, { limitBytes: LARGEST_LOCK_BYTES });
  const parsed = holderSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

async function isFree(path: string): Promise<boolean> {
  return stat(path).then(
    () => false,
    (error: unknown) => isMissing(error),
  );
}

/** A hard link appears at once and whole, or not at all; file systems without links get an exclusive file instead. */
async function createExclusively(path: string, holder: LockHolder): Promise<boolean> {
  const text = JSON.stringify(holder);
  const ownFile = `${path}.${holder.token}`;
  try {
    await writeFile(ownFile, text);
    await link(ownFile, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (!LINKS_UNSUPPORTED.has(codeOf(error) ?? '')) throw error;
  } finally {
    await rm(ownFile, { force: true });
  }
  try {
    await writeFile(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

const OWN_FILE = /(?:\.next)*\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Removes the files that processes made for themselves and died before they had linked them. What cannot be, stays. */
async function sweepOwnFiles(path: string): Promise<void> {
  const folder = dirname(path);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (!name.startsWith(basename(path)) || !OWN_FILE.test(name)) continue;
    const ownFile = join(folder, name);
    if ((await findHolder(ownFile)) === null) await rm(ownFile, { force: true }).catch(() => undefined);
  }
}

const LINKS_UNSUPPORTED: ReadonlySet<string> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EACCES',
  'EISDIR',
  'UNKNOWN',
]);

/** Says that this process is alive; who holds the lock where it is no longer this one. */
async function beat(path: string, holder: LockHolder): Promise<LockHolder | null> {
  const current = await readHolder(path).catch(() => null);
  if (current !== null && current.token !== holder.token) return current;
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
  return null;
}

import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { refuse } from '../../contract/problem';
import { codeOf, diskProblem, isMissing } from '../files/disk-problems';
import { type MirrorPaths, mirrorPaths } from './mirror-paths';

/** Who writes a mirror. `startedTicks` tells a process from a later one that got its number again (Linux only). */
interface LockHolder {
  readonly id: string;
  readonly program: string;
  readonly processId: number;
  readonly startedTicks: string | null;
  readonly host: string;
}

const HEARTBEAT_MS = 10_000;
/** A holder on another computer, whose process cannot be seen from here, is given up after this silence. */
const SILENCE_MS = 120_000;

/**
 * Takes the lock of a mirror: one writer at a time. The lock of a process that has died is taken over at once.
 * Throws `mirror-in-use`, which names the holder. Returns the function that gives the lock back.
 */
export async function lockMirror(paths: MirrorPaths, program: string): Promise<() => Promise<void>> {
  const holder: LockHolder = {
    id: randomUUID(),
    program,
    processId: process.pid,
    startedTicks: await readStartedTicks(process.pid),
    host: hostname(),
  };
  try {
    await mkdir(paths.records, { recursive: true });
    await takeLock(paths, holder);
  } catch (error) {
    throw diskProblem(error, { path: paths.lock, operation: 'write' });
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(paths.lock, now, now).catch(() => undefined);
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return async () => {
    clearInterval(heartbeat);
    const current = await readHolder(paths.lock);
    if (current?.id === holder.id) await rm(paths.lock, { force: true });
  };
}

/** Whether a living process holds the lock. */
export async function isMirrorLocked(directory: string): Promise<boolean> {
  const { lock } = mirrorPaths(directory);
  const holder = await readHolder(lock);
  return holder !== null && (await isAlive(holder, lock));
}

async function takeLock(paths: MirrorPaths, holder: LockHolder): Promise<void> {
  const ownFile = join(paths.records, `lock.${holder.id}`);
  await writeFile(ownFile, JSON.stringify(holder), { flag: 'wx' });
  try {
    while (!(await linkExclusively(ownFile, paths.lock))) await clearDeadLock(paths);
  } finally {
    await rm(ownFile, { force: true });
  }
}

/** A hard link appears at once and whole, or not at all; file systems without links get an exclusive copy instead. */
async function linkExclusively(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP', 'EMLINK', 'EACCES'].includes(codeOf(error) ?? ''))
      throw error;
  }
  try {
    await writeFile(to, await readFile(from), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Moves a dead process's lock out of the way; refuses when its holder lives. */
async function clearDeadLock(paths: MirrorPaths): Promise<void> {
  const found = await readHolder(paths.lock);
  if (found !== null && (await isAlive(found, paths.lock))) {
    const { program, processId, host } = found;
    refuse('mirror-in-use', { directory: paths.directory, program, processId, host });
  }
  const aside = join(paths.records, `lock.dead.${randomUUID()}`);
  try {
    await rename(paths.lock, aside);
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  // Between looking and moving, another process may have taken the lock: then what was moved is alive.
  const moved = await readHolder(aside);
  if (moved !== null && moved.id !== found?.id && (await isAlive(moved, aside)))
    await linkExclusively(aside, paths.lock);
  await rm(aside, { force: true });
}

async function readHolder(path: string): Promise<LockHolder | null> {
  try {
    const holder = JSON.parse(await readFile(path, 'utf8')) as Partial<LockHolder>;
    const { id, program, processId, host, startedTicks = null } = holder;
    if (typeof id !== 'string' || typeof program !== 'string' || typeof host !== 'string') return null;
    return typeof processId === 'number' ? { id, program, processId, host, startedTicks } : null;
  } catch {
    return null;
  }
}

async function isAlive(holder: LockHolder, path: string): Promise<boolean> {
  if (holder.host !== hostname()) {
    const age = await stat(path).then(
      (entry) => Date.now() - entry.mtimeMs,
      () => SILENCE_MS,
    );
    return age < SILENCE_MS;
  }
  try {
    process.kill(holder.processId, 0);
  } catch (error) {
    // A process that may not be signalled is there all the same.
    if (codeOf(error) !== 'EPERM') return false;
  }
  const startedTicks = await readStartedTicks(holder.processId);
  return holder.startedTicks === null || startedTicks === null || holder.startedTicks === startedTicks;
}

/** When a process started, in clock ticks since boot: field 22 of `/proc/PID/stat` (proc(5)); `null` elsewhere. */
async function readStartedTicks(processId: number): Promise<string | null> {
  try {
    const text = await readFile(`/proc/${processId}/stat`, 'utf8');
    // The second field is the program's name in parentheses, and may hold anything.
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

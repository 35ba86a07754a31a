import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { codeOf } from '../files/disk-problems';

/** Names one process among all that ever ran, as far as the system tells. */
export interface ProcessIdentity {
  readonly processId: number;
  readonly host: string;
  /** The process numbers' own world: a container may share the host's name and not its numbers. `null` off Linux. */
  readonly namespace: string | null;
  /** The boot and the clock tick at which the process started; a number is given to many, these never. `null` off Linux. */
  readonly startedAt: string | null;
}

export async function identifyThisProcess(): Promise<ProcessIdentity> {
  return {
    processId: process.pid,
    host: hostname(),
    namespace: await readNamespace(),
    startedAt: await readStart(process.pid),
  };
}

/** `unknown`: on another host, or in another container, where this one cannot look. */
export async function findLife(identity: ProcessIdentity): Promise<'alive' | 'dead' | 'unknown'> {
  if (identity.host !== hostname()) return 'unknown';
  if (hasOtherBoot(identity.startedAt, await readBoot())) return 'dead';
  if (identity.namespace !== (await readNamespace())) return 'unknown';
  try {
    process.kill(identity.processId, 0);
  } catch (error) {
    // A process that may not be signalled is there all the same.
    if (codeOf(error) !== 'EPERM') return 'dead';
  }
  const fields = await readProcessFields(identity.processId);
  // Killed, but its parent has not looked yet; in a container without an init that may be so for ever.
  if (fields !== null && ENDED_STATES.has(fields.state)) return 'dead';
  const startedAt = await readStart(identity.processId);
  if (identity.startedAt === null || startedAt === null) return 'alive';
  return identity.startedAt === startedAt ? 'alive' : 'dead';
}

/** Names the time since the machine was started, in which what was written is still in memory; `null` off Linux. */
export async function readBoot(): Promise<string | null> {
  return readFile('/proc/sys/kernel/random/boot_id', 'utf8').then(
    (text) => text.trim(),
    () => null,
  );
}

function hasOtherBoot(startedAt: string | null, boot: string | null): boolean {
  return startedAt !== null && boot !== null && !startedAt.startsWith(`${boot}:`);
}

async function readNamespace(): Promise<string | null> {
  return readlink('/proc/self/ns/pid').catch(() => null);
}

/** Behind the name of the boot. */
async function readStart(processId: number): Promise<string | null> {
  const boot = await readBoot();
  const fields = await readProcessFields(processId);
  return boot === null || fields === null ? null : `${boot}:${fields.startTicks}`;
}

/** Zombie and dead, of the states in proc(5). */
const ENDED_STATES = new Set(['Z', 'X', 'x']);

/** Fields 3 and 22 of `/proc/PID/stat` (proc(5)); `null` off Linux, and where there is no such process. */
async function readProcessFields(
  processId: number,
): Promise<{ readonly state: string; readonly startTicks: string } | null> {
  const text = await readFile(`/proc/${processId}/stat`, 'utf8').catch(() => null);
  if (text === null) return null;
  // The second field is the program's name in parentheses, and may hold anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, startTicks] = [fields[0], fields[19]];
  return state === undefined || startTicks === undefined ? null : { state, startTicks };
}

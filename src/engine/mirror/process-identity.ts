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

/** Field 22 of `/proc/PID/stat` (proc(5)), behind the name of the boot. */
async function readStart(processId: number): Promise<string | null> {
  const boot = await readBoot();
  const text = await readFile(`/proc/${processId}/stat`, 'utf8').catch(() => null);
  if (boot === null || text === null) return null;
  // The second field is the program's name in parentheses, and may hold anything.
  const ticks = text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
  return ticks === undefined ? null : `${boot}:${ticks}`;
}

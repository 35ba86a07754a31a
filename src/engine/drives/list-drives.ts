import { readFile, statfs } from 'node:fs/promises';
import type { Drive } from '../../contract/drive';
import { ProblemError, refuse } from '../../contract/problem';
import { askTool, runTool, type SystemOptions } from './ask-system';
import { LSBLK_WORDS, readLinuxDrives } from './linux-drives';
import { readMacosDrive, readMacosVolumeNames } from './macos-drives';
import { DRIVES_SCRIPT, readWindowsDrives } from './windows-drives';

/** A drive that hangs is still listed; only its free space is not told. */
const LONGEST_LOOK_MS = 3_000;
const MOST_VOLUMES = 200;

/**
 * The volumes of this computer that hold files: those that travel first, by their mount points. Asks the system's own
 * programs, each for a bounded time, and changes nothing. Throws `drives-unreadable`.
 */
export async function listDrives(options: SystemOptions): Promise<readonly Drive[]> {
  const found = await askSystem(options);
  const drives = await Promise.all(found.map((drive) => withFreeBytes(drive)));
  options.signal.throwIfAborted();
  return drives.sort((left, right) => rank(left) - rank(right) || compare(left, right));
}

async function askSystem(options: SystemOptions): Promise<readonly Drive[]> {
  switch (options.platform) {
    case 'linux':
      return askLinux(options);
    case 'darwin':
      return askMacos(options);
    case 'win32': {
      const words = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', DRIVES_SCRIPT];
      const output = await askTool('powershell.exe', words, options);
      return understand('powershell.exe', () => readWindowsDrives(output));
    }
    default:
      return refuse('drives-unreadable', { tool: options.platform, reason: 'this system is not known' });
  }
}

async function askLinux(options: SystemOptions): Promise<readonly Drive[]> {
  const output = await askTool('lsblk', LSBLK_WORDS, options);
  const mountinfo = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '');
  const drives = understand('lsblk', () => readLinuxDrives(output, mountinfo));
  return Promise.all(drives.map(async (drive) => (drive.id === null ? probe(drive, options) : drive)));
}

/** Without a device manager `lsblk` does not look into the volumes; `blkid` does, where it is allowed to. */
async function probe(drive: Drive, options: SystemOptions): Promise<Drive> {
  const words = ['--probe', '--output', 'export', drive.device];
  const end = await runTool('blkid', words, options).catch(() => null);
  options.signal.throwIfAborted();
  if (end === null || end.exitCode !== 0) return drive;
  const facts = new Map(end.stdout.split('\n').map((line) => line.split('=', 2) as [string, string]));
  const id = facts.get('UUID');
  return {
    ...drive,
    id: id === undefined ? null : `uuid:${id}`,
    label: drive.label ?? facts.get('LABEL') ?? null,
    fileSystem: facts.get('TYPE') ?? drive.fileSystem,
  };
}

async function askMacos(options: SystemOptions): Promise<readonly Drive[]> {
  const list = await askTool('diskutil', ['list', '-plist'], options);
  const names = understand('diskutil', () => readMacosVolumeNames(list));
  const drives: Drive[] = [];
  for (const name of names.slice(0, MOST_VOLUMES)) {
    const end = await runTool('diskutil', ['info', '-plist', name], options);
    // It was pulled out in the meantime.
    if (end.exitCode !== 0) continue;
    const drive = understand('diskutil', () => readMacosDrive(end.stdout));
    if (drive !== null) drives.push(drive);
  }
  return drives;
}

function understand<Value>(tool: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    return refuse('drives-unreadable', { tool, reason: 'its answer is not understood' });
  }
}

async function withFreeBytes(drive: Drive): Promise<Drive> {
  const { mountPoint, freeBytes } = drive;
  if (mountPoint === null || freeBytes !== null) return drive;
  return { ...drive, freeBytes: await readFreeBytes(mountPoint) };
}

async function readFreeBytes(mountPoint: string): Promise<number | null> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<null>((fulfil) => {
    timer = setTimeout(() => fulfil(null), LONGEST_LOOK_MS);
  });
  const look = statfs(mountPoint).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => null,
  );
  return Promise.race([look, tooLate]).finally(() => clearTimeout(timer));
}

/** Those that may be offered, and travel, come first. */
function rank({ unfit, connection }: Drive): number {
  if (unfit !== null) return unfit === 'system' ? 3 : 2;
  return connection === 'internal' ? 1 : 0;
}

function compare(left: Drive, right: Drive): number {
  return (left.mountPoint ?? left.device) < (right.mountPoint ?? right.device) ? -1 : 1;
}

import { realpath } from 'node:fs/promises';
import type { Drive, DriveRelease } from '../../contract/drive';
import { refuse } from '../../contract/problem';
import { runTool, type SystemOptions } from './ask-system';
import { listDrives } from './list-drives';

/** Slow sticks take minutes for what the system holds in memory. */
const LONGEST_FLUSH_MS = 30 * 60_000;

/**
 * Writes out what the system still holds for a drive, and unmounts it, so that it may be pulled out. `place` is its mount
 * point or its device. Throws `drive-unknown`, `drive-of-system`, `drive-in-use`, `disk-failed` or `drives-unreadable`.
 */
export async function releaseDrive(place: string, options: SystemOptions): Promise<DriveRelease> {
  const drives = await listDrives(options);
  const real = await realpath(place).catch(() => place);
  const drive = drives.find(({ mountPoint, device }) =>
    [mountPoint, device].some((name) => name !== null && (isSame(name, real) || isSame(name, place))),
  );
  if (drive === undefined) {
    const known = drives.flatMap(({ unfit, mountPoint }) =>
      unfit !== 'system' && mountPoint ? [mountPoint] : [],
    );
    return refuse('drive-unknown', { place, known });
  }
  if (drive.unfit === 'system') return refuse('drive-of-system', { place });
  if (drive.mountPoint === null) return { kind: 'released', drive };
  switch (options.platform) {
    case 'darwin':
      return letGo(drive, [['diskutil', ['eject', drive.device]]], options);
    case 'win32':
      return flushWindows(drive, options);
    default:
      await flush(drive, 'sync', ['-f', drive.mountPoint], options);
      return letGo(
        drive,
        [
          ['udisksctl', ['unmount', '--no-user-interaction', '--block-device', drive.device]],
          ['umount', [drive.mountPoint]],
        ],
        options,
      );
  }
}

function isSame(left: string, right: string): boolean {
  const bare = (path: string): string => path.replace(/[\\/]+$/, '') || path;
  return bare(left) === bare(right);
}

type Step = readonly [tool: string, words: readonly string[]];

/** The first of the programs that does it; where all of them refuse, what the last one said. */
async function letGo(drive: Drive, steps: readonly Step[], options: SystemOptions): Promise<DriveRelease> {
  let output = 'no program for it was found';
  for (const [tool, words] of steps) {
    const said = await runStep(drive, tool, words, options);
    if (said === null) return { kind: 'released', drive };
    output = said;
  }
  return refuse('drive-in-use', { place: drive.mountPoint ?? drive.device, output });
}

/** `null` where it is done; else what was said. */
async function runStep(
  drive: Drive,
  tool: string,
  words: readonly string[],
  options: SystemOptions,
): Promise<string | null> {
  const end = await runTool(tool, words, options, LONGEST_FLUSH_MS).catch((error: unknown) => {
    options.signal.throwIfAborted();
    return error instanceof Error ? error.message : String(error);
  });
  if (typeof end === 'string') return end;
  if (end.exitCode === 0) return null;
  return end.stderr.trim() || `"${tool}" gave no reason for "${drive.device}"`;
}

/** Where this fails, something that was written is lost. Throws `disk-failed`. */
async function flush(
  drive: Drive,
  tool: string,
  words: readonly string[],
  options: SystemOptions,
): Promise<void> {
  const said = await runStep(drive, tool, words, options);
  const path = drive.mountPoint ?? drive.device;
  if (said !== null) refuse('disk-failed', { path, operation: 'write everything out to', cause: said });
}

/** Windows lets a drive go by a click of its user alone; until then, everything is written out. */
async function flushWindows(drive: Drive, options: SystemOptions): Promise<DriveRelease> {
  const letter = drive.device.slice(0, 1);
  const script = `Write-VolumeCache -DriveLetter ${letter}`;
  const words = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', script];
  if (/^[A-Z]:$/i.test(drive.device)) await flush(drive, 'powershell.exe', words, options);
  return { kind: 'flushed', drive, reason: 'Now choose "Safely Remove Hardware" beside the clock.' };
}

import { join, relative, sep } from 'node:path';
import type { ExportChoice } from '../../contract/carry-state';
import type { Drive, DriveRelease } from '../../contract/drive';
import { refuse } from '../../contract/problem';
import { listDrives } from '../../engine/drives/list-drives';
import { releaseDrive } from '../../engine/drives/release-drive';

interface Options {
  readonly signal: AbortSignal;
}

/** The drives of this computer, as its own programs tell of them. */
export interface DrivesHere {
  readonly list: () => Promise<readonly Drive[]>;
  readonly release: (place: string) => Promise<DriveRelease>;
}

export function drivesHere({ signal }: Options): DrivesHere {
  const system = { platform: process.platform, variables: process.env, signal };
  return { list: () => listDrives(system), release: (place) => releaseDrive(place, system) };
}

/**
 * The choice with the place where its drive is now: the same drive, known by its volume, may have come back elsewhere.
 * Throws `drive-away` for one that is not plugged in, whose folder would otherwise be made on this computer's own disk.
 */
export async function followDrive(
  choice: ExportChoice,
  { list }: Pick<DrivesHere, 'list'>,
): Promise<ExportChoice> {
  if (choice.drive === null) return choice;
  const { id, mountPoint, name } = choice.drive;
  const found = (await list()).find((drive) => drive.id === id && drive.mountPoint !== null);
  const now = found?.mountPoint ?? refuse('drive-away', { name });
  const within = relative(mountPoint, choice.to);
  const isWithin = within !== '..' && !within.startsWith(`..${sep}`);
  if (now === mountPoint || !isWithin) return choice;
  return { ...choice, to: join(now, within), drive: { id, mountPoint: now, name } };
}

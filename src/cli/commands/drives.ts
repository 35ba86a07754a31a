import { listDrives } from '../../engine/drives/list-drives';
import { releaseDrive } from '../../engine/drives/release-drive';
import { EXIT_CODES } from '../exit-codes';
import { driveLines, releaseLines } from '../output/drives-text';
import type { DrivesRequest } from '../requests';
import { printJson, printLines, type Session } from '../session';

/** `sandgrouse drives`: those of this computer; with `--release`, one of them may be pulled out afterwards. */
export async function runDrives({ release: place }: DrivesRequest, session: Session): Promise<number> {
  const { results, json, ending } = session;
  const options = { platform: process.platform, variables: process.env, signal: ending.signal };
  if (place === null) {
    const drives = await listDrives(options);
    if (json) printJson(session, { type: 'drives', drives, exitCode: EXIT_CODES.done });
    else printLines(results, driveLines(drives, results.style));
    return EXIT_CODES.done;
  }
  const release = await releaseDrive(place, options);
  if (json) printJson(session, { type: 'drive-release', ...release, exitCode: EXIT_CODES.done });
  else printLines(results, releaseLines(release, results.style));
  return EXIT_CODES.done;
}

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportSelection } from '../../../contract/bundle';
import { PROFILE_FILENAME, type Profile } from '../../../contract/profile';
import { diskProblem } from '../../files/disk-problems';
import { readBoundedFile } from '../../files/read-file';
import { findPathFault, type MirrorPaths } from '../../mirror/mirror-paths';
import type { CarriedFile } from './carried-file';
import { carriedBytes } from './survey-mirror';

const LARGEST_BYTES = 256 * 1024 * 1024;
const TARGET_FILE = /^(?:pylock|requirements)\.([a-z0-9_-]{1,63})\.(?:toml|txt)$/;

/**
 * What lies at the top of a mirror's folder and goes with it: the profile, locks, what each target installs. A proof is
 * one of the whole mirror, and goes with nothing less.
 */
export async function surveyMirrorFiles(
  { directory }: MirrorPaths,
  profile: Profile,
  selection: ExportSelection,
): Promise<readonly CarriedFile[]> {
  const names = [
    PROFILE_FILENAME,
    ...(selection.kind === 'whole' ? ['proof.html', 'proof.json'] : []),
    ...profile.locks.map(({ path }) => path).filter((path) => findPathFault(path) === null),
    ...(await findTargetFiles(directory, selection)),
  ];
  const files: CarriedFile[] = [];
  for (const name of new Set(names)) {
    const content = await readBoundedFile(join(directory, ...name.split('/')), { limitBytes: LARGEST_BYTES });
    if (content !== null) files.push(carriedBytes(`mirror/${name}`, content));
  }
  return files;
}

async function findTargetFiles(directory: string, selection: ExportSelection): Promise<readonly string[]> {
  if (selection.kind === 'projects') return [];
  try {
    return (await readdir(directory)).filter((name) => {
      const target = TARGET_FILE.exec(name)?.[1];
      if (target === undefined) return false;
      return selection.kind === 'whole' || selection.targets.includes(target);
    });
  } catch (error) {
    throw diskProblem(error, { path: directory, operation: 'read' });
  }
}

import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '../files/atomic-write';
import { diskProblem } from '../files/disk-problems';
import { readBoundedFile } from '../files/read-file';
import type { MirrorPaths } from './mirror-paths';

/** `pylock.TARGET.toml` (PEP 751) and `requirements.TARGET.txt`, at the top of the mirror's folder. */
const NAME = /^(?:pylock\.[a-z0-9_-]{1,63}\.toml|requirements\.[a-z0-9_-]{1,63}\.txt)$/;

/** Stands in every one of them, so that a person's own files of such names are left alone. */
export const TARGET_FILE_MARK = 'Made by Sandgrouse';

const LARGEST_BYTES = 64 * 1024 * 1024;

/** Writes the given files, by name, and takes away those of earlier runs that are not among them. */
export async function writeTargetFiles(
  { directory, temporary }: MirrorPaths,
  files: ReadonlyMap<string, string>,
): Promise<void> {
  for (const name of await listNames(directory)) {
    if (!files.has(name) && (await isOurs(join(directory, name)))) await rm(join(directory, name));
  }
  for (const [name, text] of files) {
    if (!NAME.test(name)) throw new RangeError(`"${name}" is no name of a target's file`);
    const path = join(directory, name);
    const present = await readBoundedFile(path, { limitBytes: LARGEST_BYTES });
    if (present?.toString('utf8') === text) continue;
    if (present !== null && !present.includes(TARGET_FILE_MARK)) continue;
    await writeFileAtomically(path, text, { temporaryDirectory: temporary });
  }
}

async function listNames(directory: string): Promise<readonly string[]> {
  try {
    return (await readdir(directory)).filter((name) => NAME.test(name));
  } catch (error) {
    throw diskProblem(error, { path: directory, operation: 'read' });
  }
}

async function isOurs(path: string): Promise<boolean> {
  const content = await readBoundedFile(path, { limitBytes: LARGEST_BYTES });
  return content?.includes(TARGET_FILE_MARK) === true;
}

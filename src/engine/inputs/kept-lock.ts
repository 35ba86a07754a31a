import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse } from '../../contract/problem';
import { codeOf, diskProblem, isMissing } from '../files/disk-problems';
import { readBoundedFile } from '../files/read-file';
import { LARGEST_INPUT_BYTES } from './input-files';
import type { Lock } from './lock';
import { readLock } from './read-lock';

/** A lock that a profile refers to, and its name for people. */
export interface KeptLock {
  readonly label: string;
  readonly lock: Lock;
}

/**
 * Reads a lock that is kept in a mirror's folder; `path` is relative to that. Throws `input-invalid`,
 * `input-unrecognised` or a disk problem.
 */
export async function readKeptLock(directory: string, path: string): Promise<KeptLock> {
  const label = path.replace(/^locks\//, '');
  const place = join(directory, path);
  const content = await readBoundedFile(place, { limitBytes: LARGEST_INPUT_BYTES }).catch(
    (error: unknown) => {
      // A person can mend a link, which is no fault of the drive.
      if (isCircular(error)) return null;
      throw error;
    },
  );
  if (content !== null) return { label, lock: readLock(label, content) };
  return refuse('input-invalid', {
    name: path,
    place: 'the mirror’s folder',
    reason: await whyUnread(place),
  });
}

/** Why a file that was asked for could not be read whole. */
async function whyUnread(path: string): Promise<string> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return 'a folder stands in the place of the file';
    if (!found.isFile()) return 'it is no plain file';
    return `the file is larger than ${LARGEST_INPUT_BYTES / 1024 / 1024} MiB`;
  } catch (error) {
    if (isCircular(error)) return 'it is a symbolic link that leads to itself';
    if (isMissing(error)) return 'the file is not there';
    throw diskProblem(error, { path, operation: 'read' });
  }
}

const isCircular = (error: unknown): boolean =>
  codeOf(error) === 'ELOOP' || (error instanceof Error && codeOf(error.cause) === 'ELOOP');

import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { refuse } from '../../contract/problem';
import { PROFILE_FILENAME, type Profile } from '../../contract/profile';
import { writeFileAtomically } from '../files/atomic-write';
import { diskProblem } from '../files/disk-problems';
import { makeFolders } from '../files/make-folders';
import { readBoundedFile } from '../files/read-file';
import { parseProfile, renderProfile } from './profile-toml';

/** An allowlist of every project that PyPI has is smaller. */
const LARGEST_PROFILE_BYTES = 64 * 1024 * 1024;

/** Reads the profile of the mirror in `directory`. Throws `profile-missing`, `profile-of-export`, `profile-invalid`, `profile-newer` or a disk problem. */
export async function readProfile(
  directory: string,
  { signal }: { readonly signal: AbortSignal },
): Promise<Profile> {
  signal.throwIfAborted();
  const path = profilePath(directory);
  const content = await readBoundedFile(path, { limitBytes: LARGEST_PROFILE_BYTES });
  if (content === null) return refuseWithoutProfile(directory);
  return parseProfile(content.toString('utf8').replace(/^\uFEFF/, ''), path);
}

/** Writes the profile of an existing mirror, atomically. */
export async function saveProfile(
  directory: string,
  profile: Profile,
  { signal }: { readonly signal: AbortSignal },
): Promise<void> {
  if (!(await hasProfile(directory))) await refuseWithoutProfile(directory);
  await writeFileAtomically(profilePath(directory), renderProfile(profile), { signal });
}

/** Makes `directory` a mirror: creates the folder where it is missing and writes the profile. Throws `profile-exists`. */
export async function createMirror(
  directory: string,
  profile: Profile,
  { signal }: { readonly signal: AbortSignal },
): Promise<void> {
  if (await hasProfile(directory)) refuse('profile-exists', { directory });
  try {
    await makeFolders(directory);
  } catch (error) {
    throw diskProblem(error, { path: directory, operation: 'create' });
  }
  await writeFileAtomically(profilePath(directory), renderProfile(profile), { signal });
}

/** Whether `directory` is a mirror, as far as can be seen without reading it. */
export async function hasProfile(directory: string): Promise<boolean> {
  return stat(profilePath(directory)).then(
    (entry) => entry.isFile(),
    () => false,
  );
}

/** What signs an export lies at its top. */
const SIGN_OF_EXPORT = 'manifest.sig';

async function refuseWithoutProfile(directory: string): Promise<never> {
  const sign = await stat(join(resolve(directory), SIGN_OF_EXPORT)).catch(() => null);
  return refuse(sign === null ? 'profile-missing' : 'profile-of-export', { directory });
}

export function profilePath(directory: string): string {
  return join(resolve(directory), PROFILE_FILENAME);
}

/** Tells whether two profiles ask for the same; a plan remembers the digest of the one that it was made from. */
export function profileDigest(profile: Profile): string {
  return createHash('sha256').update(renderProfile(profile)).digest('hex');
}

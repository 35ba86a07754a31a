import { createHash } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { refuse } from '../../contract/problem';
import { PROFILE_FILENAME, type Profile } from '../../contract/profile';
import { writeFileAtomically } from '../files/atomic-write';
import { diskProblem, isMissing } from '../files/disk-problems';
import { parseProfile, renderProfile } from './profile-toml';

/** Reads the profile of the mirror in `directory`. Throws `profile-missing`, `profile-invalid`, `profile-newer` or a disk problem. */
export async function readProfile(
  directory: string,
  { signal }: { readonly signal: AbortSignal },
): Promise<Profile> {
  const path = profilePath(directory);
  let text: string;
  try {
    text = await readFile(path, { encoding: 'utf8', signal });
  } catch (error) {
    if (isMissing(error)) return refuse('profile-missing', { directory });
    throw diskProblem(error, { path, operation: 'read' });
  }
  return parseProfile(text.replace(/^\uFEFF/, ''), path);
}

/** Writes the profile of an existing mirror, atomically. */
export async function saveProfile(
  directory: string,
  profile: Profile,
  { signal }: { readonly signal: AbortSignal },
): Promise<void> {
  if (!(await hasProfile(directory))) refuse('profile-missing', { directory });
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
    await mkdir(directory, { recursive: true });
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

export function profilePath(directory: string): string {
  return join(resolve(directory), PROFILE_FILENAME);
}

/** Tells whether two profiles ask for the same; a plan remembers the digest of the one that it was made from. */
export function profileDigest(profile: Profile): string {
  return createHash('sha256').update(renderProfile(profile)).digest('hex');
}

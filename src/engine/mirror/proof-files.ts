import { join } from 'node:path';
import { writeFileAtomically } from '../files/atomic-write';
import { readBoundedFile } from '../files/read-file';
import { mirrorPaths } from './mirror-paths';

const JSON_FILENAME = 'proof.json';
const PAGE_FILENAME = 'proof.html';
const LARGEST_PROOF_BYTES = 256 * 1024 * 1024;

/** The proof as people read it, at the top of the mirror's folder, so that it travels with it. */
export function proofPagePath(directory: string): string {
  return join(mirrorPaths(directory).directory, PAGE_FILENAME);
}

/** Puts a proof into the mirror's folder: for scripts, then for people. Throws a disk problem. */
export async function writeProofFiles(
  directory: string,
  proof: { readonly json: string; readonly page: string },
  { signal }: { readonly signal: AbortSignal },
): Promise<void> {
  await writeFileAtomically(join(mirrorPaths(directory).directory, JSON_FILENAME), proof.json, { signal });
  await writeFileAtomically(proofPagePath(directory), proof.page, { signal });
}

/** The text of the proof for scripts; `null` where there is none. Throws a disk problem. */
export async function readProofText(directory: string): Promise<string | null> {
  const path = join(mirrorPaths(directory).directory, JSON_FILENAME);
  const content = await readBoundedFile(path, { limitBytes: LARGEST_PROOF_BYTES });
  return content?.toString('utf8') ?? null;
}

import type { Proof } from '../../contract/proof';
import { profileDigest, readProfile } from '../profile/profile-file';
import { readProof } from '../prove/saved-proof';
import { readRunRecord } from '../run/run-record';

/** The saved proof, held to what the mirror asks for and holds now; `null` where there is none. Throws a problem. */
export async function readProofState(
  directory: string,
  { signal }: { readonly signal: AbortSignal },
): Promise<{ readonly proof: Proof; readonly isOutdated: boolean } | null> {
  const proof = await readProof(directory, { signal });
  return proof === null ? null : { proof, isOutdated: await hasChanged(directory, proof, signal) };
}

async function hasChanged(directory: string, proof: Proof, signal: AbortSignal): Promise<boolean> {
  if (profileDigest(await readProfile(directory, { signal })) !== proof.profileDigest) return true;
  const record = await readRunRecord(directory);
  return (record?.lastCompleteAtMs ?? 0) > proof.createdAtMs;
}

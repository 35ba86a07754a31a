import type { Proof } from '../../contract/proof';
import { profileDigest, readProfile } from '../../engine/profile/profile-file';
import { findPythons, PROBE_TIMEOUT_MS } from '../../engine/prove/find-pythons';
import { proveMirror } from '../../engine/prove/prove-mirror';
import { readProof } from '../../engine/prove/saved-proof';
import type { Environment } from '../../engine/run/environment';
import { readRunRecord } from '../../engine/run/run-record';
import type { MirrorProofsParts } from './mirror-proofs';

/** Proves with the Pythons of this computer, in this program's name. */
export function proveHere(
  targetScript: string,
  { version, clock, recordAct }: Environment,
): MirrorProofsParts['prove'] {
  return (directory, { emit, signal }) =>
    proveMirror({
      directory,
      targetIds: null,
      program: `Sandgrouse ${version}`,
      emit,
      now: clock.now,
      recordAct,
      findPythons: (options) =>
        findPythons({
          targetScript,
          variables: process.env,
          platform: process.platform,
          probeTimeoutMs: PROBE_TIMEOUT_MS,
          ...options,
        }),
      variables: process.env,
      signal,
    });
}

/** The saved proof, held to what the mirror asks for and holds now. */
export const readSavedProof: MirrorProofsParts['readSaved'] = async (directory, { signal }) => {
  const proof = await readProof(directory, { signal });
  return proof === null ? null : { proof, isOutdated: await hasChanged(directory, proof, signal) };
};

async function hasChanged(directory: string, proof: Proof, signal: AbortSignal): Promise<boolean> {
  if (profileDigest(await readProfile(directory, { signal })) !== proof.profileDigest) return true;
  const record = await readRunRecord(directory);
  return (record?.lastCompleteAtMs ?? 0) > proof.createdAtMs;
}

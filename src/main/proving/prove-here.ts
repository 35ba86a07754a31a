import { findPythons, PROBE_TIMEOUT_MS } from '../../engine/prove/find-pythons';
import { proveMirror } from '../../engine/prove/prove-mirror';
import type { Environment } from '../../engine/run/environment';
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

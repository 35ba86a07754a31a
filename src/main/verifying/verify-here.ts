import type { Finding } from '../../contract/verification';
import { VERIFY_IDLE } from '../../contract/verify-state';
import { findWaitingVerification, readFindings } from '../../engine/mirror/verification-records';
import type { Environment } from '../../engine/run/environment';
import { isSyncWaiting, readRunRecord } from '../../engine/run/run-record';
import { verifyMirror } from '../../engine/verify/verify-mirror';
import type { MirrorVerificationsParts } from './mirror-verifications';

/** Verifies in this program's name. */
export function verifyHere(
  program: string,
  { clock, recordAct }: Environment,
): MirrorVerificationsParts['verify'] {
  return async (directory, options) =>
    verifyMirror({
      directory,
      program,
      isInterrupted: isSyncWaiting(await readRunRecord(directory)),
      clock,
      recordAct,
      found: () => undefined,
      ...options,
    });
}

/** As many as the engine gives at the end of a verification. */
const MOST_FINDINGS = 1000;

/** What the records in the mirror's folder tell, held to when it was last synced. */
export const readSavedVerification: MirrorVerificationsParts['readSaved'] = async (directory) => {
  const waiting = await findWaitingVerification(directory);
  if (waiting !== null) return { status: 'paused', mode: waiting, progress: null };
  const findings: Finding[] = [];
  for await (const entry of readFindings(directory)) {
    if (!('counts' in entry)) {
      if (findings.length < MOST_FINDINGS) findings.push(entry);
      continue;
    }
    const syncedAtMs = (await readRunRecord(directory))?.lastCompleteAtMs ?? 0;
    return {
      status: 'verified',
      summary: { report: entry, findings },
      isOutdated: syncedAtMs > entry.finishedAtMs,
    };
  }
  return VERIFY_IDLE;
};

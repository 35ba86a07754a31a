import { resolve } from 'node:path';
import type { MirrorStatus } from '../../contract/mirror';
import type { Profile } from '../../contract/profile';
import type { VerificationReport } from '../../contract/verification';
import { readFailures } from '../mirror/failure-records';
import { readLockHolder } from '../mirror/mirror-lock';
import { openMirrorContents } from '../mirror/open-mirror';
import { readAppliedBundle } from '../mirror/transfer-records';
import { findWaitingVerification, readFindings } from '../mirror/verification-records';
import { profileDigest, readProfile } from '../profile/profile-file';
import { readKnownSerials, serialBasis } from '../run/known-serials';
import { restoreRun } from '../run/restore-run';
import { type RunRecord, readRunRecord } from '../run/run-record';
import { openPlan } from '../run/saved-plan';
import { readProofState } from './proof-state';

/** So many of each kind of trouble are told one by one. */
const MOST_TOLD = 1000;

/**
 * What a mirror holds by its own pages, how fresh that is, what went wrong, and what waits. Reads only. Throws
 * `profile-missing` and its kin, or a disk problem.
 */
export async function readMirrorStatus(
  directory: string,
  { signal }: { readonly signal: AbortSignal },
): Promise<MirrorStatus> {
  const profile = await readProfile(directory, { signal });
  const record = await readRunRecord(directory);
  const lockedBy = await readLockHolder(directory);
  return {
    mirror: resolve(directory),
    upstreamUrl: profile.upstreamUrl,
    ...(await countContents(directory, signal)),
    lastCompleteAtMs: record?.lastCompleteAtMs ?? null,
    lastImport: await readLastImport(directory),
    lastRun: lastRunOf(record, lockedBy !== null),
    upstreamSerial: await readUpstreamSerial(directory, profile),
    lastPlan: await readLastPlan(directory, profile),
    failedFiles: await readFailures(directory, MOST_TOLD),
    waiting: await readWaiting(directory, signal),
    lastVerification: await readLastVerification(directory),
    waitingVerification: await findWaitingVerification(directory),
    lastProof: await readLastProof(directory, signal),
    lockedBy,
  };
}

async function countContents(
  directory: string,
  signal: AbortSignal,
): Promise<Pick<MirrorStatus, 'projects' | 'files' | 'bytes'>> {
  const contents = await openMirrorContents(directory);
  let [projects, files, bytes] = [0, 0, 0];
  for (const name of await contents.listProjects({ signal })) {
    signal.throwIfAborted();
    const page = await contents.readProjectPage(name);
    if (page === null) continue;
    projects += 1;
    files += page.files.length;
    bytes += page.files.reduce((sum, file) => sum + (file.sizeBytes ?? 0), 0);
  }
  return { projects, files, bytes };
}

async function readLastImport(directory: string): Promise<MirrorStatus['lastImport']> {
  const applied = await readAppliedBundle(directory);
  return applied && { importedAtMs: applied.importedAtMs, bundleId: applied.bundleId };
}

function lastRunOf(record: RunRecord | null, isLocked: boolean): MirrorStatus['lastRun'] {
  if (record === null) return 'none';
  if (record.state !== 'syncing') return record.state;
  return isLocked ? 'running' : 'interrupted';
}

/** Only a mirror of everything counts by upstream's numbers. */
async function readUpstreamSerial(directory: string, profile: Profile): Promise<number | null> {
  if (profile.scope !== 'everything') return null;
  const known = await readKnownSerials(directory, serialBasis(profile));
  let highest: number | null = null;
  for (const serial of known.values()) highest = Math.max(highest ?? 0, serial);
  return highest;
}

async function readLastPlan(directory: string, profile: Profile): Promise<MirrorStatus['lastPlan']> {
  const plan = await openPlan(directory);
  if (plan === null) return null;
  const { createdAtMs, complete, notices, guards } = plan.head;
  const errors = notices.filter(({ severity }) => severity === 'error');
  return {
    createdAtMs,
    complete,
    isOutdated: plan.head.profileDigest !== profileDigest(profile),
    errors: errors.slice(0, MOST_TOLD),
    errorCount: errors.length,
    guards,
  };
}

async function readWaiting(directory: string, signal: AbortSignal): Promise<MirrorStatus['waiting']> {
  const event = await restoreRun(directory, { signal });
  if (event?.type !== 'run-restored') return null;
  const { files, filesDone, bytes, bytesDone } = event.totals;
  return { reason: event.reason, files, filesDone, bytes, bytesDone };
}

/** Of one that came to its end; a cut off one says nothing of the whole. */
async function readLastVerification(directory: string): Promise<VerificationReport | null> {
  let report: VerificationReport | null = null;
  for await (const entry of readFindings(directory)) if ('counts' in entry) report = entry;
  return report;
}

async function readLastProof(directory: string, signal: AbortSignal): Promise<MirrorStatus['lastProof']> {
  const state = await readProofState(directory, { signal });
  if (state === null) return null;
  const { createdAtMs, complete, targets } = state.proof;
  return { createdAtMs, complete, targets: targets.length, isOutdated: state.isOutdated };
}

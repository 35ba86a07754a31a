import type { RecordAct } from '../../contract/history';
import { refuse } from '../../contract/problem';
import type { RunEvent } from '../../contract/run-event';
import { isMirrorLocked } from '../mirror/mirror-lock';
import { openMirrorContents, openMirrorWriter } from '../mirror/open-mirror';
import { hasProfile } from '../profile/profile-file';
import { isSyncWaiting, pauseReasonOf, readRunRecord, writeRunRecord } from './run-record';
import { readRunWork } from './run-work';
import { openPlan } from './saved-plan';

/**
 * The event that puts a run which an earlier process left standing back on the screen, with its totals read from the
 * disk; `null` when none is waiting, or when another process is at it.
 */
export async function restoreRun(
  directory: string,
  { signal }: { readonly signal: AbortSignal },
): Promise<RunEvent | null> {
  const record = await readRunRecord(directory);
  if (!isSyncWaiting(record)) return null;
  if (await isMirrorLocked(directory)) return null;
  const plan = await openPlan(directory);
  if (plan === null || plan.head.planId !== record.planId) return null;
  const contents = await openMirrorContents(directory);
  const { totals } = await readRunWork(plan, contents, { signal });
  return {
    type: 'run-restored',
    runId: record.runId,
    atMs: record.startedAtMs,
    totals,
    reason: pauseReasonOf(record),
  };
}

/** Gives up a run that stands still: its partial files go, its finished ones stay. Throws a disk problem. */
export async function discardRun(
  directory: string,
  {
    program,
    recordAct,
    signal,
  }: { readonly program: string; readonly recordAct: RecordAct; readonly signal: AbortSignal },
): Promise<void> {
  // What a drive that was pulled out leaves is an empty folder, in which nothing must be written.
  if (!(await hasProfile(directory))) refuse('disk-gone', { path: directory });
  const { writer } = await openMirrorWriter(directory, { program, signal });
  try {
    await writer.dropPartialFilesExcept(new Set());
    await writer.writeRootPages({ without: new Set() });
    const record = await readRunRecord(directory);
    if (record !== null) await writeRunRecord(directory, { ...record, state: 'cancelled', problem: null });
    await recordAct(directory, { act: 'sync-discarded' });
  } finally {
    await writer.close();
  }
}

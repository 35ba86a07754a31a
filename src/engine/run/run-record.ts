import { join } from 'node:path';
import { z } from 'zod';
import type { Problem } from '../../contract/problem';
import type { PauseReason } from '../../contract/run-event';
import { writeFilesAtomically } from '../files/atomic-write';
import { readJsonFile } from '../files/read-file';
import { problemSchema } from './saved-plan-schema';

/**
 * What is remembered of a mirror's last sync, in `.sandgrouse/run.json`. `syncing` in a record whose process is gone
 * means that the run was interrupted.
 */
export interface RunRecord {
  readonly version: 1;
  readonly state: 'syncing' | 'paused' | 'complete' | 'incomplete' | 'cancelled' | 'failed';
  readonly runId: string;
  readonly planId: string;
  readonly startedAtMs: number;
  /** The problem that made the run pause; `null` where a person asked for it, or in other states. */
  readonly problem: Problem | null;
  readonly lastCompleteAtMs: number | null;
}

const schema = z.object({
  version: z.literal(1),
  state: z.enum(['syncing', 'paused', 'complete', 'incomplete', 'cancelled', 'failed']),
  runId: z.string(),
  planId: z.string(),
  startedAtMs: z.number(),
  problem: problemSchema('disk').nullable(),
  lastCompleteAtMs: z.number().nullable(),
});

const LARGEST_RECORD_BYTES = 1024 * 1024;

const recordPath = (directory: string): string => join(directory, '.sandgrouse', 'run.json');

/** The record of the last sync, or `null` when there was none. A damaged record counts as none: a new plan mends all. */
export async function readRunRecord(directory: string): Promise<RunRecord | null> {
  try {
    const value = await readJsonFile(recordPath(directory), { limitBytes: LARGEST_RECORD_BYTES });
    const parsed = schema.safeParse(value);
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Whether a sync was paused or cut off: then it waits to go on, and finished files wait to be listed. */
export function isSyncWaiting(record: RunRecord | null): record is RunRecord {
  return record?.state === 'paused' || record?.state === 'syncing';
}

/** Never makes the folder of records: where that is gone, so is the drive, and nothing is written in its place. */
export async function writeRunRecord(directory: string, record: RunRecord): Promise<void> {
  const path = recordPath(directory);
  await writeFilesAtomically([{ path, data: `${JSON.stringify(record, null, 2)}\n` }]);
}

/** Why a run that this record speaks of stands still. */
export function pauseReasonOf(record: RunRecord): PauseReason {
  if (record.state === 'syncing') return { kind: 'interrupted' };
  return record.problem === null ? { kind: 'asked' } : { kind: 'problem', problem: record.problem };
}

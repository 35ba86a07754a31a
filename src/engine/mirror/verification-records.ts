import { join } from 'node:path';
import { z } from 'zod';
import { ProblemError } from '../../contract/problem';
import type { Finding, VerificationReport, VerifyMode } from '../../contract/verification';
import { ensureFolder } from '../files/atomic-write';
import { diskProblem } from '../files/disk-problems';
import { finishExchange } from './exchange-state';
import { type RecordDigests, readRecordDigests } from './file-journal';
import { refuseForeignLinks } from './foreign-links';
import { openLineFile, readLineFile } from './line-file';
import { lockMirror } from './mirror-lock';
import { type MirrorPaths, mirrorPaths } from './mirror-paths';
import { findingSchema, reportSchema } from './verification-schema';
import {
  noVerifiedMarks,
  openVerifiedMarks,
  readWaitingVerification,
  type VerifiedMarks,
} from './verified-marks';

/** What a verification goes by and writes down; holds the mirror's lock until `close()`. */
export interface VerificationRecords {
  readonly journal: RecordDigests;
  readonly marks: VerifiedMarks;
  readonly addFinding: (finding: Finding) => Promise<void>;
  /** Everything was looked at. */
  readonly finish: (report: VerificationReport) => Promise<void>;
  readonly close: () => Promise<void>;
}

const findingsPath = ({ records }: MirrorPaths): string => join(records, 'verification.jsonl');

interface OpenOptions {
  readonly mode: VerifyMode;
  readonly program: string;
  readonly nowMs: number;
  readonly signal: AbortSignal;
}

/**
 * Takes the lock, so that nothing comes or goes meanwhile, and finishes an import that was decided. A mirror on a disk that cannot be written needs none, and
 * nothing is kept there. Throws `mirror-in-use`, or a disk problem.
 */
export async function openVerificationRecords(
  directory: string,
  options: OpenOptions,
): Promise<VerificationRecords> {
  options.signal.throwIfAborted();
  const paths = mirrorPaths(directory);
  try {
    return await openWritable(paths, options);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== 'disk-permission') throw error;
    return openReadOnly(paths, options);
  }
}

async function openWritable(
  paths: MirrorPaths,
  { mode, program, nowMs }: OpenOptions,
): Promise<VerificationRecords> {
  try {
    await ensureFolder(paths.records);
    await refuseForeignLinks(paths);
  } catch (error) {
    throw diskProblem(error, { path: paths.records, operation: 'write' });
  }
  const lock = await lockMirror(paths.directory, program);
  try {
    await finishExchange(paths);
    const journal = await readRecordDigests(paths);
    const marks = await openVerifiedMarks(paths, { mode, nowMs });
    const findings = await openLineFile(findingsPath(paths), { anew: true });
    return {
      journal,
      marks,
      addFinding: (finding) => findings.add({ finding }),
      finish: async (report) => {
        await findings.add({ report });
        await findings.flush();
        await marks.finish();
      },
      close: async () => {
        try {
          await marks.close();
          await findings.close();
        } finally {
          await lock.close();
        }
      },
    };
  } catch (error) {
    await lock.close();
    throw error;
  }
}

async function openReadOnly(paths: MirrorPaths, { nowMs }: OpenOptions): Promise<VerificationRecords> {
  const nothing = async (): Promise<void> => undefined;
  return {
    journal: await readRecordDigests(paths),
    marks: noVerifiedMarks(nowMs),
    addFinding: nothing,
    finish: nothing,
    close: nothing,
  };
}

const lineSchema = z.union([z.object({ finding: findingSchema }), z.object({ report: reportSchema })]);

/** What the last verification found, one by one; at the end its report, where it was not cut off. */
export async function* readFindings(directory: string): AsyncGenerator<Finding | VerificationReport> {
  for await (const value of readLineFile(findingsPath(mirrorPaths(directory)))) {
    const line = lineSchema.safeParse(value);
    if (line.success) yield 'finding' in line.data ? line.data.finding : line.data.report;
  }
}

/** Whether a verification was paused or cut off, and can go on. Throws a disk problem. */
export async function findWaitingVerification(directory: string): Promise<VerifyMode | null> {
  return (await readWaitingVerification(mirrorPaths(directory)))?.mode ?? null;
}

import { join } from 'node:path';
import { z } from 'zod';
import { VERIFY_MODES, type VerifyMode } from '../../contract/verification';
import { writeFileAtomically } from '../files/atomic-write';
import { openLineFile, readLineFile } from './line-file';
import type { MirrorPaths } from './mirror-paths';

/**
 * `verify.jsonl`: which files were read and found right, each as a number that stands for its path, size, time and hash.
 * A file that changed since has another number, so nothing here can make a wrong file pass for a right one. A
 * verification that stopped goes on by it, and one of what changed begins with it.
 */
export interface VerifiedMarks {
  /** When this verification began, which may have been before it was paused. */
  readonly begunAtMs: number;
  readonly has: (mark: number) => boolean;
  /** The file was found right now, or counts as such. */
  readonly keep: (mark: number) => Promise<void>;
  readonly flush: () => Promise<void>;
  /** Everything was looked at: only what was kept stays. */
  readonly finish: () => Promise<void>;
  /** The next verification begins from the start. */
  readonly giveUp: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const lineSchema = z.union([
  z.object({ begun: z.enum(VERIFY_MODES), atMs: z.number() }),
  z.object({ ended: z.boolean() }),
  z.object({ marks: z.array(z.number()) }),
]);

const MARKS_A_LINE = 500;
const pathOf = ({ records }: MirrorPaths): string => join(records, 'verify.jsonl');

interface SavedMarks {
  readonly marks: ReadonlySet<number>;
  /** The verification that has not ended; `null` where none is waiting. */
  readonly waiting: { readonly mode: VerifyMode; readonly begunAtMs: number } | null;
}

/** `since`: only those of the verification that is waiting, or all of them. */
async function readMarks(paths: MirrorPaths, since: 'waiting' | 'ever'): Promise<SavedMarks> {
  const marks = new Set<number>();
  let waiting: SavedMarks['waiting'] = null;
  for await (const value of readLineFile(pathOf(paths))) {
    const line = lineSchema.safeParse(value);
    if (!line.success) continue;
    if ('begun' in line.data) {
      waiting = { mode: line.data.begun, begunAtMs: line.data.atMs };
      if (since === 'waiting') marks.clear();
    } else if ('ended' in line.data) waiting = null;
    else for (const mark of line.data.marks) marks.add(mark);
  }
  return { marks, waiting };
}

/** The verification of a mirror that was paused or cut off; `null` where none waits. Throws a disk problem. */
export async function readWaitingVerification(paths: MirrorPaths): Promise<SavedMarks['waiting']> {
  return (await readMarks(paths, 'waiting')).waiting;
}

/** Goes on with the verification that waits, where it is of this mode; else begins one. Needs the mirror's lock. */
export async function openVerifiedMarks(
  paths: MirrorPaths,
  { mode, nowMs }: { readonly mode: VerifyMode; readonly nowMs: number },
): Promise<VerifiedMarks> {
  const saved = await readMarks(paths, mode === 'full' ? 'waiting' : 'ever');
  const isGoingOn = saved.waiting?.mode === mode;
  const known = mode === 'full' && !isGoingOn ? new Set<number>() : saved.marks;
  const begunAtMs = isGoingOn && saved.waiting !== null ? saved.waiting.begunAtMs : nowMs;
  const kept: number[] = [];
  let fresh: number[] = [];
  const file = await openLineFile(pathOf(paths), { anew: false });
  if (!isGoingOn) await file.add({ begun: mode, atMs: begunAtMs });
  const flush = async (): Promise<void> => {
    const marks = fresh;
    fresh = [];
    if (marks.length > 0) await file.add({ marks });
    await file.flush();
  };
  await flush();
  return {
    begunAtMs,
    has: (mark) => known.has(mark),
    keep: async (mark) => {
      kept.push(mark);
      if (known.has(mark)) return;
      fresh.push(mark);
      if (fresh.length >= MARKS_A_LINE) await flush();
    },
    flush,
    finish: async () => {
      const lines: string[] = [];
      for (let start = 0; start < kept.length; start += MARKS_A_LINE) {
        lines.push(JSON.stringify({ marks: kept.slice(start, start + MARKS_A_LINE) }));
      }
      await writeFileAtomically(pathOf(paths), [...lines, '{"ended":true}'].join('\n'), {
        durable: false,
      });
    },
    giveUp: async () => {
      fresh = [];
      await file.add({ ended: false });
      await file.flush();
    },
    close: file.close,
  };
}

/** For a mirror on a disk that cannot be written: nothing is known, and nothing kept. */
export function noVerifiedMarks(nowMs: number): VerifiedMarks {
  const nothing = async (): Promise<void> => undefined;
  return {
    begunAtMs: nowMs,
    has: () => false,
    keep: nothing,
    flush: nothing,
    finish: nothing,
    giveUp: nothing,
    close: nothing,
  };
}

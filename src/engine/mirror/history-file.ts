import { type FileHandle, lstat } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Who } from '../../contract/bundle';
import {
  type ActInterface,
  actorSchema,
  actSchema,
  type HistoryEntry,
  type HistoryPage,
  type RecordAct,
} from '../../contract/history';
import { redact } from '../../contract/redact';
import { ensureFolder } from '../files/atomic-write';
import { diskProblem, isMissing } from '../files/disk-problems';
import { openRegularFile } from '../files/read-file';
import { hasProfile } from '../profile/profile-file';
import { appendLine } from './append-line';
import { mirrorPaths } from './mirror-paths';

const historyPath = (directory: string): string => join(mirrorPaths(directory).records, 'history.jsonl');

export interface ActRecorderOptions {
  readonly version: string;
  readonly interface: ActInterface;
  readonly now: () => number;
}

/** Appends in the name of the person whom the system tells. No address keeps a password or the values of its query. */
export function createActRecorder(options: ActRecorderOptions): RecordAct {
  return async (directory, act) => {
    const entry: HistoryEntry = {
      time: new Date(options.now()).toISOString(),
      ...systemWho(options.interface),
      version: options.version,
      ...act,
    };
    const line = JSON.stringify(entry, (_key, value: unknown) =>
      typeof value === 'string' ? redact(value) : value,
    );
    // What was done was done, also where the disk is full, read-only or gone; it is told where it was asked for.
    await append(directory, line).catch(() => undefined);
  };
}

/** Who does it, as the system calls the person and the computer. */
export function systemWho(by: ActInterface): Who {
  return { user: userName(), host: hostname(), interface: by };
}

/** A process may run under a number that the system has no name for. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

async function append(directory: string, line: string): Promise<void> {
  const { records } = mirrorPaths(directory);
  if (await hasProfile(directory)) await ensureFolder(records);
  if ((await lstat(records)).isDirectory()) await appendLine(historyPath(directory), line);
}

/** The longest line that is read; we write none that is a hundredth of it. */
const WINDOW_BYTES = 256 * 1024;
/** So much is looked through for one page; where all of it is rubbish, the page is empty and says where to go on. */
const MOST_WINDOWS = 16;

/**
 * The newest `limit` acts before the place `olderFrom` of the file (`null`: from its end). What is no act of ours, or
 * was torn, is passed over. However long the file is, little of it is read. Throws a disk problem.
 */
export async function readHistory(
  directory: string,
  { limit, olderFrom }: { readonly limit: number; readonly olderFrom: number | null },
): Promise<HistoryPage> {
  const path = historyPath(directory);
  let file: FileHandle | null = null;
  try {
    file = await openRegularFile(path);
    if (file === null) return { entries: [], olderFrom: null };
    const { size } = await file.stat();
    return await readBackwards(file, Math.min(size, olderFrom ?? size), limit);
  } catch (error) {
    if (isMissing(error)) return { entries: [], olderFrom: null };
    throw diskProblem(error, { path, operation: 'read' });
  } finally {
    await file?.close();
  }
}

async function readBackwards(file: FileHandle, from: number, limit: number): Promise<HistoryPage> {
  const entries: HistoryEntry[] = [];
  let end = from;
  for (let windows = 0; end > 0 && windows < MOST_WINDOWS; windows += 1) {
    const start = Math.max(0, end - WINDOW_BYTES);
    const buffer = Buffer.alloc(end - start);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
    const window = buffer.subarray(0, bytesRead);
    let lineEnd = window.length;
    while (lineEnd > 0 && entries.length < limit) {
      const newline = window.lastIndexOf(NEWLINE, lineEnd - 1);
      // Its beginning stands in the window before, unless this is the first, or the line is longer than any of ours.
      if (newline === -1 && start > 0 && lineEnd < window.length) break;
      const entry = parseLine(window.toString('utf8', newline + 1, lineEnd));
      if (entry !== null) entries.push(entry);
      lineEnd = Math.max(0, newline);
    }
    end = start + lineEnd;
    if (entries.length >= limit) break;
  }
  return { entries, olderFrom: end > 0 ? end : null };
}

const NEWLINE = 0x0a;

function parseLine(line: string): HistoryEntry | null {
  if (line === '') return null;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  const actor = actorSchema.safeParse(value);
  const act = actSchema.safeParse(value);
  return actor.success && act.success ? { ...actor.data, ...act.data } : null;
}

import { appendFile } from 'node:fs/promises';
import { writeFilesAtomically } from '../files/atomic-write';
import { diskProblem, isMissing } from '../files/disk-problems';
import { openRegularFile } from '../files/read-file';
import { LONGEST_LINE_BYTES, readLines } from '../files/read-lines';
import type { StoredFile } from './mirror-contents';
import type { MirrorPaths } from './mirror-paths';
import { textDigest } from './path-digest';

/**
 * What is known of finished files: `files.jsonl`, a line for each that was committed or removed, appended after the
 * fact. A line that a power cut tore is passed over; the file it spoke of is then hashed once more.
 */
export interface FileJournal {
  readonly find: (path: string) => StoredFile | null;
  /** Of all files. */
  readonly sumBytes: () => number;
  readonly remember: (file: StoredFile) => Promise<void>;
  /** As `remember`, but writes nothing: for readers. */
  readonly assume: (file: StoredFile) => void;
  readonly forget: (path: string) => Promise<void>;
  /** Writes the journal anew where most of its lines are outdated, and appends nothing any more. */
  readonly close: () => Promise<void>;
}

export async function openFileJournal({ journal, temporary }: MirrorPaths): Promise<FileJournal> {
  const known = new Map<string, StoredFile>();
  let lineCount = await readJournal(journal, (line) => {
    const entry = parseLine(line);
    if (entry === null) return;
    if (entry.file === null) known.delete(entry.path);
    else known.set(entry.path, entry.file);
  });

  const lines = appendLines(journal);
  const append = (entry: object): Promise<void> => {
    lineCount += 1;
    return lines.append(JSON.stringify(entry));
  };
  return {
    find: (path) => known.get(path) ?? null,
    sumBytes: () => {
      let bytes = 0;
      for (const { sizeBytes } of known.values()) bytes += sizeBytes;
      return bytes;
    },
    remember: async (file) => {
      known.set(file.path, file);
      await append(file);
    },
    assume: (file) => {
      known.set(file.path, file);
    },
    forget: async (path) => {
      if (known.delete(path)) await append({ path, removed: true });
    },
    close: async () => {
      await lines.settle();
      if (lineCount < 1000 || lineCount < known.size * 2) return;
      const data = [...known.values()].map((file) => JSON.stringify(file)).join('\n');
      await writeFilesAtomically([{ path: journal, data }], { temporaryDirectory: temporary });
      lineCount = known.size;
    },
  };
}

/**
 * Appends lines, in the order given. Those that come while others are being written go together in the next write: each
 * waits for its own to be done, and hundreds cost no more than one. The journal is open for no longer than that: a disk
 * with a file open for writing can be neither made read-only nor taken away.
 */
function appendLines(path: string) {
  let waiting: string[] = [];
  let last: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  const write = async (): Promise<void> => {
    next = null;
    // The leading newline ends a line that a power cut may have torn.
    const text = waiting.map((line) => `\n${line}`).join('');
    waiting = [];
    try {
      await appendFile(path, text);
    } catch (error) {
      throw diskProblem(error, { path, operation: 'write' });
    }
  };
  return {
    append: (line: string): Promise<void> => {
      waiting.push(line);
      next ??= last = last.then(write, write);
      return next;
    },
    settle: (): Promise<void> => last.catch(() => undefined),
  };
}

/** Line by line: the journal of a large mirror is longer than a string can be. Returns the number of lines. */
async function readJournal(path: string, read: (line: string) => void): Promise<number> {
  let lines = 0;
  try {
    const file = await openRegularFile(path);
    if (file === null) return 0;
    try {
      for await (const line of readLines(file, { longestBytes: LONGEST_LINE_BYTES })) {
        lines += 1;
        read(line);
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    if (!isMissing(error)) throw diskProblem(error, { path, operation: 'read' });
  }
  return lines;
}

/** What the journal says of files, in a tenth of the room: for a reader that only asks whether a record is right. */
export interface RecordDigests {
  readonly has: (path: string) => boolean;
  readonly agrees: (file: StoredFile) => boolean;
}

export async function readRecordDigests({ journal }: MirrorPaths): Promise<RecordDigests> {
  const known = new Map<number, number>();
  await readJournal(journal, (line) => {
    const entry = parseLine(line);
    if (entry === null) return;
    if (entry.file === null) known.delete(textDigest(entry.path));
    else known.set(textDigest(entry.path), contentDigest(entry.file));
  });
  return {
    has: (path) => known.has(textDigest(path)),
    agrees: (file) => known.get(textDigest(file.path)) === contentDigest(file),
  };
}

const contentDigest = ({ sizeBytes, sha256 }: StoredFile): number => textDigest(`${sizeBytes} ${sha256}`);

interface JournalEntry {
  readonly path: string;
  /** `null`: it was removed. */
  readonly file: StoredFile | null;
}

function parseLine(line: string): JournalEntry | null {
  let entry: unknown;
  try {
    entry = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof entry !== 'object' || entry === null || !('path' in entry) || typeof entry.path !== 'string')
    return null;
  const { path } = entry;
  if ('removed' in entry) return { path, file: null };
  if (!('sizeBytes' in entry && 'sha256' in entry)) return null;
  const { sizeBytes, sha256 } = entry;
  const isSound = typeof sizeBytes === 'number' && typeof sha256 === 'string';
  return isSound ? { path, file: { path, sizeBytes, sha256 } } : null;
}

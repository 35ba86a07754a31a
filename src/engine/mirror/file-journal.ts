import { appendFile } from 'node:fs/promises';
import { writeFileAtomically } from '../files/atomic-write';
import { diskProblem, isMissing } from '../files/disk-problems';
import { openRegularFile } from '../files/read-file';
import type { StoredFile } from './mirror-contents';
import type { MirrorPaths } from './mirror-paths';

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
  /** Writes the journal anew where most of its lines are outdated. */
  readonly compact: () => Promise<void>;
}

export async function openFileJournal({ journal, temporary }: MirrorPaths): Promise<FileJournal> {
  const known = new Map<string, StoredFile>();
  let lineCount = await readJournal(journal, (line) => {
    applyLine(known, line);
  });

  const append = async (entry: object): Promise<void> => {
    lineCount += 1;
    try {
      // The leading newline ends a line that a power cut may have torn.
      await appendFile(journal, `\n${JSON.stringify(entry)}`);
    } catch (error) {
      throw diskProblem(error, { path: journal, operation: 'write' });
    }
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
    compact: async () => {
      if (lineCount < 1000 || lineCount < known.size * 2) return;
      const text = [...known.values()].map((file) => JSON.stringify(file)).join('\n');
      await writeFileAtomically(journal, text, { temporaryDirectory: temporary });
      lineCount = known.size;
    },
  };
}

/** Line by line: the journal of a large mirror is longer than a string can be. Returns the number of lines. */
async function readJournal(path: string, read: (line: string) => void): Promise<number> {
  let lines = 0;
  try {
    const file = await openRegularFile(path);
    if (file === null) return 0;
    for await (const line of file.readLines()) {
      lines += 1;
      read(line);
    }
  } catch (error) {
    if (!isMissing(error)) throw diskProblem(error, { path, operation: 'read' });
  }
  return lines;
}

function applyLine(known: Map<string, StoredFile>, line: string): void {
  let entry: unknown;
  try {
    entry = JSON.parse(line);
  } catch {
    return;
  }
  if (typeof entry !== 'object' || entry === null || !('path' in entry) || typeof entry.path !== 'string')
    return;
  const { path } = entry;
  if ('removed' in entry) known.delete(path);
  else if ('sizeBytes' in entry && 'sha256' in entry) {
    const { sizeBytes, sha256 } = entry;
    if (typeof sizeBytes === 'number' && typeof sha256 === 'string')
      known.set(path, { path, sizeBytes, sha256 });
  }
}

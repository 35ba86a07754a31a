import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ScanVerdict } from '../../../contract/bundle';
import { refuse } from '../../../contract/problem';
import { diskProblem } from '../../files/disk-problems';
import { runProcess } from '../../prove/run-process';
import { walkFolder } from '../format/walk-bundle';

export interface ScanOptions {
  /** The program and its words; the bundle's folder comes last. */
  readonly command: readonly string[];
  readonly folder: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

const LONGEST_SCAN_MS = 24 * 60 * 60 * 1000;
const KEPT_CHARACTERS = 2000;

/**
 * Lets the organisation's scanner look. Only exit code 0 passes, and only where every file is as it was; everything
 * else throws `scan-refused`.
 */
export async function scanBundle({ command, folder, variables, signal }: ScanOptions): Promise<ScanVerdict> {
  const [program = '', ...words] = command;
  const line = command.join(' ');
  const environment = Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const before = await noteFiles(folder, signal);
  const end = await runProcess({
    command: program,
    words: [...words, folder],
    environment,
    // Where the person stands: a program is named from there, and what it writes does not come into the export.
    folder: process.cwd(),
    input: '',
    timeoutMs: LONGEST_SCAN_MS,
    signal,
  }).catch((error: unknown) => {
    signal.throwIfAborted();
    const output = error instanceof Error ? error.message : String(error);
    return refuse('scan-refused', { command: line, output });
  });
  const output = `${end.stdout}\n${end.stderr}`.trim().slice(-KEPT_CHARACTERS);
  if (end.exitCode !== 0) refuse('scan-refused', { command: line, output: output || 'it gave no reason' });
  const trace = findTrace(before, await noteFiles(folder, signal));
  if (trace !== null) refuse('scan-refused', { command: line, output: trace });
  return { command: line, output };
}

/** Size and time of every file below a folder. Throws a disk problem. */
async function noteFiles(folder: string, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const notes = new Map<string, string>();
  try {
    for await (const { path } of walkFolder(folder, { signal })) {
      const { size, mtimeMs } = await lstat(join(folder, path));
      notes.set(path, `${size} ${mtimeMs}`);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw diskProblem(error, { path: folder, operation: 'read' });
  }
  return notes;
}

/** What a scanner did to the files that it looked at: the far side would refuse the export for it. */
function findTrace(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string | null {
  for (const [path, note] of before) {
    const now = after.get(path);
    if (now === undefined) return `it took "${path}" away`;
    if (now !== note) return `it changed "${path}"`;
  }
  const left = [...after.keys()].find((path) => !before.has(path));
  return left === undefined ? null : `it left "${left}" in the export, and has to write elsewhere`;
}

import type { ScanVerdict } from '../../contract/bundle';
import { refuse } from '../../contract/problem';
import { runProcess } from '../prove/run-process';

export interface ScanOptions {
  /** The program and its words; the bundle's folder comes last. */
  readonly command: readonly string[];
  readonly folder: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

const LONGEST_SCAN_MS = 24 * 60 * 60 * 1000;
const KEPT_CHARACTERS = 2000;

/** Lets the organisation's scanner look. Only exit code 0 passes; everything else throws `scan-refused`. */
export async function scanBundle({ command, folder, variables, signal }: ScanOptions): Promise<ScanVerdict> {
  const [program = '', ...words] = command;
  const line = command.join(' ');
  const environment = Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const end = await runProcess({
    command: program,
    words: [...words, folder],
    environment,
    folder,
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
  return { command: line, output };
}

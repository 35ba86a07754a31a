import { tmpdir } from 'node:os';
import { refuse } from '../../contract/problem';
import { cleanEnvironment } from '../prove/clean-environment';
import { type ProcessEnd, runProcess } from '../prove/run-process';

export interface SystemOptions {
  readonly platform: NodeJS.Platform;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** A drive that does not answer keeps these programs waiting for ever. */
const LONGEST_ANSWER_MS = 15_000;

/** Runs a program of the system, in English, for no longer than `timeoutMs`. Rejects where it cannot be started. */
export function runTool(
  tool: string,
  words: readonly string[],
  { variables, signal }: SystemOptions,
  timeoutMs = LONGEST_ANSWER_MS,
): Promise<ProcessEnd> {
  const environment = { ...cleanEnvironment(variables), LC_ALL: 'C.UTF-8' };
  return runProcess({ command: tool, words, environment, folder: tmpdir(), input: '', timeoutMs, signal });
}

/** What it prints. Throws `drives-unreadable`. */
export async function askTool(
  tool: string,
  words: readonly string[],
  options: SystemOptions,
): Promise<string> {
  const end = await runTool(tool, words, options).catch((error: unknown) => {
    options.signal.throwIfAborted();
    return refuse('drives-unreadable', {
      tool,
      reason: error instanceof Error ? error.message : String(error),
    });
  });
  if (end.isTooSlow) return refuse('drives-unreadable', { tool, reason: 'it does not answer' });
  if (end.exitCode !== 0) {
    return refuse('drives-unreadable', { tool, reason: end.stderr.trim() || 'it gave no reason' });
  }
  return end.stdout;
}

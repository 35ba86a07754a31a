import { spawn } from 'node:child_process';

export interface ProcessOptions {
  readonly command: string;
  readonly words: readonly string[];
  /** The whole environment of the child. */
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  /** What it reads from standard input. */
  readonly input: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** How it ended. Of each stream the last part is kept where it says more than a person would read. */
export interface ProcessEnd {
  /** `null` where it was ended by a signal, ours too. */
  readonly exitCode: number | null;
  readonly isTooSlow: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

const KEPT_STDOUT_CHARACTERS = 4_000_000;
const KEPT_STDERR_CHARACTERS = 20_000;

/**
 * Runs a program to its end, without a shell. It is killed when its time is over or the signal comes. Rejects where the
 * program cannot be started, and with the signal's reason.
 */
export async function runProcess(options: ProcessOptions): Promise<ProcessEnd> {
  const { command, words, environment, folder, input, timeoutMs, signal } = options;
  signal.throwIfAborted();
  const end = await new Promise<ProcessEnd>((fulfil, reject) => {
    const child = spawn(command, [...words], {
      env: environment,
      cwd: folder,
      windowsHide: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let isTooSlow = false;
    const kill = (): void => void child.kill('SIGKILL');
    const timer = setTimeout(() => {
      isTooSlow = true;
      kill();
    }, timeoutMs);
    signal.addEventListener('abort', kill, { once: true });
    const stdout = keepEnd(child.stdout, KEPT_STDOUT_CHARACTERS);
    const stderr = keepEnd(child.stderr, KEPT_STDERR_CHARACTERS);
    const settle = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', kill);
    };
    child.on('error', (error) => {
      settle();
      reject(error);
    });
    child.on('close', (exitCode) => {
      settle();
      fulfil({ exitCode, isTooSlow, stdout: stdout(), stderr: stderr() });
    });
    // A program that never reads closes its end; that is its own affair.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
  signal.throwIfAborted();
  return end;
}

function keepEnd(stream: NodeJS.ReadableStream, characters: number): () => string {
  let text = '';
  stream.setEncoding('utf8');
  stream.on('data', (part: string) => {
    text = (text + part).slice(-characters);
  });
  return () => text;
}

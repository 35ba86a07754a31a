import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

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

const HAS_GROUPS = process.platform !== 'win32';

/**
 * Runs a program to its end, without a shell. It is killed when its time is over or the signal comes, with all that it
 * started. Rejects where the program cannot be started, and with the signal's reason.
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
      // A group of its own, to be ended together with what it started. On Windows it would open a window.
      detached: HAS_GROUPS,
    });
    let isTooSlow = false;
    const kill = (): void => endAll(child);
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

function endAll(child: ChildProcessWithoutNullStreams): void {
  const { pid, exitCode, signalCode } = child;
  try {
    // Once it has ended, its number may be another's.
    const runs = exitCode === null && signalCode === null;
    if (HAS_GROUPS && runs && pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
  child.kill('SIGKILL');
  // What it started may have left the group and hold its streams open: that is not waited for.
  child.stdin.destroy();
  child.stdout.destroy();
  child.stderr.destroy();
}

/** Keeps the last characters of a stream, without copying them for each part that comes. */
function keepEnd(stream: NodeJS.ReadableStream, characters: number): () => string {
  const parts: string[] = [];
  let kept = 0;
  stream.setEncoding('utf8');
  stream.on('data', (part: string) => {
    parts.push(part);
    kept += part.length;
    while (kept - (parts[0]?.length ?? 0) >= characters) kept -= parts.shift()?.length ?? 0;
  });
  return () => parts.join('').slice(-characters);
}

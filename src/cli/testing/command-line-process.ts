import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { build } from 'vite';

/** How a command ended and what it said. */
export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCommand {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Waits until stdout matches, and gives the first group or all that matched. Rejects when the command ends first. */
  readonly printed: (pattern: RegExp) => Promise<string>;
  /** The same for stderr. */
  readonly said: (pattern: RegExp) => Promise<string>;
}

/** The command line as people have it: built, in a process of its own. */
export interface BuiltCommandLine {
  /** The folder in which commands are run. */
  readonly folder: string;
  readonly start: (...words: readonly string[]) => RunningCommand;
  readonly run: (...words: readonly string[]) => Promise<Ended>;
  /** Starts it by another program, such as `ip netns exec NAME`. */
  readonly startBy: (by: readonly string[], ...words: readonly string[]) => RunningCommand;
  readonly remove: () => Promise<void>;
}

/** For the hook that builds: a busy computer takes longer. */
export const BUILD_TIMEOUT_MS = 60_000;

const CHECKOUT = join(import.meta.dirname, '..', '..', '..');

/** Builds the command line into a temporary folder with the layout of a checkout. Takes about a second. */
export async function buildCommandLine(): Promise<BuiltCommandLine> {
  const root = await mkdtemp(join(tmpdir(), 'sandgrouse-cli-'));
  const folder = join(root, 'work');
  await mkdir(folder);
  await cp(join(CHECKOUT, 'package.json'), join(root, 'package.json'));
  await symlink(join(CHECKOUT, 'node_modules'), join(root, 'node_modules'), 'junction');
  await build({
    root: CHECKOUT,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(CHECKOUT, 'src', 'cli', 'index.ts'),
      outDir: join(root, 'out', 'main'),
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'cli.js', format: 'es' } },
    },
  });
  const startBy = (by: readonly string[], ...words: readonly string[]): RunningCommand =>
    startCommand([...by, process.execPath, join(root, 'out', 'main', 'cli.js'), ...words], folder);
  const start = (...words: readonly string[]): RunningCommand => startBy([], ...words);
  return {
    folder,
    start,
    startBy,
    run: (...words) => start(...words).ended,
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

function startCommand([program = '', ...words]: readonly string[], folder: string): RunningCommand {
  const child = spawn(program, words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString();
  });
  child.stdout.on('data', (data: Buffer) => {
    stdout += data.toString();
  });
  const ended = new Promise<Ended>((fulfil, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => fulfil({ exitCode, stdout, stderr }));
  });
  const waitFor = (stream: Readable, text: () => string, pattern: RegExp): Promise<string> =>
    new Promise((fulfil, reject) => {
      const look = (): void => {
        const found = pattern.exec(text());
        if (found !== null) fulfil(found[1] ?? found[0]);
      };
      look();
      stream.on('data', look);
      void ended.then(({ exitCode }) => reject(new Error(`ended with ${exitCode}: ${stdout}${stderr}`)));
    });
  return {
    process: child,
    ended,
    printed: (pattern) => waitFor(child.stdout, () => stdout, pattern),
    said: (pattern) => waitFor(child.stderr, () => stderr, pattern),
  };
}

/** The values that a command with `--json` printed; throws where a line is no JSON. */
export function jsonLines(stdout: string): readonly Record<string, unknown>[] {
  const lines = stdout.split('\n');
  if (lines.pop() !== '') throw new Error('the last line has no end');
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

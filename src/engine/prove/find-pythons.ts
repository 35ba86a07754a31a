import { realpath, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { PipIdentity } from '../../contract/proof';
import type { Target } from '../../contract/target';
import { compareVersions, parseVersion, requireVersion } from '../../python-packaging/version';
import { readTargetFile } from '../inputs/target-file';
import { cleanEnvironment } from './clean-environment';
import { runProcess } from './run-process';

/** A Python on this computer whose pip can be asked. */
export interface PythonWithPip {
  readonly command: string;
  /** What it is, as a target. */
  readonly target: Target;
  readonly identity: PipIdentity;
}

export interface FindPythonsOptions {
  /** The text of the script that describes a target. */
  readonly targetScript: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** How long one of them may take to say what it is. */
  readonly probeTimeoutMs: number;
  readonly signal: AbortSignal;
}

/** `install --dry-run` came with 22.2, and `--report` too (https://pip.pypa.io/en/stable/news/). */
const OLDEST_PIP = requireVersion('22.2');
/** A Python says what it is within a second; what takes longer is none, or hangs. */
export const PROBE_TIMEOUT_MS = 5_000;
const MOST_PROBES = 24;
/** All of them on a usual computer, so that one that hangs holds up no other. */
const PARALLEL_PROBES = 8;
const NAMES = ['python3', 'python', ...Array.from({ length: 10 }, (_, index) => `python3.${17 - index}`)];

/** Every Python that is found on the path, or by the launcher of Windows, and has a pip that can be asked; the newest pip first. */
export async function findPythons(options: FindPythonsOptions): Promise<readonly PythonWithPip[]> {
  const commands = await listCommands(options);
  const found: PythonWithPip[] = [];
  const waiting = [...commands];
  const worker = async (): Promise<void> => {
    for (let command = waiting.shift(); command !== undefined; command = waiting.shift()) {
      const python = await describePython(command, options);
      if (python !== null) found.push(python);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_PROBES }, worker));
  const kinds = new Map<string, PythonWithPip>();
  const sorted = found.sort(
    (left, right) =>
      comparePips(right, left) || commands.indexOf(left.command) - commands.indexOf(right.command),
  );
  for (const python of sorted) {
    const key = JSON.stringify(python.target);
    if (!kinds.has(key)) kinds.set(key, python);
  }
  return [...kinds.values()];
}

function comparePips(left: PythonWithPip, right: PythonWithPip): number {
  return compareVersions(requireVersion(left.identity.pipVersion), requireVersion(right.identity.pipVersion));
}

async function listCommands(options: FindPythonsOptions): Promise<readonly string[]> {
  const { variables, platform } = options;
  const isWindows = platform === 'win32';
  const path = Object.entries(variables).find(([name]) => name.toUpperCase() === 'PATH')?.[1] ?? '';
  const commands = new Map<string, string>();
  const add = async (command: string): Promise<void> => {
    const real = await realpath(command).catch(() => null);
    if (real !== null && !commands.has(real)) commands.set(real, command);
  };
  for (const folder of path.split(delimiter)) {
    if (folder === '' || (await opensAWindow(folder, platform))) continue;
    for (const name of NAMES) await add(join(folder, isWindows ? `${name}.exe` : name));
  }
  if (isWindows) for (const command of await askLauncher(options)) await add(command);
  return [...commands.values()].slice(0, MOST_PROBES);
}

/** Stand-ins that offer to install something when they are run. */
async function opensAWindow(folder: string, platform: NodeJS.Platform): Promise<boolean> {
  if (platform === 'win32') return /\\WindowsApps\\?$/i.test(folder);
  if (platform !== 'darwin' || folder !== '/usr/bin') return false;
  const tools = ['/Library/Developer/CommandLineTools', '/Applications/Xcode.app'];
  const found = await Promise.all(tools.map((path) => stat(path).catch(() => null)));
  return found.every((entry) => entry === null);
}

/** `py -0p` tells each version with its path (https://docs.python.org/3/using/windows.html). */
async function askLauncher(options: FindPythonsOptions): Promise<readonly string[]> {
  const stdout = await probe('py', ['-0p'], '', options);
  return (stdout ?? '').split(/\r?\n/).flatMap((line) => /[A-Za-z]:\\.*\.exe/.exec(line)?.[0] ?? []);
}

async function describePython(command: string, options: FindPythonsOptions): Promise<PythonWithPip | null> {
  const stdout = await probe(command, ['-', '-'], options.targetScript, options);
  if (stdout === null) return null;
  try {
    const { target, installed } = readTargetFile(Buffer.from(stdout), command);
    const pip = installed.find(({ name }) => name.toLowerCase() === 'pip');
    const version = pip === undefined ? null : parseVersion(pip.version);
    if (version === null || compareVersions(version, OLDEST_PIP) < 0) return null;
    const identity = { pythonVersion: target.pythonVersion, pipVersion: version.canonical };
    return { command, target, identity };
  } catch {
    // A Python that does not say what it is cannot be asked for more.
    return null;
  }
}

/** What a program prints; `null` where it cannot be started or fails. */
async function probe(
  command: string,
  words: readonly string[],
  input: string,
  { variables, probeTimeoutMs: timeoutMs, signal }: FindPythonsOptions,
): Promise<string | null> {
  try {
    const environment = cleanEnvironment(variables);
    const folder = tmpdir();
    const options = { command, words, environment, folder, input, timeoutMs, signal };
    const { exitCode, stdout } = await runProcess(options);
    return exitCode === 0 ? stdout : null;
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

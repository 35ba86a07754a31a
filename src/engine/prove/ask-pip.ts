import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PipVerdict, ProvenPackage } from '../../contract/proof';
import type { Target } from '../../contract/target';
import { formatPinnedRequirements } from '../../python-packaging/requirements-writer';
import { cleanEnvironment } from './clean-environment';
import type { PythonWithPip } from './find-pythons';
import { compareWithPip, readPipReport } from './pip-report';
import { commonWords, judgeMarkersAlike, targetWords } from './pip-words';
import { type ProcessEnd, runProcess } from './run-process';

export interface AskPipOptions {
  readonly target: Target;
  readonly packages: readonly ProvenPackage[];
  /** Lines of a requirements file, without hashes. */
  readonly roots: readonly string[];
  readonly constraints: readonly string[];
  readonly prereleases: boolean;
  readonly indexUrl: string;
  /** The one to be asked first stands first. */
  readonly pythons: readonly PythonWithPip[];
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Files that are fetched at a time, so that a large mirror does not fill the disk a second time. */
const LARGEST_BATCH_BYTES = 1024 ** 3;
const KEPT_OUTPUT_CHARACTERS = 3000;

/** Asks a pip of this computer what it makes of the mirror for one target. Rejects with the signal's reason, or a system's error. */
export async function askPip(options: AskPipOptions): Promise<PipVerdict> {
  const { target, packages, roots, pythons, signal } = options;
  if (packages.length === 0) return { kind: 'not-asked', reason: 'nothing-to-install' };
  const [first] = pythons;
  if (first === undefined) return { kind: 'not-asked', reason: 'no-python' };
  const alike = pythons.find((python) => judgeMarkersAlike(python.target, target));
  const installed = packages.filter(({ purpose }) => purpose === 'install');
  const maySolve = roots.length > 0 && installed.every(isWheel);
  signal.throwIfAborted();
  const folder = await mkdtemp(join(tmpdir(), 'sandgrouse-pip-'));
  try {
    return alike !== undefined && maySolve
      ? await solveWithPip(installed, alike, folder, options)
      : await downloadWithPip(alike ?? first, folder, options);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

const isWheel = ({ filename }: ProvenPackage): boolean => filename.endsWith('.whl');

async function solveWithPip(
  installed: readonly ProvenPackage[],
  python: PythonWithPip,
  folder: string,
  options: AskPipOptions,
): Promise<PipVerdict> {
  const { roots, constraints, prereleases } = options;
  const report = join(folder, 'report.json');
  await writeFile(join(folder, 'requirements.txt'), linesOf(roots));
  await writeFile(join(folder, 'constraints.txt'), linesOf(constraints));
  const words = [
    ...['install', '--dry-run', '--ignore-installed', '--report', report],
    ...['--target', join(folder, 'target'), '-r', 'requirements.txt', '-c', 'constraints.txt'],
    ...(prereleases ? ['--pre'] : []),
  ];
  const end = await runPip(python, words, folder, options);
  const asked = { check: 'resolve', pip: python.identity } as const;
  if (end.isTooSlow) return { kind: 'too-slow', ...asked };
  const pips = end.exitCode === 0 ? readPipReport(await readFile(report, 'utf8').catch(() => '')) : null;
  if (pips === null) return { kind: 'refuses', ...asked, output: outputOf(end) };
  const differences = compareWithPip(installed, pips);
  return differences.length === 0
    ? { kind: 'agrees', ...asked, packages: pips.size, passedOver: 0 }
    : { kind: 'differs', pip: python.identity, differences };
}

const linesOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

async function downloadWithPip(
  python: PythonWithPip,
  folder: string,
  options: AskPipOptions,
): Promise<PipVerdict> {
  const wheels = options.packages.filter(isWheel);
  if (wheels.length === 0) return { kind: 'not-asked', reason: 'sources' };
  const asked = { check: 'download', pip: python.identity } as const;
  for (const [index, batch] of batchesOf(wheels).entries()) {
    const destination = join(folder, `batch-${index}`);
    await mkdir(destination);
    const pins = batch.map(({ project, version, sha256 }) => ({
      name: project,
      version,
      marker: null,
      sha256: [sha256],
      comments: [],
    }));
    await writeFile(join(folder, 'pins.txt'), formatPinnedRequirements(pins, []));
    const words = ['download', '--no-deps', '--require-hashes', '-r', 'pins.txt', '--dest', destination];
    const end = await runPip(python, words, folder, options);
    await rm(destination, { recursive: true, force: true, maxRetries: 3 });
    if (end.isTooSlow) return { kind: 'too-slow', ...asked };
    if (end.exitCode !== 0) return { kind: 'refuses', ...asked, output: outputOf(end) };
  }
  const passedOver = options.packages.length - wheels.length;
  return { kind: 'agrees', ...asked, packages: wheels.length, passedOver };
}

/** Each project once at a time, as pip has it, and not too many bytes. */
export function batchesOf(packages: readonly ProvenPackage[]): readonly (readonly ProvenPackage[])[] {
  const batches: { readonly projects: Set<string>; readonly packages: ProvenPackage[]; bytes: number }[] = [];
  for (const entry of packages) {
    const { project, sizeBytes } = entry;
    let batch = batches.find(
      ({ projects, bytes }) => !projects.has(project) && bytes + sizeBytes <= LARGEST_BATCH_BYTES,
    );
    if (batch === undefined) {
      batch = { projects: new Set(), packages: [], bytes: 0 };
      batches.push(batch);
    }
    batch.projects.add(project);
    batch.packages.push(entry);
    batch.bytes += sizeBytes;
  }
  return batches.map((batch) => batch.packages);
}

function runPip(
  { command }: PythonWithPip,
  [verb = '', ...words]: readonly string[],
  folder: string,
  { target, indexUrl, variables, timeoutMs, signal }: AskPipOptions,
): Promise<ProcessEnd> {
  return runProcess({
    command,
    words: ['-m', 'pip', verb, ...commonWords(indexUrl), ...targetWords(target), ...words],
    // A folder of our own: Python looks for modules where it is started.
    folder,
    environment: { ...cleanEnvironment(variables), TMPDIR: folder, TEMP: folder, TMP: folder },
    input: '',
    timeoutMs,
    signal,
  });
}

/** The end of what it said, which names the cause. */
function outputOf({ exitCode, stderr, stdout }: ProcessEnd): string {
  const text = (stderr.trim() === '' ? stdout : stderr).trim();
  return text === ''
    ? `it ended with ${exitCode ?? 'a signal'} and said nothing`
    : text.slice(-KEPT_OUTPUT_CHARACTERS);
}

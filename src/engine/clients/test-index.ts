import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressWithLogin, type ClientIndex } from '../../contract/clients/client-index';
import type { IndexTest } from '../../contract/clients/index-test';
import { pipSettings } from '../../contract/clients/snippets';
import { diskProblem } from '../files/disk-problems';
import { readBoundedFile } from '../files/read-file';
import { cleanEnvironment } from '../prove/clean-environment';
import type { PythonWithPip } from '../prove/find-pythons';
import { readPipReport } from '../prove/pip-report';
import { ISOLATED_WORDS } from '../prove/pip-words';
import { runProcess } from '../prove/run-process';

export interface TestIndexOptions {
  readonly index: ClientIndex;
  /** What to resolve: a requirement, with all that it requires; `null`: one project of `tree`, alone. */
  readonly requirement: string | null;
  /** The folder that holds `simple/`; `null` where it is not at hand. */
  readonly tree: string | null;
  readonly pythons: readonly PythonWithPip[];
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

const KEPT_OUTPUT_CHARACTERS = 2000;

/**
 * Lets the newest pip that was found resolve through the index, in an environment without any settings; nothing is
 * installed. Rejects with the signal's reason, or a system's error.
 */
export async function testIndex(options: TestIndexOptions): Promise<IndexTest> {
  const { index, requirement, tree, pythons, variables, timeoutMs, signal } = options;
  const [python] = pythons;
  if (python === undefined) return { kind: 'no-pip' };
  const project = requirement ?? (tree === null ? null : await findAnyProject(tree));
  if (project === null) return { kind: 'no-project' };
  signal.throwIfAborted();
  const folder = await mkdtemp(join(tmpdir(), 'sandgrouse-test-'));
  try {
    const report = join(folder, 'report.json');
    const [, ...trust] = pipSettings(index);
    // In a file of our own: the words of a process can be read by everybody on this computer, and there may be a password.
    const indexFile = join(folder, 'index.txt');
    await writeFile(indexFile, `--index-url ${addressWithLogin(index, null)}\n`, { mode: 0o600 });
    const words = [
      ...['-m', 'pip', 'install', ...ISOLATED_WORDS, '--requirement', indexFile],
      ...trust.flatMap(([key, value]) => [`--${key}`, value]),
      ...['--dry-run', '--ignore-installed', '--report', report, '--target', join(folder, 'target')],
      ...(requirement === null ? ['--no-deps'] : []),
      ...['--', project],
    ];
    const environment = { ...cleanEnvironment(variables), TMPDIR: folder, TEMP: folder, TMP: folder };
    const { command, identity: pip } = python;
    const end = await runProcess({ command, words, folder, environment, input: '', timeoutMs, signal });
    if (end.isTooSlow) return { kind: 'too-slow', pip, project };
    const resolved =
      end.exitCode === 0 ? readPipReport(await readFile(report, 'utf8').catch(() => '')) : null;
    const output = (end.stderr.trim() === '' ? end.stdout : end.stderr).trim().slice(-KEPT_OUTPUT_CHARACTERS);
    if (resolved === null) return { kind: 'refused', pip, project, output };
    const [name, version] = pick(resolved, project);
    return { kind: 'works', pip, project: name, version, others: resolved.size - 1 };
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The one that was asked for, as pip spells it; of a requirement by its beginning. */
function pick(resolved: ReadonlyMap<string, string>, asked: string): readonly [string, string] {
  const wanted = /^[A-Za-z0-9._-]+/
    .exec(asked)?.[0]
    .toLowerCase()
    .replace(/[-_.]+/g, '-');
  return [...resolved].find(([name]) => name === wanted) ?? [...resolved][0] ?? [asked, ''];
}

const MOST_PAGES = 500;
const LARGEST_PAGE_BYTES = 4 * 1024 * 1024;

/** A project with a wheel for every Python 3, that pip here can take whatever computer the mirror is for. */
async function findAnyProject(tree: string): Promise<string | null> {
  const simple = join(tree, 'simple');
  try {
    const names = (await readdir(simple, { withFileTypes: true })).filter((entry) => entry.isDirectory());
    for (const { name } of names.slice(0, MOST_PAGES)) {
      const page = await readBoundedFile(join(simple, name, 'index.html'), {
        limitBytes: LARGEST_PAGE_BYTES,
      });
      if (page !== null && /-py(?:2\.py)?3-none-any\.whl<\/a>/.test(page.toString())) return name;
    }
    return null;
  } catch (error) {
    throw diskProblem(error, { path: simple, operation: 'read' });
  }
}

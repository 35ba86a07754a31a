import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PROFILE_DEFAULTS, type Profile } from '../src/contract/profile';
import { createMirror } from '../src/engine/profile/profile-file';
import { systemEnvironment } from '../src/engine/run/environment';
import { openSerialRecorder, serialBasis } from '../src/engine/run/known-serials';
import { makePlan } from '../src/engine/run/make-plan';
import { openPlan } from '../src/engine/run/saved-plan';
import { type ListShape, projectName, serialOf, serveListIndex } from './support/list-index';

const ALL: ListShape = { projects: 700_000, filesEach: 1 };
const MILLION: ListShape = { projects: 20_000, filesEach: 50 };
const ROUNDS = 3;
const MEBIBYTE = 1024 * 1024;

const { signal } = new AbortController();

interface Cost {
  readonly ms: number;
  readonly peakBytes: number;
}

/** This very script in a process of its own, which prints what it measured. */
function startRole(...words: readonly string[]) {
  const [, script = ''] = process.argv;
  const child = spawn(process.execPath, [script, ...words], { stdio: ['pipe', 'pipe', 'inherit'] });
  const line = new Promise<string>((fulfil) => createInterface(child.stdout).once('line', fulfil));
  return { child, line };
}

async function measure(...words: readonly string[]): Promise<Cost> {
  return JSON.parse(await startRole(...words).line) as Cost;
}

/** Prints the time of some work and the most memory that this process ever took. */
async function tell(work: () => Promise<unknown>): Promise<void> {
  const startedMs = performance.now();
  await work();
  const ms = performance.now() - startedMs;
  console.log(JSON.stringify({ ms, peakBytes: process.resourceUsage().maxRSS * 1024 }));
}

async function withIndex(shape: ListShape, work: (url: string) => Promise<void>): Promise<void> {
  const { child, line } = startRole('serve', `${shape.projects}`, `${shape.filesEach}`);
  try {
    await work(await line);
  } finally {
    child.kill();
  }
}

async function newMirror(folder: string, upstreamUrl: string): Promise<Profile> {
  const profile: Profile = {
    version: 1,
    upstreamUrl,
    allowlist: '',
    ...PROFILE_DEFAULTS,
    scope: 'everything',
  };
  await createMirror(folder, profile, { signal });
  return profile;
}

async function plan(directory: string): Promise<void> {
  const environment = systemEnvironment({ version: '0', interface: 'command line' });
  const outcome = await makePlan({ directory, program: 'bench', emit: () => undefined, environment, signal });
  if (outcome.kind !== 'planned') throw new Error(JSON.stringify(outcome).slice(0, 1000));
}

async function readThrough(directory: string): Promise<void> {
  const saved = await openPlan(directory);
  await saved?.summarise({ signal });
}

const words = ({ ms, peakBytes }: Cost): string =>
  `${(ms / 1000).toFixed(2)} s, ${Math.round(peakBytes / MEBIBYTE)} MiB at the most`;

async function compareLists(folder: string): Promise<void> {
  await withIndex(ALL, async (url) => {
    const profile = await newMirror(join(folder, 'all'), url);
    const recorder = await openSerialRecorder(join(folder, 'all'), serialBasis(profile), []);
    for (let number = 0; number < ALL.projects; number += 1) {
      await recorder.record(projectName(number), serialOf(number));
    }
    await recorder.close();
    for (let round = 0; round < ROUNDS; round += 1) {
      const ours = await measure('plan', join(folder, 'all'));
      const theirs = await measure('curl', url, join(folder, 'list.json'));
      console.log(
        `  nothing changed: ${words(ours)}; curl and JSON.parse: ${words(theirs)}; ratio ${(ours.ms / theirs.ms).toFixed(2)}`,
      );
    }
    await newMirror(join(folder, 'first'), url);
    console.log(`  first comparison: ${words(await measure('survey', join(folder, 'first')))}`);
  });
}

async function planMillion(folder: string): Promise<void> {
  await withIndex(MILLION, async (url) => {
    const directory = join(folder, 'million');
    await newMirror(directory, url);
    console.log(`  planned: ${words(await measure('plan', directory))}`);
    const records = join(directory, '.sandgrouse');
    const body = (await readdir(records)).find((name) => name.endsWith('.jsonl')) ?? '';
    const { size } = await stat(join(records, body));
    console.log(
      `  read through: ${words(await measure('read', directory))}; ${Math.round(size / MEBIBYTE)} MiB on the disk`,
    );
  });
}

/** Gives up after the first page is asked for: what is measured is the comparison. */
async function survey(directory: string): Promise<void> {
  const stop = new AbortController();
  const environment = systemEnvironment({ version: '0', interface: 'command line' });
  const emit = (event: { readonly type: string }): void => {
    if (event.type === 'plan-progressed') stop.abort();
  };
  await makePlan({ directory, program: 'bench', emit, environment, signal: stop.signal });
}

async function fetchAndParse(url: string, path: string): Promise<void> {
  const accept = 'accept: application/vnd.pypi.simple.v1+json';
  const args = ['--silent', '--compressed', '--header', accept, '--output', path, url];
  await new Promise((fulfil) => spawn('curl', args, { stdio: 'ignore' }).on('close', fulfil));
  JSON.parse(await readFile(path, 'utf8'));
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sandgrouse-bench-'));
  try {
    console.log(
      `a list of ${ALL.projects.toLocaleString('en')} projects (aims: 3 times curl and JSON.parse, 300 MiB)`,
    );
    await compareLists(folder);
    const files = MILLION.projects * MILLION.filesEach;
    console.log(
      `a plan of ${files.toLocaleString('en')} files of ${MILLION.projects.toLocaleString('en')} projects (aim: 1 GiB)`,
    );
    await planMillion(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const [, , role, first = '', second = ''] = process.argv;
if (role === 'serve') await serveListIndex({ projects: Number(first), filesEach: Number(second) });
else if (role === 'plan') await tell(() => plan(first));
else if (role === 'survey') await tell(() => survey(first));
else if (role === 'read') await tell(() => readThrough(first));
else if (role === 'curl') await tell(() => fetchAndParse(first, second));
else await main();

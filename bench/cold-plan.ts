import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROFILE_DEFAULTS } from '../src/contract/profile';
import { parseTargetId } from '../src/contract/target-presets';
import { createMirror } from '../src/engine/profile/profile-file';
import { systemEnvironment } from '../src/engine/run/environment';
import { makePlan } from '../src/engine/run/make-plan';
import { type IndexProcess, startIndexProcess } from './support/index-process';
import { serveSyntheticIndex } from './support/synthetic-index';
import { nameOf } from './support/synthetic-universe';

const PROJECTS = 40;
const SEED = 11;
const DELAY_MS = 40;
/** As many as we open ourselves. */
const PARALLEL = PROFILE_DEFAULTS.network.connectionsPerHost;
const ROUNDS = 5;

interface Figures {
  readonly ourMs: number;
  readonly curlMs: number;
  readonly requests: number;
  readonly waves: number;
}

const signal = new AbortController().signal;

/** Plans a new mirror, then has curl fetch what the plan asked for, from the same index. */
async function measure(index: IndexProcess, roots: readonly string[]): Promise<Figures> {
  const earlier = index.requests.length;
  const folder = await mkdtemp(join(tmpdir(), 'sandgrouse-bench-'));
  const directory = join(folder, 'mirror');
  const target = parseTargetId('linux-x86_64-cp312');
  if (target === null) throw new Error('the target has an id of its own');
  const closure = { mode: 'resolved', newestVersions: null, bootstrap: false } as const;
  const profile = {
    version: 1,
    upstreamUrl: index.url,
    allowlist: roots.join('\n'),
    ...PROFILE_DEFAULTS,
  } as const;
  await createMirror(directory, { ...profile, targets: [target], closure }, { signal });
  const environment = systemEnvironment({ version: '0', interface: 'command line' });
  const startedMs = performance.now();
  const outcome = await makePlan({ directory, program: 'bench', emit: () => undefined, environment, signal });
  const ourMs = performance.now() - startedMs;
  if (outcome.kind !== 'planned' || !outcome.plan.head.complete)
    throw new Error(JSON.stringify(outcome).slice(0, 1500));
  const requests = index.requests.slice(earlier);
  const urls = requests.map(({ path }) => new URL(path, index.url).href);
  const curlMs = await fetchWithCurl(urls, join(folder, 'urls'));
  await rm(folder, { recursive: true, force: true });
  return { ourMs, curlMs, requests: urls.length, waves: countWaves(requests) };
}

/** How many requests had to wait for an answer to another one. */
function countWaves(requests: readonly { readonly atMs: number }[]): number {
  let waves = 0;
  let waveMs = Number.NEGATIVE_INFINITY;
  for (const { atMs } of requests) {
    if (atMs - waveMs < DELAY_MS) continue;
    waves += 1;
    waveMs = atMs;
  }
  return waves;
}

async function fetchWithCurl(urls: readonly string[], listPath: string): Promise<number> {
  await writeFile(listPath, urls.map((url) => `url = "${url}"\noutput = "/dev/null"\n`).join(''));
  const args = ['--silent', '--parallel', '--parallel-max', `${PARALLEL}`, '--config', listPath];
  const startedMs = performance.now();
  const code = await new Promise<number | null>((fulfil, reject) => {
    spawn('curl', args, { stdio: 'ignore' }).on('error', reject).on('close', fulfil);
  });
  if (code !== 0) throw new Error(`curl ended with ${code}`);
  return performance.now() - startedMs;
}

async function report(label: string, roots: readonly string[]): Promise<void> {
  const index = await startIndexProcess({ projects: PROJECTS, seed: SEED }, DELAY_MS);
  // The index makes its answers when it is first asked for them; later it is equally quick for both.
  const first = await measure(index, roots);
  const rounds: Figures[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measure(index, roots));
  await index.close();
  const median = (pick: (figures: Figures) => number): number =>
    rounds.map(pick).sort((left, right) => left - right)[Math.floor(ROUNDS / 2)] ?? 0;
  const [ours, curls] = [median(({ ourMs }) => ourMs), median(({ curlMs }) => curlMs)];
  console.log(
    `${label}: plan ${ours.toFixed(0)} ms (first ${first.ourMs.toFixed(0)} ms), curl ${curls.toFixed(0)} ms, ratio ${(ours / curls).toFixed(2)}; ${first.requests} requests, ${median(({ waves }) => waves)} waves`,
  );
}

async function main(): Promise<void> {
  const names = Array.from({ length: PROJECTS }, (_, index) => nameOf(index));
  console.log(
    `an index that answers after ${DELAY_MS} ms; curl with ${PARALLEL} at once; medians of ${ROUNDS}`,
  );
  await report(`${PROJECTS} projects, all listed (aim: ratio of 1.5)`, names);
  await report(`${PROJECTS} projects, 5 listed`, names.slice(0, 5));
}

const [, , command, projects, seed, delayMs] = process.argv;
if (command === 'serve') {
  await serveSyntheticIndex({ projects: Number(projects), seed: Number(seed) }, Number(delayMs));
} else {
  await main();
}

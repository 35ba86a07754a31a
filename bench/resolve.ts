import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PLATFORM_PRESETS, PYTHON_PRESETS, targetOf } from '../src/contract/target-presets';
import type { TargetClosure } from '../src/engine/closure/close-target';
import { openMetadataCache } from '../src/engine/upstream/metadata-cache';
import { openPageCache } from '../src/engine/upstream/page-cache';
import type { Upstream } from '../src/engine/upstream/upstream';
import { compare } from './support/compare-resolutions';
import { type IndexProcess, startIndexProcess } from './support/index-process';
import { openIndex, resolveWithOurs } from './support/resolve-with-ours';
import { resolveWithPip } from './support/resolve-with-pip';
import { pickBySeed } from './support/seeded';
import { serveSyntheticIndex } from './support/synthetic-index';
import { nameOf } from './support/synthetic-universe';
import { readThisComputer } from './support/this-computer';

const PROJECTS = 600;
const ROOTS = 300;
const SEED = 7;
const PYTHON = process.env.BENCH_PYTHON ?? 'python3';
const PLATFORMS = ['windows-amd64', 'linux-x86_64', 'macos-arm64', 'linux-aarch64', 'linux-x86_64-musl1_2'];
const PYTHONS = ['cp310', 'cp311', 'cp312', 'cp313', 'cp314'];

const TARGETS = PLATFORM_PRESETS.filter(({ id }) => PLATFORMS.includes(id)).flatMap((platform) =>
  PYTHON_PRESETS.filter(({ id }) => PYTHONS.includes(id)).map((python) => targetOf(platform, python)),
);

const ROOT_NAMES = pickBySeed(
  Array.from({ length: PROJECTS }, (_, index) => nameOf(index)),
  ROOTS,
  SEED,
);

/** The upstream, noting when it was last answered. */
function watched(upstream: Upstream): { readonly upstream: Upstream; readonly lastAnswerMs: () => number } {
  let lastMs = performance.now();
  const noting = async <Value>(answer: Promise<Value>): Promise<Value> => {
    try {
      return await answer;
    } finally {
      lastMs = performance.now();
    }
  };
  return {
    lastAnswerMs: () => lastMs,
    upstream: {
      ...upstream,
      readProject: (name, options) => noting(upstream.readProject(name, options)),
      readMetadata: (file, options) => noting(upstream.readMetadata(file, options)),
    },
  };
}

async function measureOurs(
  url: string,
  cacheFolder: string,
  label: string,
): Promise<{ readonly ms: number; readonly resolutions: readonly TargetClosure[] }> {
  const caches = { pageCache: openPageCache(cacheFolder), metadataCache: openMetadataCache(cacheFolder) };
  const { upstream, lastAnswerMs } = watched(openIndex(url, caches));
  const startedMs = performance.now();
  const resolutions = await resolveWithOurs({
    upstream,
    targets: TARGETS,
    roots: ROOT_NAMES,
    distributions: 'wheels',
  });
  const endedMs = performance.now();
  await upstream.close();
  const ms = endedMs - startedMs;
  const reading = lastAnswerMs() - startedMs;
  console.log(
    `ours, ${label.padEnd(18)} ${inSeconds(ms)} for ${TARGETS.length} targets: ${inSeconds(reading)} until the index's last answer, ${inSeconds(ms - reading)} after it`,
  );
  return { ms, resolutions };
}

/** Pip fetches what it chose when it has resolved: its own resolve ends where that begins. */
async function measurePip(
  index: IndexProcess,
  label: string,
  cacheFolder: string,
): ReturnType<typeof resolveOnce> {
  const measured = await resolveOnce(index, cacheFolder);
  console.log(`pip ${label.padEnd(20)} ${inSeconds(measured.ms)} for one target`);
  return measured;
}

async function resolveOnce(index: IndexProcess, cacheFolder: string) {
  const before = index.requests.length;
  const startedMs = Date.now();
  const answer = await resolveWithPip({
    python: PYTHON,
    indexUrl: index.url,
    roots: ROOT_NAMES,
    withSdists: false,
    cacheFolder,
  });
  const fetched = index.requests.slice(before).find(({ path }) => path.endsWith('.whl'));
  return { answer, ms: (fetched?.atMs ?? Date.now()) - startedMs };
}

async function main(): Promise<void> {
  const index = await startIndexProcess({ projects: PROJECTS, seed: SEED }, 0);
  const folder = await mkdtemp(join(tmpdir(), 'sandgrouse-bench-'));
  await mkdir(join(folder, '.sandgrouse'));
  try {
    console.log(`${ROOTS} roots, ${PROJECTS} projects`);
    await measureOurs(index.url, folder, 'cold caches');
    const warm = await measureOurs(index.url, folder, 'warm caches');
    console.log(`ours, peak memory       ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`);
    const faults = warm.resolutions.filter((resolution) => resolution.faults.length > 0).length;
    const sizes = warm.resolutions.map(({ needed }) => needed.length);
    console.log(
      `ours, per target        ${Math.min(...sizes)} to ${Math.max(...sizes)} projects; ${faults} targets with faults`,
    );
    const { target, pipVersion } = await readThisComputer(PYTHON);
    const cacheFolder = join(folder, 'pip');
    await measurePip(index, `${pipVersion}, cold cache`, cacheFolder);
    const pip = await measurePip(index, `${pipVersion}, warm cache`, cacheFolder);
    console.log(`ratio                   ${(warm.ms / pip.ms).toFixed(2)} (aim: under 1)`);
    const upstream = openIndex(index.url);
    const [same] = await resolveWithOurs({
      upstream,
      targets: [target],
      roots: ROOT_NAMES,
      distributions: 'wheels',
    });
    await upstream.close();
    if (same === undefined) return;
    const { projects, differences } = compare(ROOT_NAMES, same, pip.answer);
    console.log(`agreement               ${projects} projects, ${differences.length} differences`);
    for (const { kind, text } of differences) console.log(`  ${kind}: ${text}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await index.close();
  }
}

const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

const [, , command, projects, seed, delayMs] = process.argv;
if (command === 'serve') {
  await serveSyntheticIndex({ projects: Number(projects), seed: Number(seed) }, Number(delayMs));
} else {
  await main();
}

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMirrorServer } from '../src/engine/serve/mirror-server';
import { startNginx } from './support/nginx-server';

const ROUNDS = 3;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 4);
const PROJECTS = 500;
const PAGE_BYTES = 2000;
const FILES = 8;
const FILE_BYTES = 5_000_000;
const MEGABYTE = 1_000_000;

/** What wrk is told to ask for, by turns. */
interface Load {
  readonly label: string;
  readonly connections: number;
  readonly paths: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
}

interface Figures {
  readonly requestsPerSecond: number;
  readonly megabytesPerSecond: number;
  readonly failures: number;
}

async function writeTree(directory: string): Promise<readonly Load[]> {
  const web = join(directory, 'web');
  const pages = Array.from({ length: PROJECTS }, (_, number) => `/simple/project-${number}/`);
  for (const path of ['/simple/', ...pages]) {
    await mkdir(join(web, path), { recursive: true });
    for (const form of ['index.html', 'index.v1_html', 'index.v1_json']) {
      await writeFile(join(web, path, form), randomBytes(PAGE_BYTES / 2).toString('hex'));
    }
  }
  await mkdir(join(web, 'packages/aa/bb'), { recursive: true });
  const files = Array.from({ length: FILES }, (_, number) => `/packages/aa/bb/file-${number}.whl`);
  for (const path of files) await writeFile(join(web, path), randomBytes(FILE_BYTES));
  return [
    { label: '2 KB pages, 32 connections', connections: 32, paths: pages, headers: {} },
    { label: '5 MB files, 8 connections', connections: 8, paths: files, headers: {} },
  ];
}

/** A script for wrk: it asks for the paths by turns, and tells what it found in one line. */
function writeScript({ paths, headers }: Load): string {
  const list = paths.map((path) => JSON.stringify(path)).join(',');
  const set = Object.entries(headers).map(
    ([name, value]) => `wrk.headers[${JSON.stringify(name)}] = "${value}"`,
  );
  return `local paths = {${list}}
local at = 0
${set.join('\n')}
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end
done = function(summary)
  local errors = summary.errors
  local failures = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  print(string.format("RESULT %d %d %d %d", summary.requests, summary.bytes, summary.duration, failures))
end
`;
}

async function load(port: number, one: Load, script: string): Promise<Figures> {
  const words = ['-t', '1', '-c', String(one.connections), '-d', `${SECONDS}s`, '-s', script];
  const child = spawn('wrk', [...words, `http://127.0.0.1:${port}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const chunk of child.stdout) output += String(chunk);
  const [requests = 0, bytes = 0, microseconds = 1, failures = 0] = (/RESULT (.*)/.exec(output)?.[1] ?? '')
    .split(' ')
    .map(Number);
  const seconds = microseconds / 1_000_000;
  return {
    requestsPerSecond: requests / seconds,
    megabytesPerSecond: bytes / MEGABYTE / seconds,
    failures,
  };
}

const median = (values: readonly number[]): number =>
  [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
const rss = (): string => `${Math.round(process.memoryUsage().rss / MEGABYTE)} MB`;

async function measure(one: Load, ours: number, nginx: number, script: string): Promise<void> {
  await writeFile(script, writeScript(one));
  const memory = [rss()];
  const rounds: { readonly ours: Figures; readonly nginx: Figures }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // In turns: what else the computer does meets both.
    rounds.push({ ours: await load(ours, one, script), nginx: await load(nginx, one, script) });
    memory.push(rss());
  }
  const print = (name: string, figures: readonly Figures[]): void => {
    const requests = median(figures.map(({ requestsPerSecond }) => requestsPerSecond));
    const megabytes = median(figures.map(({ megabytesPerSecond }) => megabytesPerSecond));
    const failures = figures.reduce((sum, figure) => sum + figure.failures, 0);
    console.log(
      `  ${name.padEnd(10)} ${requests.toFixed(0).padStart(7)} requests/s ${megabytes.toFixed(0).padStart(6)} MB/s  ${failures} failed`,
    );
  };
  console.log(`${one.label}, median of ${ROUNDS} rounds of ${SECONDS} s`);
  print(
    'sandgrouse',
    rounds.map((round) => round.ours),
  );
  print(
    'nginx',
    rounds.map((round) => round.nginx),
  );
  const ratio = median(rounds.map((round) => round.ours.requestsPerSecond / round.nginx.requestsPerSecond));
  console.log(
    `  ${(ratio * 100).toFixed(0)} % of nginx; memory of this process ${memory.join(', then ')} after each round`,
  );
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sandgrouse-bench-serve-'));
  const directory = join(folder, 'mirror');
  const loads = await writeTree(directory);
  const ours = await startMirrorServer({
    directories: [directory],
    port: null,
    isAlone: true,
    onRequest: () => undefined,
  });
  const nginx = await startNginx(join(directory, 'web'), join(folder, 'nginx'));
  try {
    console.log(
      `${cpus().length} processors, Node ${process.version}; one process of nginx, one of ours, one of wrk`,
    );
    for (const one of loads) await measure(one, ours.port, nginx.port, join(folder, 'load.lua'));
  } finally {
    await nginx.close();
    await ours.close();
    await rm(folder, { recursive: true, force: true });
  }
}

await main();

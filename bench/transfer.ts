import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { PROFILE_DEFAULTS, type Profile } from '../src/contract/profile';
import { createMirror } from '../src/engine/profile/profile-file';
import { systemEnvironment } from '../src/engine/run/environment';
import { makePlan } from '../src/engine/run/make-plan';
import { syncMirror } from '../src/engine/run/sync-mirror';
import { serveDelayLine, startDelayLine } from './support/delay-line';
import { startNginx } from './support/nginx-server';

const ROUNDS = 3;
const DELAY_MS = 40;
const MEGABYTE = 1_000_000;
const run = promisify(execFile);
const { signal } = new AbortController();

interface Project {
  readonly name: string;
  /** Paths below the index's folder. */
  readonly files: readonly string[];
  readonly bytes: number;
}

interface Case {
  readonly label: string;
  readonly projects: readonly Project[];
}

/** Projects of a tree with `simple/NAME/index.html` whose links lead to files within the tree. */
async function readProjects(folder: string): Promise<readonly Project[]> {
  const projects: Project[] = [];
  for (const name of await readdir(join(folder, 'simple'))) {
    const page = join(folder, 'simple', name, 'index.html');
    const html = await readFile(page, 'utf8').catch(() => '');
    const paths = [...html.matchAll(/href="([^"#]+)/g)].map(([, href = '']) =>
      fileURLToPath(new URL(href, pathToFileURL(page))),
    );
    const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
    const files = paths.map((path) => path.slice(folder.length + 1));
    if (files.length > 0) projects.push({ name, files, bytes: sizes.reduce((sum, size) => sum + size, 0) });
  }
  return projects.sort((left, right) => left.bytes - right.bytes);
}

function casesOf(projects: readonly Project[]): readonly Case[] {
  const middle = projects.filter(({ bytes }) => bytes > MEGABYTE && bytes < 8 * MEGABYTE);
  const step = Math.max(1, Math.floor(middle.length / 40));
  return [
    { label: '1 project', projects: projects.slice(-40, -39) },
    { label: '40 projects', projects: middle.filter((_, index) => index % step === 0).slice(0, 40) },
    { label: 'the smallest projects', projects: projects.slice(0, 740) },
    { label: 'the largest project', projects: projects.slice(-1) },
  ];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

async function fetchWithUs(folder: string, url: string, { projects }: Case, parallel: number): Promise<void> {
  const directory = join(folder, 'mirror');
  const profile: Profile = {
    version: 1,
    upstreamUrl: `${url}simple/`,
    allowlist: projects.map(({ name }) => name).join('\n'),
    ...PROFILE_DEFAULTS,
    options: { ...PROFILE_DEFAULTS.options, parallelDownloads: parallel, prereleases: 'always' },
  };
  await createMirror(directory, profile, { signal });
  const environment = systemEnvironment({ version: '0', interface: 'command line' });
  const verb = { directory, program: 'bench', emit: () => undefined, environment, signal };
  const planned = await makePlan(verb);
  if (planned.kind !== 'planned') throw new Error(JSON.stringify(planned).slice(0, 1000));
  const outcome = await syncMirror({ ...verb, planId: planned.plan.head.planId, acceptGuards: true });
  if (outcome.kind !== 'finished' || !outcome.complete) throw new Error(JSON.stringify(outcome));
}

async function fetchWithCurl(
  folder: string,
  url: string,
  { projects }: Case,
  parallel: number,
): Promise<void> {
  const target = join(folder, 'curl');
  await mkdir(target);
  const pages = projects.map(({ name }) => `simple/${name}/`);
  const files = projects.flatMap((project) => project.files);
  const lines = [...pages, ...files].map(
    (path) => `url = "${url}${path}"\noutput = "${join(target, path.replaceAll('/', '_'))}"\n`,
  );
  await writeFile(join(folder, 'list'), lines.join(''));
  const args = [
    '--silent',
    '--globoff',
    '--parallel',
    '--parallel-max',
    `${parallel}`,
    '--config',
    join(folder, 'list'),
  ];
  await new Promise<void>((fulfil, reject) => {
    spawn('curl', args, { stdio: 'ignore' }).on('close', (code) => {
      if (code === 0) fulfil();
      else reject(new Error(`curl ended with ${code}`));
    });
  });
  const fetched = files.map((path) => join(target, path.replaceAll('/', '_')));
  await run('sha256sum', fetched, { maxBuffer: 64 * MEGABYTE });
}

async function report(url: string, one: Case, parallel: number): Promise<void> {
  const rounds: { readonly ours: number; readonly theirs: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'sandgrouse-bench-'));
    const theirs = await timed(() => fetchWithCurl(folder, url, one, parallel));
    const ours = await timed(() => fetchWithUs(folder, url, one, parallel));
    rounds.push({ ours, theirs });
    await rm(folder, { recursive: true, force: true });
  }
  const best = (pick: 'ours' | 'theirs'): number => Math.min(...rounds.map((entry) => entry[pick]));
  const files = one.projects.reduce((sum, { files: paths }) => sum + paths.length, 0);
  const bytes = one.projects.reduce((sum, project) => sum + project.bytes, 0);
  const ratio = best('ours') / best('theirs');
  console.log(
    `  ${one.label} (${one.projects.length}; ${files} files, ${Math.round(bytes / MEGABYTE)} MB): plan and sync ${(best('ours') / 1000).toFixed(2)} s, curl and sha256sum ${(best('theirs') / 1000).toFixed(2)} s, ratio ${ratio.toFixed(2)}`,
  );
}

/** `part` of a label: only such cases. */
async function main(index: string, part: string): Promise<void> {
  const folder = resolve(index);
  const cases = casesOf(await readProjects(folder)).filter(({ label }) => label.includes(part));
  const records = await mkdtemp(join(tmpdir(), 'sandgrouse-nginx-'));
  const server = await startNginx(folder, records);
  try {
    console.log(`10 at a time; the best of ${ROUNDS} (aim: ratio of 1.3)`);
    for (const one of cases) await report(`http://127.0.0.1:${server.port}/`, one, 10);
    const line = await startDelayLine(server.port, DELAY_MS);
    console.log(`50 at a time, ${DELAY_MS} ms before every answer`);
    for (const one of cases) await report(`http://127.0.0.1:${line.port}/`, one, 50);
    await line.close();
  } finally {
    await server.close();
    await rm(records, { recursive: true, force: true });
  }
}

const [, , first, second = '', third] = process.argv;
if (first === undefined) {
  console.log('Tell it the folder of an index to serve: npm run bench -- transfer FOLDER');
} else if (first === 'delay') {
  await serveDelayLine(Number(second), Number(third));
} else {
  await main(first, second);
}

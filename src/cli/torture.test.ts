import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LyingIndex, startLyingIndex } from '../../testing/lying-index/lying-index';
import { buildWheel, sha256 } from '../../testing/wheel-builder';
import { BUILD_TIMEOUT_MS, type BuiltCommandLine, buildCommandLine } from './testing/command-line-process';
import { findFaults, listFiles } from './testing/mirror-tree';

/** `npm run torture` makes it long. */
const KILLS = Number(process.env.SANDGROUSE_TORTURE_KILLS ?? 3);
const PROJECTS = Number(process.env.SANDGROUSE_TORTURE_PROJECTS ?? 4);
const IS_LONG = KILLS >= 20;
const VERSIONS_EACH = 10;
/** Large ones do not come within the life of one process: they are gone on with. */
const [SMALL_BYTES, LARGE_BYTES] = [20_000, IS_LONG ? 4_000_000 : 1_000_000];
/** Slow enough for a sync to outlast all kills, whose lives are this long; the last one is as fast as it goes. */
const BYTES_PER_LIFE = 1_000_000;
/** A process is killed at some moment within this time: while it starts, plans, fetches or writes pages. */
const SHORTEST_LIMIT_MS = 2500;
/** Where everything takes longer, that time does too, by how long the program takes to start. */
const STARTS_IN_A_LIFE = 6;
const MOST_MS = 120_000 + KILLS * 30_000;

const names = Array.from({ length: PROJECTS }, (_, index) => `sand${index}`);
const WHEELS = names.flatMap((name, index) =>
  Array.from({ length: VERSIONS_EACH }, (_, minor) => ({
    name,
    version: `1.${minor}`,
    paddingBytes: minor === VERSIONS_EACH - 1 ? LARGE_BYTES : SMALL_BYTES,
    // Each leads to the next, so that a closure finds them all from the first.
    requires: names.slice(index + 1, index + 2),
  })),
);

let commands: BuiltCommandLine;
let index: LyingIndex;
let longestLifeMs: number;
let hashes: ReadonlyMap<string, string>;
const mirror = (): string => join(commands.folder, 'mirror');

beforeAll(async () => {
  commands = await buildCommandLine();
  const startedMs = performance.now();
  await commands.run('--version');
  longestLifeMs = Math.max(SHORTEST_LIMIT_MS, STARTS_IN_A_LIFE * (performance.now() - startedMs));
  hashes = new Map(WHEELS.map(buildWheel).map(({ filename, content }) => [filename, sha256(content)]));
}, BUILD_TIMEOUT_MS);
afterAll(() => commands.remove());

beforeEach(async () => {
  const bytesPerSecond = Math.round((BYTES_PER_LIFE * 1000) / longestLifeMs);
  index = await startLyingIndex({ wheels: WHEELS, bytesPerSecond });
}, BUILD_TIMEOUT_MS);
afterEach(async () => {
  await index.close();
  await rm(mirror(), { recursive: true, force: true });
});

/** The same moments for the same seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A closure takes the newest version of each requirement where its profile says no other number. */
async function takeEveryVersion(): Promise<void> {
  const path = join(mirror(), 'sandgrouse.toml');
  const profile = await readFile(path, 'utf8');
  await writeFile(path, profile.replace(/^newest-versions = 1 /m, `newest-versions = ${VERSIONS_EACH} `));
}

interface FinishedWheels {
  readonly names: readonly string[];
  readonly damaged: readonly string[];
}

/** What stands at its final path; each has to be whole, listed or not. */
async function finishedWheels(): Promise<FinishedWheels> {
  const web = join(mirror(), 'web');
  const paths = (await listFiles(web).catch(() => [])).filter((path) => path.endsWith('.whl'));
  const finished: string[] = [];
  const damaged: string[] = [];
  for (const path of paths) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    finished.push(name);
    if (sha256(await readFile(join(web, path))) !== hashes.get(name)) damaged.push(name);
  }
  return { names: finished, damaged };
}

/** A page may wait for its files; what it lists has to be there and right. */
async function findLies(): Promise<readonly string[]> {
  const faults = await findFaults(mirror()).catch(() => []);
  return faults.filter((fault) => !fault.startsWith('no page lists'));
}

/** Starts a sync and kills it at some moment; returns whether it was done before. */
async function syncAndKill(afterMs: number, replan: boolean): Promise<boolean> {
  const running = commands.start('sync', 'mirror', '--json', ...(replan ? ['--replan'] : []));
  const first = await Promise.race([running.ended, sleep(afterMs)]);
  if (first !== undefined) return first.exitCode === 0;
  running.process.kill('SIGKILL');
  await running.ended;
  return false;
}

/** What a finished sync leaves beside the mirror, whatever died before it. */
async function expectNoLeftovers(): Promise<void> {
  const records = join(mirror(), '.sandgrouse');
  const left = await readdir(records);
  expect(left.filter((name) => name.startsWith('lock') || name.startsWith('.'))).toEqual([]);
  expect(left.filter((name) => /^plan-.+\.jsonl$/.test(name))).toHaveLength(1);
  expect(await listFiles(join(records, 'partial'))).toEqual([]);
  expect(await listFiles(join(records, 'tmp'))).toEqual([]);
  expect((await listFiles(join(records, 'pages'))).filter((name) => !name.endsWith('.json'))).toEqual([]);
}

describe('kill -9 at any moment, again and again', () => {
  it.each([
    ['of listed projects', names.flatMap((name) => ['--require', name])],
    ['of everything', ['--everything']],
    [
      'with what they require',
      ['--require', 'sand0', '--target', 'linux-x86_64-cp312', '--closure', 'all-matching'],
    ],
  ])(
    '%s: never leaves a page that lies, never fetches a finished file twice, and ends complete',
    async (_what, scope) => {
      await commands.run('init', 'mirror', '--upstream', index.url, '--parallel', '4', ...scope);
      await takeEveryVersion();
      const random = createRandom(20_261_122);
      const fetchesWhenFinished = new Map<string, number>();
      for (let kill = 0; kill < KILLS; kill += 1) {
        const isDone = await syncAndKill(random() * longestLifeMs, random() < 0.3);
        expect(isDone).toBe(false);
        expect(await findLies()).toEqual([]);
        const finished = await finishedWheels();
        expect(finished.damaged).toEqual([]);
        for (const name of finished.names) {
          if (!fetchesWhenFinished.has(name)) fetchesWhenFinished.set(name, index.fetchesOf(name));
        }
      }
      index.setBytesPerSecond(null);
      const { exitCode, stderr } = await commands.run('sync', 'mirror');
      expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
      expect(await findFaults(mirror())).toEqual([]);
      expect(await finishedWheels()).toMatchObject({ names: { length: WHEELS.length }, damaged: [] });
      const again = [...fetchesWhenFinished].filter(([name, count]) => index.fetchesOf(name) !== count);
      expect(again).toEqual([]);
      await expectNoLeftovers();
      const resumed = index.requests.filter(({ path, range }) => range !== null && path.endsWith('.whl'));
      if (IS_LONG) {
        expect(resumed.length).toBeGreaterThan(0);
        console.info(
          `${KILLS} kills: ${fetchesWhenFinished.size} of ${WHEELS.length} files were finished before the last sync, ` +
            `${resumed.length} requests went on with a part, no finished file was fetched again.`,
        );
      }
    },
    MOST_MS,
  );
});

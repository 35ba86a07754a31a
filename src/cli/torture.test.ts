import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LyingIndex, startLyingIndex } from '../../testing/lying-index/lying-index';
import { BUILD_TIMEOUT_MS, type BuiltCommandLine, buildCommandLine } from './testing/command-line-process';
import { findFaults, listFiles } from './testing/mirror-tree';

/** `npm run torture` makes it long. */
const KILLS = Number(process.env.SANDGROUSE_TORTURE_KILLS ?? 4);
const PROJECTS = Number(process.env.SANDGROUSE_TORTURE_PROJECTS ?? 4);
const VERSIONS_EACH = 10;
/** A process is killed at some moment within this time: while it starts, plans, fetches or writes pages. */
const LONGEST_LIFE_MS = 2500;
const MOST_MS = 60_000 + KILLS * 20_000;

const names = Array.from({ length: PROJECTS }, (_, index) => `sand${index}`);
const WHEELS = names.flatMap((name) =>
  Array.from({ length: VERSIONS_EACH }, (_, minor) => ({
    name,
    version: `1.${minor}`,
    paddingBytes: 20_000,
  })),
);

let commands: BuiltCommandLine;
let index: LyingIndex;
const mirror = (): string => join(commands.folder, 'mirror');

beforeAll(async () => {
  commands = await buildCommandLine();
}, BUILD_TIMEOUT_MS);
afterAll(() => commands.remove());

beforeEach(async () => {
  index = await startLyingIndex({ wheels: WHEELS, bytesPerSecond: 40_000 });
  const lines = names.flatMap((name) => ['--require', name]);
  await commands.run('init', 'mirror', '--upstream', index.url, '--parallel', '4', ...lines);
});
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

async function finishedWheels(): Promise<readonly string[]> {
  const files = await listFiles(join(mirror(), 'web')).catch(() => []);
  return files.filter((path) => path.endsWith('.whl')).map((path) => path.slice(path.lastIndexOf('/') + 1));
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

describe('kill -9 at any moment, again and again', () => {
  it(
    'never leaves a page that lies, never fetches a finished file twice, and ends complete',
    async () => {
      const random = createRandom(20_261_122);
      const fetchesWhenFinished = new Map<string, number>();
      for (let kill = 0; kill < KILLS; kill += 1) {
        const isDone = await syncAndKill(random() * LONGEST_LIFE_MS, random() < 0.3);
        expect(await findLies()).toEqual([]);
        for (const filename of await finishedWheels()) {
          if (!fetchesWhenFinished.has(filename))
            fetchesWhenFinished.set(filename, index.fetchesOf(filename));
        }
        if (isDone) break;
      }
      index.setBytesPerSecond(null);
      const { exitCode, stderr } = await commands.run('sync', 'mirror');
      expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
      expect(await findFaults(mirror())).toEqual([]);
      expect(await finishedWheels()).toHaveLength(WHEELS.length);
      const again = [...fetchesWhenFinished].filter(([name, count]) => index.fetchesOf(name) !== count);
      expect(again).toEqual([]);
      const records = join(mirror(), '.sandgrouse');
      const left = (await readdir(records)).map((name) => name.replace(/^plan-.+\.jsonl$/, 'plan-ID.jsonl'));
      expect(left.sort()).toEqual([
        'files.jsonl',
        'pages',
        'partial',
        'plan-ID.jsonl',
        'plan.json',
        'run.json',
        'tmp',
      ]);
      expect(await listFiles(join(records, 'partial'))).toEqual([]);
      expect(await listFiles(join(records, 'tmp'))).toEqual([]);
      expect((await listFiles(join(records, 'pages'))).filter((name) => !name.endsWith('.json'))).toEqual([]);
    },
    MOST_MS,
  );
});

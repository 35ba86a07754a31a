import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LyingIndex, startLyingIndex } from '../../testing/lying-index/lying-index';
import {
  BUILD_TIMEOUT_MS,
  type BuiltCommandLine,
  buildCommandLine,
  jsonLines,
  type RunningCommand,
} from './testing/command-line-process';
import { findFaults } from './testing/mirror-tree';

const WHEELS = ['sand', 'stone', 'dune', 'well'].map((name) => ({
  name,
  version: '1.0',
  paddingBytes: 150_000,
}));
const filename = (name: string): string => `${name}-1.0-py3-none-any.whl`;

let commands: BuiltCommandLine;
let index: LyingIndex;
const mirror = (): string => join(commands.folder, 'mirror');

beforeAll(async () => {
  commands = await buildCommandLine();
}, BUILD_TIMEOUT_MS);
afterAll(() => commands.remove());

beforeEach(async () => {
  index = await startLyingIndex({ wheels: WHEELS });
  const lines = WHEELS.flatMap(({ name }) => ['--require', name]);
  await commands.run('init', 'mirror', '--upstream', index.url, '--parallel', '1', ...lines);
});
afterEach(async () => {
  await index.close();
  await rm(mirror(), { recursive: true, force: true });
});

/** Starts a sync over a slow line and waits until one file is finished and the next is on its way. */
async function startSlowSync(): Promise<RunningCommand> {
  index.setBytesPerSecond(200_000);
  const running = commands.start('sync', 'mirror', '--json');
  await running.printed(/"type":"file-finished".*"type":"file-progressed"/s);
  return running;
}

/** How often each wheel was asked for, in the order of the allowlist. */
const fetches = (): readonly number[] => WHEELS.map(({ name }) => index.fetchesOf(filename(name)));

describe('kill -9 in the middle of a sync', () => {
  it('costs nothing that was finished: the next sync completes it', async () => {
    const running = await startSlowSync();
    running.process.kill('SIGKILL');
    await running.ended;
    expect((await commands.run('status', 'mirror')).stdout).toContain(
      'interrupted; go on with: sandgrouse sync mirror',
    );
    const [first] = fetches();
    index.setBytesPerSecond(null);
    const { exitCode, stderr } = await commands.run('sync', 'mirror');
    expect(exitCode).toBe(0);
    expect(stderr).toContain('Going on with the plan of');
    expect(first).toBe(1);
    expect(fetches()[0]).toBe(1);
    expect(fetches().every((count) => count <= 2)).toBe(true);
    expect(await findFaults(mirror())).toEqual([]);
  });
});

describe('Ctrl-C', () => {
  it('pauses; the next sync goes on at the same byte, with no new plan', async () => {
    const running = await startSlowSync();
    running.process.kill('SIGINT');
    const { exitCode, stdout } = await running.ended;
    expect(exitCode).toBe(130);
    expect(jsonLines(stdout).at(-1)).toMatchObject({
      type: 'summary',
      outcome: 'paused',
      reason: { kind: 'asked' },
      exitCode: 130,
    });
    expect((await commands.run('status', 'mirror')).stdout).toContain('paused; go on with:');
    index.forgetRequests();
    index.setBytesPerSecond(null);
    expect(await commands.run('sync', 'mirror')).toMatchObject({ exitCode: 0 });
    expect(index.requests.every((request) => request.path.startsWith('/packages/'))).toBe(true);
    expect(index.requests.filter((request) => request.range !== null)).toHaveLength(1);
    expect(await findFaults(mirror())).toEqual([]);
  });

  it('says on the terminal side how to go on', async () => {
    index.setBytesPerSecond(200_000);
    const running = commands.start('sync', 'mirror');
    await running.said(/Downloading: /);
    running.process.kill('SIGINT');
    const { stdout, stderr } = await running.ended;
    expect(stderr).toContain('Pausing; what was fetched is kept.');
    expect(stdout).toMatch(/^Paused at \d of 4 files, .*\. To go on: sandgrouse sync mirror\n$/);
  });

  it('during planning leaves the mirror as it was', async () => {
    index.faults.add('/simple/sand/', { kind: 'stall' });
    const running = commands.start('plan', 'mirror', '--json');
    await running.printed(/plan-started/);
    running.process.kill('SIGINT');
    const { exitCode, stdout } = await running.ended;
    expect(exitCode).toBe(130);
    expect(jsonLines(stdout).at(-1)).toEqual({ type: 'stopped', exitCode: 130 });
  });

  it('SIGTERM pauses as well; --replan makes a new plan instead of going on', async () => {
    const running = await startSlowSync();
    running.process.kill('SIGTERM');
    expect((await running.ended).exitCode).toBe(143);
    index.setBytesPerSecond(null);
    const { stderr } = await commands.run('sync', 'mirror', '--replan');
    expect(stderr).toContain('To fetch:   3 files');
    expect(stderr).not.toContain('Going on');
  });
});

describe('two at once', () => {
  it('the second is told who is at it, and ends with 2', async () => {
    const running = await startSlowSync();
    const second = await commands.run('sync', 'mirror', '--replan');
    expect(second.exitCode).toBe(2);
    expect(second.stderr).toContain(`process ${running.process.pid}`);
    running.process.kill('SIGKILL');
    await running.ended;
  });
});

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type LyingIndex, startLyingIndex } from '../../testing/lying-index/lying-index';
import {
  BUILD_TIMEOUT_MS,
  type BuiltCommandLine,
  buildCommandLine,
  jsonLines,
} from './testing/command-line-process';

let commands: BuiltCommandLine;
let index: LyingIndex;

beforeAll(async () => {
  commands = await buildCommandLine();
}, BUILD_TIMEOUT_MS);
afterAll(() => commands.remove());

beforeEach(async () => {
  index = await startLyingIndex({
    wheels: [
      { name: 'sand', version: '1.0' },
      { name: 'stone', version: '2.0' },
    ],
  });
  await commands.run('init', 'mirror', '--upstream', index.url, '--require', 'sand', '--require', 'stone');
});
afterEach(async () => {
  await index.close();
  await rm(join(commands.folder, 'mirror'), { recursive: true, force: true });
});

it('of a fresh mirror says what never was', async () => {
  const { stdout, exitCode } = await commands.run('status', 'mirror');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/Last sync: +none yet; start one with: sandgrouse sync mirror\n/);
  expect(stdout).toMatch(/Last complete: +never\nLast plan: +none\nVerified: +never\nProven: +never\n$/);
});

it('says how fresh the mirror is, and what failed last and why', async () => {
  index.faults.add(/stone-2\.0.*whl$/, { kind: 'status', status: 404 });
  expect((await commands.run('sync', 'mirror')).exitCode).toBe(1);
  await commands.run('verify', 'mirror');
  const { stdout } = await commands.run('status', 'mirror');
  expect(stdout).toMatch(/Last sync: +incomplete; try again with: sandgrouse sync mirror\n/);
  expect(stdout).toMatch(/Last plan: +[\d-]{10} [\d:]{5} \(\d+ s ago\)\n/);
  expect(stdout).toMatch(/Verified: .* ago\), everything, nothing wrong\n/);
  expect(stdout).toMatch(/What failed last:\n- .*stone-2\.0-py3-none-any\.whl.*404/);
  const json = jsonLines((await commands.run('status', 'mirror', '--json')).stdout);
  expect(json).toMatchObject([
    {
      type: 'status',
      failedFiles: { count: 1, files: [{ project: 'stone', problem: { code: 'upstream-status' } }] },
      lastVerification: { filesRead: 1 },
      lockedBy: null,
    },
  ]);
});

import { readFile, rm } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
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
  index = await startLyingIndex({ wheels: [{ name: 'sand', version: '1.0' }] });
});
afterEach(async () => {
  await index.close();
  await rm(join(commands.folder, 'mirror'), { recursive: true, force: true });
});

it('tells what was done with a mirror, the newest first, and by whom', async () => {
  await commands.run('init', 'mirror', '--upstream', index.url, '--require', 'sand');
  expect((await commands.run('sync', 'mirror')).exitCode).toBe(0);
  expect((await commands.run('verify', 'mirror')).exitCode).toBe(0);
  const told = await commands.run('history', 'mirror');
  expect(told.exitCode).toBe(0);
  const lines = told.stdout.trimEnd().split('\n');
  expect(lines.map((line) => line.replace(/^[\d-]{10} [\d:]{5} {2}(.*) {2}\(.*$/, '$1'))).toEqual([
    'Verified everything: 1 file, 1 read, nothing wrong',
    expect.stringMatching(/^Synced, complete: 1 file fetched \(\d+ kB\)$/),
    expect.stringMatching(/^Began to sync 1 file, \d+ kB, 0 of them here$/),
    'Planned',
    'Created the mirror',
  ]);
  expect(lines[0]).toContain(`(${userInfo().username}@${hostname()}, command line, `);
  const json = await commands.run('history', 'mirror', '--json', '--limit', '2');
  expect(jsonLines(json.stdout)).toMatchObject([
    { type: 'act', act: 'verified', interface: 'command line' },
    { type: 'act', act: 'sync-ended', filesFetched: 1 },
  ]);
});

it('keeps what was typed into an address to itself', async () => {
  const { host } = new URL(index.url);
  await commands.run('init', 'mirror', '--upstream', `http://${host}/simple/`, '--require', 'sand');
  index.faults.add('/simple/sand/', { kind: 'redirect', location: `http://me:hunter2@${host}/x?key=abc` });
  expect((await commands.run('sync', 'mirror', '--timeout', '1')).exitCode).toBe(1);
  const text = await readFile(join(commands.folder, 'mirror', '.sandgrouse', 'history.jsonl'), 'utf8');
  expect(text).toContain('"act":"planned"');
  expect(text).not.toMatch(/hunter2|abc/);
});

it('is for mirrors alone', async () => {
  expect((await commands.run('history', 'nowhere')).exitCode).toBe(2);
});

import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LyingIndex, startLyingIndex } from '../../testing/lying-index/lying-index';
import { buildWheel, sha256 } from '../../testing/wheel-builder';
import {
  BUILD_TIMEOUT_MS,
  type BuiltCommandLine,
  buildCommandLine,
  jsonLines,
} from './testing/command-line-process';
import { findFaults, listFiles } from './testing/mirror-tree';

const WHEELS = [
  { name: 'sand', version: '1.0', paddingBytes: 50_000 },
  { name: 'stone', version: '1.0', requires: ['sand'], paddingBytes: 20_000 },
  { name: 'dune', version: '2.0', paddingBytes: 30_000 },
];
const SAND_WHEEL = /sand-1\.0-py3-none-any\.whl$/;

let commands: BuiltCommandLine;
let index: LyingIndex;
const mirror = (): string => join(commands.folder, 'mirror');

beforeAll(async () => {
  commands = await buildCommandLine();
}, BUILD_TIMEOUT_MS);
afterAll(() => commands.remove());

beforeEach(async () => {
  index = await startLyingIndex({ wheels: WHEELS });
  const words = ['--upstream', index.url, '--require', 'sand', '--require', 'stone'];
  expect((await commands.run('init', 'mirror', ...words)).exitCode).toBe(0);
});
afterEach(async () => {
  await index.close();
  await rm(mirror(), { recursive: true, force: true });
});

async function setAllowlist(...lines: readonly string[]): Promise<void> {
  const path = join(mirror(), 'sandgrouse.toml');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace(/"""[^"]*"""/, `"""\n${lines.join('\n')}\n"""`));
}

/** What is on the disk beside finished files: parts of files, temporary ones. */
async function leftovers(): Promise<readonly string[]> {
  return (await listFiles(mirror())).filter((path) => /(^|\/)(partial|tmp)\/|\.tmp$/.test(path));
}

describe('sync', () => {
  it('fetches what is missing, and the second time nothing', async () => {
    const first = await commands.run('sync', 'mirror');
    expect(first).toMatchObject({ exitCode: 0 });
    expect(first.stdout).toMatch(
      /^Complete: "mirror" holds 2 files, .* \(2 files fetched, 0 here already\)\./,
    );
    expect(await findFaults(mirror())).toEqual([]);
    index.forgetRequests();
    const second = await commands.run('sync', 'mirror');
    expect(second.stdout).toContain('(0 files fetched, 2 here already)');
    // Projects are asked for side by side, so their order is open.
    const paths = index.requests.map((request) => request.path);
    expect(paths.toSorted()).toEqual(['/simple/sand/', '/simple/stone/']);
    expect(index.requests.every((request) => request.conditional)).toBe(true);
  });

  it('is complete after the index stalled, asked for patience, cut a body and lied once', async () => {
    index.faults.add('/simple/sand/', { kind: 'stall' }, 1);
    index.faults.add('/simple/stone/', { kind: 'status', status: 503, headers: { 'retry-after': '1' } }, 1);
    index.faults.add(/stone-.*\.whl$/, { kind: 'short-body', bytes: 5000 }, 1);
    index.faults.add(SAND_WHEEL, { kind: 'flipped-byte' }, 1);
    const { exitCode, stderr } = await commands.run('sync', 'mirror', '--timeout', '1');
    expect(exitCode).toBe(0);
    expect(stderr).toContain('sent nothing, or next to nothing, for 1 seconds');
    expect(stderr).toContain('HTTP status 503');
    expect(await findFaults(mirror())).toEqual([]);
    expect(await leftovers()).toEqual([]);
  });

  it('names a file that keeps lying with both hashes, and brings the rest', async () => {
    index.faults.add(SAND_WHEEL, { kind: 'flipped-byte' });
    const { exitCode, stderr, stdout } = await commands.run('sync', 'mirror');
    expect(exitCode).toBe(1);
    const expected = sha256(buildWheel({ name: 'sand', version: '1.0', paddingBytes: 50_000 }).content);
    expect(stderr).toMatch(
      new RegExp(`"sand-1.0-py3-none-any.whl".*sha256 ${expected} was expected, [0-9a-f]{64} came`),
    );
    expect(stdout).toMatch(/^Incomplete: "mirror" holds 1 file, .*1 failed\)/);
    expect(await findFaults(mirror())).toEqual([]);
    expect(await leftovers()).toEqual([]);
  });

  it('tells a project that the index does not know, and brings the rest', async () => {
    await setAllowlist('sand', 'mirage');
    const { exitCode, stderr } = await commands.run('sync', 'mirror');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('has no project "mirage"');
    expect(index.fetchesOf('sand-1.0-py3-none-any.whl')).toBe(1);
  });

  it('adds and removes what the allowlist adds and removes; the plan shows it first', async () => {
    await commands.run('sync', 'mirror');
    await setAllowlist('sand', 'dune');
    const plan = await commands.run('plan', 'mirror', '--json');
    expect(jsonLines(plan.stdout).at(-1)).toMatchObject({
      type: 'plan',
      toFetch: { files: 1 },
      present: { files: 1 },
      toRemove: { files: 1 },
    });
    expect((await listFiles(mirror())).some((path) => path.endsWith('stone-1.0-py3-none-any.whl'))).toBe(
      true,
    );
    expect(await commands.run('sync', 'mirror')).toMatchObject({ exitCode: 0 });
    const files = await listFiles(join(mirror(), 'web'));
    expect(files.filter((path) => path.includes('stone'))).toEqual([]);
    expect(files.some((path) => path.endsWith('dune-2.0-py3-none-any.whl'))).toBe(true);
    expect(await readFile(join(mirror(), 'web', 'simple', 'index.html'), 'utf8')).not.toContain('stone');
    expect(await findFaults(mirror())).toEqual([]);
  });
});

describe('sync --json', () => {
  it('prints events and a summary, each a line, and nothing else', async () => {
    const { exitCode, stdout, stderr } = await commands.run('sync', 'mirror', '--json');
    const lines = jsonLines(stdout);
    expect(exitCode).toBe(0);
    expect(stderr).toBe('');
    expect(lines.map((line) => line.type)).toEqual(
      expect.arrayContaining(['plan-started', 'plan-finished', 'plan', 'sync-started', 'file-finished']),
    );
    expect(lines.at(-1)).toMatchObject({
      type: 'summary',
      outcome: 'finished',
      complete: true,
      filesFetched: 2,
    });
  });

  it('ends with the problem where there is one', async () => {
    await setAllowlist('sand >> 1');
    const { exitCode, stdout, stderr } = await commands.run('sync', 'mirror', '--json');
    expect(exitCode).toBe(2);
    expect(stderr).toBe('');
    expect(jsonLines(stdout).at(-1)).toMatchObject({
      type: 'problem',
      code: 'allowlist-invalid',
      exitCode: 2,
    });
  });
});

import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
  index = await startLyingIndex({
    wheels: [
      { name: 'sand', version: '1.0' },
      { name: 'stone', version: '1.0' },
      { name: 'water', version: '1.0', paddingBytes: 60_000_000 },
    ],
  });
  const wanted = ['sand', 'stone', 'water'].flatMap((name) => ['--require', name]);
  await commands.run('init', 'mirror', '--upstream', index.url, ...wanted);
  await commands.run('sync', 'mirror');
}, 2 * BUILD_TIMEOUT_MS);
afterAll(async () => {
  await index.close();
  await commands.remove();
});

const packages = (): string => join(commands.folder, 'mirror', 'web', 'packages');

async function pathOf(name: string): Promise<string> {
  const paths = await readdir(packages(), { recursive: true });
  return join(packages(), paths.find((path) => path.includes(`${name}-1.0`) && path.endsWith('.whl')) ?? '');
}

describe('verify', () => {
  it('ends with 0 where the mirror is whole', async () => {
    const { exitCode, stdout, stderr } = await commands.run('verify', 'mirror');
    expect(stdout).toMatch(/^Whole: 3 projects, 3 files, 60\.\d MB\.\n$/);
    expect(stderr).toContain('Reading the files');
    expect(exitCode).toBe(0);
  });

  it('stops at Ctrl-C, and goes on where it was', async () => {
    const running = commands.start('verify', 'mirror');
    await running.said(/Reading the pages/);
    running.process.kill('SIGINT');
    expect(await running.ended).toMatchObject({ exitCode: 130, stdout: '' });
    expect(await commands.run('verify', 'mirror')).toMatchObject({ exitCode: 0 });
  });

  it('names what is wrong, ends with 1, and its repair is a plan that a sync carries out', async () => {
    const damaged = await pathOf('sand');
    const content = await readFile(damaged);
    content.writeUInt8(content.readUInt8(100) ^ 1, 100);
    await writeFile(damaged, content);
    await rm(await pathOf('stone'));
    await writeFile(join(packages(), 'sand-9.tar.gz'), 'x');
    const { exitCode, stdout, stderr } = await commands.run('verify', 'mirror', '--repair');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/sand-1\.0-py3-none-any\.whl: damaged: its sha256 is [0-9a-f]{64} and should be /);
    expect(stdout).toMatch(/stone-1\.0-py3-none-any\.whl: missing/);
    expect(stdout).toMatch(/^packages\/sand-9\.tar\.gz: no page lists it$/m);
    expect(stdout).toContain('Not whole: 1 damaged file, 1 missing file, 1 file that no page lists');
    expect(stdout).toContain('The next sync will fetch 2 files again, remove 1 file that no page lists.');
    expect(stdout).toMatch(/^To fetch: {3}2 files/m);
    expect(stdout).toMatch(/^To remove: {2}1 file/m);
    expect(stderr).toMatch(/^Next: sandgrouse sync mirror$/m);
    expect((await commands.run('plan', 'mirror', '--files')).stdout).toContain('sand-9.tar.gz');
    index.forgetRequests();
    expect((await commands.run('sync', 'mirror', '--yes')).exitCode).toBe(0);
    expect(index.requests.filter(({ path }) => path.endsWith('.whl'))).toHaveLength(2);
    expect((await commands.run('verify', 'mirror')).exitCode).toBe(0);
  });

  it('tells scripts of every finding, and of the whole', async () => {
    const path = await pathOf('stone');
    const content = await readFile(path);
    await rm(path);
    const { exitCode, stdout } = await commands.run('verify', 'mirror', '--changed', '--json');
    await writeFile(path, content);
    expect(exitCode).toBe(1);
    const lines = jsonLines(stdout).filter(({ type }) => type !== 'verify-progressed');
    expect(lines).toMatchObject([
      { type: 'finding', kind: 'missing', project: 'stone' },
      { type: 'verified', mode: 'changed', counts: { missing: 1, damaged: 0 }, exitCode: 1 },
    ]);
  });

  it('leaves to a person what no plan may touch', async () => {
    const hidden = join(packages(), '.hidden');
    await writeFile(hidden, 'x');
    const { exitCode, stdout } = await commands.run('verify', 'mirror', '--changed', '--repair');
    await rm(hidden);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('1 finding can only be mended by hand');
    expect(stdout).not.toContain('To fetch');
  });

  it('tells scripts the repair and its plan; where upstream is away, what was prepared waits', async () => {
    await rm(await pathOf('stone'));
    const repaired = await commands.run('verify', 'mirror', '--changed', '--repair', '--json');
    expect(repaired.exitCode).toBe(1);
    const lines = jsonLines(repaired.stdout);
    expect(lines.find(({ type }) => type === 'repair-prepared')).toMatchObject({ files: 1, byHand: 0 });
    expect(lines.at(-1)).toMatchObject({ type: 'plan', toFetch: { files: 1 }, exitCode: 1 });
    index.faults.add('/simple/stone/', { kind: 'status', status: 404 });
    await commands.run('verify', 'mirror', '--changed', '--repair');
    index.faults.clear();
    await commands.run('sync', 'mirror');
    expect(await commands.run('verify', 'mirror')).toMatchObject({ exitCode: 0 });
  });

  it('waits for nobody who writes the mirror: it is refused with 2', async () => {
    await rm(await pathOf('water'));
    index.setBytesPerSecond(1_000_000);
    const running = commands.start('sync', 'mirror', '--json');
    await running.printed(/file-progressed/);
    const { exitCode, stderr } = await commands.run('verify', 'mirror');
    running.process.kill('SIGKILL');
    await running.ended;
    index.setBytesPerSecond(null);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('is being written by');
  });

  it('of what is no mirror ends with 2', async () => {
    const { exitCode, stderr } = await commands.run('verify', 'nothing');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('"nothing" is not a mirror');
  });
});

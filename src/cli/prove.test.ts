import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLyingIndex } from '../../testing/lying-index/lying-index';
import {
  BUILD_TIMEOUT_MS,
  type BuiltCommandLine,
  buildCommandLine,
  jsonLines,
} from './testing/command-line-process';

let commands: BuiltCommandLine;

beforeAll(async () => {
  commands = await buildCommandLine();
  const index = await startLyingIndex({
    wheels: [
      { name: 'stone', version: '1.0', requires: ['sand; sys_platform == "win32"'] },
      { name: 'sand', version: '1.0' },
    ],
  });
  const targets = ['--target', 'windows-amd64-cp312', '--target', 'macos-arm64-cp312'];
  await commands.run('init', 'mirror', '--upstream', index.url, '--require', 'stone', ...targets);
  await commands.run('sync', 'mirror');
  await index.close();
}, 2 * BUILD_TIMEOUT_MS);
afterAll(() => commands.remove());

describe('prove', () => {
  it('ends with 0 where every target is complete, and leaves a page', async () => {
    const { exitCode, stdout } = await commands.run('prove', 'mirror');
    expect(stdout).toMatch(/^Windows x64, Python 3\.12: complete, 2 projects/m);
    expect(stdout).toMatch(/^Complete: every target/m);
    expect(stdout).toMatch(/The proof is file:.*proof\.html/);
    expect(exitCode).toBe(0);
    expect(await readFile(join(commands.folder, 'mirror', 'proof.html'), 'utf8')).toContain('Complete');
  }, 60_000);

  it('proves one target only, and tells it to scripts', async () => {
    const words = ['--target', 'macos-arm64-cp312', '--no-pip', '--json'];
    const { exitCode, stdout } = await commands.run('prove', 'mirror', ...words);
    expect(exitCode).toBe(0);
    expect(jsonLines(stdout).at(-1)).toMatchObject({
      type: 'proof',
      complete: true,
      leftOut: ['Windows x64, Python 3.12'],
      targets: [{ id: 'macos-arm64-cp312', files: 1, pip: { kind: 'not-asked', reason: 'switched-off' } }],
      exitCode: 0,
    });
  });

  it('refuses a target that the mirror does not have', async () => {
    const { exitCode, stderr } = await commands.run('prove', 'mirror', '--target', 'amiga');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Choose among its own: windows-amd64-cp312, macos-arm64-cp312');
  });

  it('ends with 1 where something is missing, and says what to do', async () => {
    await rm(join(commands.folder, 'mirror', 'web', 'packages'), { recursive: true });
    const { exitCode, stdout } = await commands.run('prove', 'mirror');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^Incomplete: 2 of 2 targets\./m);
    expect(stdout).toContain('is listed in the mirror and is not there');
    expect(stdout).toContain('Sync the mirror again');
  });
});

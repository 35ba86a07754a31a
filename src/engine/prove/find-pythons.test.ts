import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findPythons } from './find-pythons';
import { runProcess } from './run-process';

const SCRIPT = resolve(import.meta.dirname, '../../../resources/sandgrouse-target.py');
const signal = new AbortController().signal;
const python = spawnSync('python3', ['-c', 'import pip, sys; print(sys.executable)'])
  .stdout?.toString()
  .trim();

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pythons-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function put(name: string, script: string): Promise<void> {
  await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, name), 0o755);
}

describe.skipIf(process.platform === 'win32')('what is called python on the path', () => {
  it.skipIf(!python)(
    'is passed over where it hangs, babbles, ends or is nothing, and the others are found',
    async () => {
      await put('python', 'sleep 600');
      await put('python3.17', 'sleep 600 & exec sleep 600');
      await put('python3.16', 'echo "{garbage"; printf "\\033[2J"');
      await put('python3.15', 'while :; do echo babble; done');
      await put('python3.14', 'exit 3');
      await writeFile(join(folder, 'python3.13'), 'no program');
      await put('python3.12', `exec ${python ?? ''} "$@"`);
      const found = await findPythons({
        targetScript: await readFile(SCRIPT, 'utf8'),
        variables: { PATH: `${folder}:/bin:/usr/bin` },
        platform: process.platform,
        probeTimeoutMs: 3000,
        signal,
      });
      expect(found.map(({ command }) => command)).toContain(join(folder, 'python3.12'));
    },
    12_000,
  );

  it('ends together with what it started, and is not waited for where that goes on', async () => {
    await put('python', 'sleep 600 & echo $!; wait');
    const { isTooSlow, stdout } = await runProcess({
      command: join(folder, 'python'),
      words: [],
      environment: { PATH: '/bin:/usr/bin' },
      folder,
      // More than a pipe holds: nobody reads it.
      input: 'x'.repeat(1_000_000),
      timeoutMs: 500,
      signal,
    });
    expect(isTooSlow).toBe(true);
    const started = Number(stdout.trim());
    expect(started).toBeGreaterThan(0);
    await expect.poll(() => isRunning(started)).toBe(false);
  }, 10_000);
});

/** What was killed may still be listed until it is collected, as a zombie. */
async function isRunning(pid: number): Promise<boolean> {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)]);
  const state = stdout.toString().trim();
  return state !== '' && !state.startsWith('Z');
}

import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundleForNode } from '../../../testing/bundle';
import { ensureFolder } from '../files/atomic-write';
import { isMirrorLocked, lockMirror } from './mirror-lock';

let scripts: string;
let script: string;
let directory: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  scripts = await mkdtemp(join(tmpdir(), 'sandgrouse-script-'));
  script = await bundleForNode(join(import.meta.dirname, 'testing/lock-child.ts'), scripts);
}, 60_000);

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sandgrouse-lock-'));
  await ensureFolder(join(directory, '.sandgrouse'));
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

afterAll(() => rm(scripts, { recursive: true, force: true }));

const lockPath = (): string => join(directory, '.sandgrouse', 'lock');

/** Starts a process that takes the lock; what it says when it has it. */
async function startChild(...ending: readonly string[]): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, [script, directory, ...ending], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, said: said.toString().trim() };
}

const inUse = { problem: { code: 'mirror-in-use' } };

describe('the lock of a mirror', () => {
  it('is given to one writer, also within a process, and to the next after it was given back', async () => {
    const lock = await lockMirror(directory, 'first');
    await expect(lockMirror(directory, 'second')).rejects.toMatchObject({
      problem: { code: 'mirror-in-use', parameters: { program: 'first', processId: process.pid } },
    });
    expect(await isMirrorLocked(directory)).toBe(true);
    await lock.close();
    expect(await isMirrorLocked(directory)).toBe(false);
    await (await lockMirror(directory, 'second')).close();
    expect(await readdir(join(directory, '.sandgrouse'))).toEqual([]);
  });

  it('names another process that holds it, and is taken over at once when that was killed', async () => {
    const { child, said } = await startChild();
    expect(said).toBe('held');
    await expect(lockMirror(directory, 'test')).rejects.toMatchObject({
      problem: { code: 'mirror-in-use', parameters: { program: 'lock-child', processId: child.pid } },
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await isMirrorLocked(directory)).toBe(false);
    await (await lockMirror(directory, 'test')).close();
  });

  it('has one holder at a time, however many find it dead at once', async () => {
    const results = await Promise.all(Array.from({ length: 6 }, () => startChild('die')));
    expect(results.map(({ said }) => said)).toEqual(Array.from({ length: 6 }, () => 'held'));
  }, 60_000);

  it('survives that one who was taking it over died in the middle', async () => {
    const { child } = await startChild();
    child.kill('SIGKILL');
    await once(child, 'exit');
    await writeFile(`${lockPath()}.next`, await readFile(lockPath()));
    await (await lockMirror(directory, 'test')).close();
    expect(await readdir(join(directory, '.sandgrouse'))).toEqual([]);
  });
});

describe('a lock whose holder cannot be looked at', () => {
  const foreign = {
    token: 'x',
    program: 'cli',
    processId: 1,
    host: 'elsewhere.example',
    namespace: null,
    startedAt: null,
  };

  it('is respected while it is heard of, and taken after a minute of silence', async () => {
    await writeFile(lockPath(), JSON.stringify(foreign));
    await expect(lockMirror(directory, 'test')).rejects.toMatchObject({
      problem: { parameters: { program: 'cli', host: 'elsewhere.example', processId: 1 } },
    });
    const silent = new Date(Date.now() - 61_000);
    await utimes(lockPath(), silent, silent);
    await (await lockMirror(directory, 'test')).close();
  });

  it('is respected while it is just being written', async () => {
    await writeFile(lockPath(), '');
    await expect(lockMirror(directory, 'test')).rejects.toMatchObject(inUse);
  });

  it('is not given back by a holder that lost it', async () => {
    const lock = await lockMirror(directory, 'test');
    await writeFile(lockPath(), JSON.stringify(foreign));
    await lock.close();
    expect(JSON.parse(await readFile(lockPath(), 'utf8'))).toEqual(foreign);
  });
});

describe('what a process made for itself before it was killed', () => {
  it.runIf(process.platform === 'linux')(
    'goes with the next lock; that of one that may be alive stays',
    async () => {
      const lock = await lockMirror(directory, 'test');
      const holder = JSON.parse(await readFile(lockPath(), 'utf8')) as { startedAt: string };
      await lock.close();
      const [dead, living, torn] = [randomUUID(), randomUUID(), randomUUID()];
      const earlier = { ...holder, startedAt: `${holder.startedAt.split(':')[0] ?? ''}:1`, token: dead };
      const other = await startChild();
      await writeFile(`${lockPath()}.next.${living}`, await readFile(lockPath()));
      other.child.kill('SIGSTOP');
      await writeFile(`${lockPath()}.${dead}`, JSON.stringify(earlier));
      await writeFile(`${lockPath()}.${torn}`, '');
      await rm(lockPath());
      await (await lockMirror(directory, 'test')).close();
      const left = (await readdir(join(directory, '.sandgrouse'))).sort();
      expect(left).toEqual([`lock.${torn}`, `lock.next.${living}`].sort());
    },
  );
});

describe('a process that has the number of a dead one', () => {
  it.runIf(process.platform === 'linux')('does not hold its lock', async () => {
    const lock = await lockMirror(directory, 'test');
    const holder = JSON.parse(await readFile(lockPath(), 'utf8')) as { startedAt: string };
    await lock.close();
    const earlier = { ...holder, startedAt: `${holder.startedAt.split(':')[0] ?? ''}:1` };
    await writeFile(lockPath(), JSON.stringify(earlier));
    expect(await isMirrorLocked(directory)).toBe(false);
  });
});

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { requireWorkingSandbox } from './chromium-sandbox.mjs';
import { matchesLock } from './dependencies.mjs';
import { fallbackFolder, hasFallback, requireIntegrity } from './fallback-runtime.mjs';
import { stampOf } from './input-stamp.mjs';
import { requireNodeVersion } from './node-version.mjs';
import { whileLocked } from './set-up-lock.mjs';

let folder;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandgrouse-set-up-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test('a Node that is too old is named with the one that is needed', () => {
  expect(() => requireNodeVersion('v18.20.4')).toThrow(
    /needs Node 20\.18\.0 or newer, and this is v18\.20\.4/,
  );
  expect(() => requireNodeVersion('v20.17.0')).toThrow();
  expect(() => requireNodeVersion('v20.18.0')).not.toThrow();
  expect(() => requireNodeVersion('v24.0.0')).not.toThrow();
});

describe('the fallback runtime', () => {
  test('a fetched file with another hash than the pinned one is refused, with both hashes', async () => {
    const path = join(folder, 'carrier.tgz');
    await writeFile(path, 'sandgrouse');
    const pinned =
      'sha512-bTRKv/SnvsdSVY66x7dAmsex2uMVCAHhmf1pk5pz0yYnVB44QTFdgogMp/RG5/F+gYzFZqo4UtPIw/0GzajfFw==';
    await expect(requireIntegrity(path, pinned)).resolves.toBeUndefined();
    await writeFile(path, 'sandgrousf');
    await expect(requireIntegrity(path, pinned)).rejects.toThrow(pinned);
  });

  test('lies in the folder for caches that the person has chosen', () => {
    expect(fallbackFolder({ XDG_CACHE_HOME: '/caches' })).toMatch(/^\/caches\/sandgrouse\/electron-/);
  });

  test('is for Linux on x64 alone', () => {
    expect(hasFallback('linux', 'x64')).toBe(true);
    expect(hasFallback('linux', 'arm64')).toBe(false);
    expect(hasFallback('darwin', 'x64')).toBe(false);
  });
});

describe("Chromium's sandbox", () => {
  const requireIt = (setting, canUnshare) =>
    requireWorkingSandbox(join(folder, 'electron'), {
      readSetting: (file) => (file.includes('apparmor') ? setting : undefined),
      canUnshare: () => Promise.resolve(canUnshare),
    });

  test('is left to itself where the kernel lets anybody make a user namespace', async () => {
    await expect(requireIt(undefined, true)).resolves.toBeUndefined();
    await expect(requireIt('0\n', true)).resolves.toBeUndefined();
  });

  test('asks for its helper where the kernel does not', async () => {
    const line = `sudo chmod 4755 "${join(folder, 'chrome-sandbox')}"`;
    await expect(requireIt('1\n', true)).rejects.toThrow(line);
    await expect(requireIt(undefined, false)).rejects.toThrow(line);
  });
});

describe('the dependencies', () => {
  const lock = {
    packages: {
      '': { name: 'sandgrouse' },
      'node_modules/one': { version: '1.0.0', integrity: 'sha512-one' },
      'node_modules/for-another-platform': { version: '1.0.0', integrity: 'sha512-other', optional: true },
    },
  };

  test('are installed when each package is there with the version and hash of the lock file', () => {
    expect(matchesLock(lock, { packages: { 'node_modules/one': lock.packages['node_modules/one'] } })).toBe(
      true,
    );
  });

  test('are not when a package is missing, of another version or of other content', () => {
    expect(matchesLock(lock, { packages: {} })).toBe(false);
    const installed = (changes) => ({
      packages: { 'node_modules/one': { ...lock.packages['node_modules/one'], ...changes } },
    });
    expect(matchesLock(lock, installed({ version: '1.0.1' }))).toBe(false);
    expect(matchesLock(lock, installed({ integrity: 'sha512-two' }))).toBe(false);
  });
});

describe('the stamp of the build', () => {
  beforeEach(async () => {
    await mkdir(join(folder, 'src', 'inner'), { recursive: true });
    await writeFile(join(folder, 'src', 'inner', 'code.ts'), 'one');
    await writeFile(join(folder, 'config.ts'), 'two');
  });

  const stamp = () => stampOf(folder, ['src', 'config.ts']);

  test('stays while nothing changes, and when a test does', async () => {
    const before = await stamp();
    await writeFile(join(folder, 'src', 'inner', 'code.test.ts'), 'a test');
    expect(await stamp()).toBe(before);
  });

  test('changes with a content, a new file and a new name', async () => {
    const seen = new Set([await stamp()]);
    await writeFile(join(folder, 'src', 'inner', 'code.ts'), 'three');
    seen.add(await stamp());
    await writeFile(join(folder, 'src', 'more.ts'), '');
    seen.add(await stamp());
    await rm(join(folder, 'src', 'more.ts'));
    await writeFile(join(folder, 'src', 'other-name.ts'), '');
    seen.add(await stamp());
    expect(seen.size).toBe(4);
  });
});

describe('the lock', () => {
  const finishedProcess = () => spawnSync(process.execPath, ['-e', '']).pid;

  test('lets two set-ups run one after the other', async () => {
    const lock = join(folder, 'lock');
    const seen = [];
    const work = (name) => async () => {
      seen.push(`${name} begins`);
      await writeFile(join(folder, name), name);
      seen.push(`${name} ends`);
    };
    await Promise.all([whileLocked(work('one'), lock), whileLocked(work('two'), lock)]);
    expect(seen[1].split(' ')[0]).toBe(seen[0].split(' ')[0]);
    expect(seen).toHaveLength(4);
  });

  test('of a process that is gone is taken over, and none is left behind', async () => {
    const lock = join(folder, 'lock');
    await writeFile(lock, String(finishedProcess()));
    expect(await whileLocked(() => Promise.resolve('done'), lock)).toBe('done');
    expect(existsSync(lock)).toBe(false);
  });
});

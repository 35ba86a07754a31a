import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type LyingIndex, startLyingIndex } from '../../testing/lying-index/lying-index';
import {
  BUILD_TIMEOUT_MS,
  type BuiltCommandLine,
  buildCommandLine,
  jsonLines,
} from './testing/command-line-process';

let commands: BuiltCommandLine;
let index: LyingIndex;
const inFolder = (name: string): string => join(commands.folder, name);
const profile = (): Promise<string> => readFile(inFolder('mirror/sandgrouse.toml'), 'utf8');
const init = (...words: readonly string[]) =>
  commands.run('init', 'mirror', '--upstream', index.url, '--require', 'sand', ...words);

const LAB = {
  'sandgrouse-target': 1,
  host: 'lab',
  implementation: 'cpython',
  pythonVersion: '3.11.4',
  freeThreaded: false,
  pypyAbi: null,
  platform: { system: 'windows', architecture: 'amd64' },
  markers: { platform_release: '10' },
  tags: null,
  installed: [],
};

beforeAll(async () => {
  commands = await buildCommandLine();
  index = await startLyingIndex({ wheels: [{ name: 'sand', version: '1.0' }] });
  await writeFile(inFolder('lab.json'), JSON.stringify(LAB));
  await writeFile(inFolder('limits.txt'), 'dune<3\n');
}, BUILD_TIMEOUT_MS);
afterAll(async () => {
  await index.close();
  await commands.remove();
});
afterEach(() => rm(inFolder('mirror'), { recursive: true, force: true }));

describe('init with targets', () => {
  it('follows requirements, and takes wheels only', async () => {
    const { exitCode } = await init('--target', 'linux-x86_64-cp312', '-t', 'lab.json', '-c', 'limits.txt');
    expect(exitCode).toBe(0);
    const text = await profile();
    expect(text).toContain('distributions = "wheels"');
    expect(text).toMatch(/mode = "resolved"/);
    expect(text).toContain('lab-cp311');
    expect(text).toContain('dune<3');
  });

  it('does as it is told', async () => {
    await init(
      '--target',
      'linux-x86_64-cp312',
      '--closure',
      'none',
      '--distributions',
      'all',
      '--bootstrap',
    );
    const text = await profile();
    expect(text).toContain('distributions = "all"');
    expect(text).toContain('bootstrap = true');
    expect(text).toContain('mode = "none"');
  });

  it.each([
    [['--target', 'amiga-cp312'], '"amiga-cp312" is neither the id of a target nor a file'],
    [['--closure', 'resolved'], 'Requirements can only be followed for a target'],
    [['--target', 'limits.txt'], 'limits.txt'],
  ])('refuses %j, and creates nothing', async (words, message) => {
    const { exitCode, stderr } = await init(...words);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    await expect(profile()).rejects.toThrow();
  });
});

describe('indexes', () => {
  const WHEELS = 'https://wheels.example/whl/cpu';

  it('are bound to projects when a mirror is made, and later', async () => {
    await init('--index', `${WHEELS}=Torch,torchvision`);
    expect(await profile()).toContain('projects = ["torch", "torchvision"]');
    await commands.run(
      'indexes',
      'mirror',
      '--add',
      `${WHEELS}=nvidia_*`,
      '--add',
      'https://acme.example/simple/=acme',
    );
    const { stdout } = await commands.run('indexes', 'mirror');
    expect(stdout).toMatch(/^https:\/\/wheels\.example\/whl\/cpu\/ +torch, torchvision, nvidia-\*$/m);
    expect(stdout).toMatch(/all others$/m);
    await commands.run('indexes', 'mirror', '--remove', WHEELS);
    const { stdout: left } = await commands.run('indexes', 'mirror', '--json');
    expect(jsonLines(left)).toMatchObject([
      { type: 'indexes', indexes: [{ url: 'https://acme.example/simple/', projects: ['acme'] }] },
    ]);
  });

  it.each([
    [['--add', WHEELS], 'No project is bound'],
    [['--add', `${WHEELS}=torch==2`], 'is no name of a project'],
    [['--add', `${WHEELS}=*`], 'is no name of a project'],
    [['--add', `${WHEELS}=a`, '--add', 'https://acme.example/=a'], 'bound to two indexes'],
    [['--add', 'https://me:secret@acme.example/=a'], 'a user name or a password'],
    [['--remove', WHEELS], 'has no index'],
  ])('refuse %j and change nothing', async (words, message) => {
    await init();
    const before = await profile();
    const { exitCode, stderr } = await commands.run('indexes', 'mirror', ...words);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(new RegExp(message));
    expect(stderr).not.toContain('secret');
    expect(await profile()).toBe(before);
  });
});

describe('targets', () => {
  it('lists what is known', async () => {
    const { exitCode, stdout } = await commands.run('targets');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^linux-x86_64 +Linux x86-64/m);
    expect(stdout).toMatch(/^cp313t +Python 3\.13 free-threaded/m);
    const known = jsonLines((await commands.run('targets', '--json')).stdout);
    expect(known).toContainEqual({
      type: 'known-target',
      id: 'windows-amd64-cp312',
      label: 'Windows x64, Python 3.12',
    });
  });

  it('gives the script as it is', async () => {
    const script = await readFile(join(import.meta.dirname, '../../resources/sandgrouse-target.py'), 'utf8');
    expect((await commands.run('targets', '--script', '-')).stdout).toBe(script);
    expect((await commands.run('targets', '--script')).stdout).toContain('Wrote "sandgrouse-target.py"');
    expect(await readFile(inFolder('sandgrouse-target.py'), 'utf8')).toBe(script);
  });

  it('adds to a mirror, keeps the mode and says how to follow requirements', async () => {
    await init();
    const { stdout } = await commands.run('targets', 'mirror', '--add', 'lab.json');
    expect(stdout).toContain('lab-cp311');
    expect(stdout).toContain('read from the computer');
    expect(stdout).toContain('sandgrouse targets mirror --closure resolved');
    const followed = await commands.run('targets', 'mirror', '--closure', 'resolved');
    expect(followed.stdout).toContain('Requirements are followed: resolved.');
    const { stdout: json } = await commands.run('targets', 'mirror', '--json');
    expect(jsonLines(json)).toMatchObject([
      { targets: [{ id: 'lab-cp311' }], closure: { mode: 'resolved' } },
    ]);
  });

  it('removes, but not the last one while requirements are followed', async () => {
    await init('--target', 'lab.json');
    const refused = await commands.run('targets', 'mirror', '--remove', 'lab-cp311');
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('--closure none');
    const unknown = await commands.run('targets', 'mirror', '--remove', 'windows');
    expect(unknown.exitCode).toBe(2);
    await commands.run('targets', 'mirror', '--add', 'macos-arm64-cp312', '--remove', 'lab-cp311');
    expect(await profile()).not.toContain('lab-cp311');
  });

  it.each([
    [['mirror', '--script'], '--script stands alone'],
    [['--add', 'lab.json'], 'name the folder'],
  ])('refuses %j', async (words, message) => {
    const { exitCode, stderr } = await commands.run('targets', ...words);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('import', () => {
  it('takes what it can, says what no index carries, and ends with 1 then', async () => {
    await init();
    await writeFile(
      inFolder('requirements.txt'),
      'dune>=2\n-c limits.txt\nstone @ git+https://example.org/stone\n',
    );
    const { exitCode, stdout } = await commands.run('import', 'mirror', 'requirements.txt');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('1 requirement');
    expect(stdout).toMatch(/not carried: "stone"/);
    expect(await profile()).toContain('dune>=2');
    expect(await profile()).toContain('dune<3');
  });

  it('takes nothing where one of the files is not there', async () => {
    await init();
    await writeFile(inFolder('requirements.txt'), 'dune>=2\n');
    const { exitCode, stderr } = await commands.run('import', 'mirror', 'requirements.txt', 'reqs.txt');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('There is no file "reqs.txt".');
    expect(await profile()).not.toContain('dune>=2');
  });

  it('takes an extra and a group by name, and tries without saving', async () => {
    await init();
    const text =
      '[project]\nname="x"\nversion="1"\ndependencies=["one"]\n[project.optional-dependencies]\nweb=["two"]\n[dependency-groups]\ndev=["three"]\n';
    await writeFile(inFolder('pyproject.toml'), text);
    const tried = await commands.run('import', 'mirror', 'pyproject.toml', '--extra', 'web', '--dry-run');
    expect(tried.stdout).toContain('Nothing is saved');
    expect(await profile()).not.toContain('two');
    await commands.run('import', 'mirror', 'pyproject.toml', '--extra', 'web');
    expect(await profile()).toContain('two');
    expect(await profile()).not.toContain('three');
    await commands.run('import', 'mirror', 'pyproject.toml', '--group', 'dev');
    expect(await profile()).toContain('three');
  });

  it('takes a target file, and writes for bandersnatch', async () => {
    await init();
    const { stdout } = await commands.run('import', 'mirror', 'lab.json', '--json');
    expect(jsonLines(stdout)).toMatchObject([{ type: 'import', kind: 'target', isSaved: true }]);
    const exported = await commands.run('import', 'mirror', '--bandersnatch-out', '-');
    expect(exported.stdout).toContain('[mirror]');
    expect(exported.stderr).toContain('targets');
  });

  it('wants files or an output', async () => {
    const { exitCode, stderr } = await commands.run('import', 'mirror');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--bandersnatch-out');
  });
});

import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseTargetId } from '../../contract/target-presets';
import { formatTag } from '../../python-packaging/tag';
import { environmentOf, tagsOfTarget } from '../../python-packaging/target-environment';
import { readTargetFile } from './target-file';

const run = promisify(execFile);
const SCRIPT = resolve(import.meta.dirname, '../../../resources/sandgrouse-target.py');

const GOOD = {
  'sandgrouse-target': 1,
  host: 'Lab PC (3rd floor)',
  implementation: 'cpython',
  pythonVersion: '3.12.4',
  freeThreaded: false,
  pypyAbi: null,
  platform: { system: 'linux', architecture: 'x86_64', libc: { kind: 'glibc', major: 2, minor: 31 } },
  markers: { python_full_version: '3.12.4', platform_release: '6.1.0', sys_platform: 'linux' },
  tags: null,
  installed: [{ name: 'pip', version: '24.0' }],
} as const;

const read = (changes: Readonly<Record<string, unknown>>) =>
  readTargetFile(Buffer.from(JSON.stringify({ ...GOOD, ...changes })), 'target.json');

describe('a target file', () => {
  it('gives a target with an id of the computer’s name and its Python', () => {
    const { target, installed, notes } = read({});
    expect(target).toEqual({
      id: 'lab-pc-3rd-floor-cp312',
      implementation: 'cpython',
      pythonVersion: '3.12.4',
      freeThreaded: false,
      pypyAbi: null,
      platform: GOOD.platform,
      markers: { platform_release: '6.1.0' },
      tags: null,
    });
    expect(installed).toEqual([{ name: 'pip', version: '24.0' }]);
    expect(notes.map(({ effect }) => effect)).toEqual(['not-applicable']);
  });

  it('keeps its tags only where they are not those that follow from the rest', () => {
    const target = parseTargetId('linux-x86_64-glibc2_31-cp312');
    if (target === null) throw new Error('it is a preset');
    const derived = tagsOfTarget(target).map(formatTag);
    expect(read({ tags: derived }).target.tags).toBeNull();
    const [first = '', ...rest] = derived;
    expect(first).toContain('-linux_x86_64');
    expect(read({ tags: [...rest, first] }).target.tags).toBeNull();
    expect(read({ tags: rest }).target.tags).toEqual(rest);
    expect(read({ tags: derived.toReversed() }).target.tags).toEqual(derived.toReversed());
  });

  it.each([
    ['../../etc', 'etc-cp312'],
    ['', 'computer-cp312'],
    ['日本', 'computer-cp312'],
    ['x'.repeat(300), `${'x'.repeat(40)}-cp312`],
    ['__proto__', 'proto-cp312'],
  ])('makes the name "%s" safe', (host, id) => {
    expect(read({ host }).target.id).toBe(id);
  });

  it('tells where it contradicts itself', () => {
    expect(read({ markers: { python_full_version: '3.9.1' } }).notes[0]).toMatchObject({ effect: 'warning' });
  });

  it.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
    ['another format', { 'sandgrouse-target': 2 }, /version 2/],
    ['another implementation', { implementation: 'graalpy' }, /CPython and PyPy/],
    [
      'another system',
      { platform: { system: 'freebsd', architecture: 'amd64' } },
      /Linux, macOS and Windows/,
    ],
    ['no C library', { platform: { ...GOOD.platform, libc: null } }, /glibc nor musl/],
    ['Python 2', { pythonVersion: '2.7.18' }, /./],
    ['an id that is a path', { id: '../x' }, /./],
    ['a marker that is no text', { markers: { os_name: 1 } }, /./],
    ['a marker without end', { markers: { os_name: 'x'.repeat(501) } }, /./],
    ['a tag that is none', { tags: ['py3-none-any\nEVIL'] }, /./],
    ['too many tags', { tags: Array.from({ length: 20_001 }, () => 'py3-none-any') }, /./],
    ['what is installed as texts', { installed: ['pip'] }, /./],
    ['PyPy without its ABI', { implementation: 'pypy' }, /PyPy/],
    ['a list', { platform: [] }, /./],
  ])('is refused with its place: %s', (_, changes, reason) => {
    expect(() => read(changes)).toThrowError(
      expect.objectContaining({
        problem: expect.objectContaining({
          code: 'input-invalid',
          parameters: expect.objectContaining({
            reason: expect.stringMatching(reason) as unknown,
          }) as unknown,
        }) as unknown,
      }) as Error,
    );
  });

  it.each(['', '[]', 'null', '{"sandgrouse-target": 1', '\u0000'])('that is %j is refused', (text) => {
    expect(() => readTargetFile(Buffer.from(text), 'x.json')).toThrowError('input-invalid');
  });
});

/** Every Python that is found here; those that have a version the script is not for tell so. */
function findPythons(): readonly string[] {
  const versions = join(homedir(), '.pyenv', 'versions');
  const named = existsSync(versions)
    ? readdirSync(versions).map((name) => join(versions, name, 'bin', 'python'))
    : [];
  return ['python3', ...named].filter((command) => spawnSync(command, ['--version']).status === 0);
}

describe.each(findPythons())('the target script under %s', (python) => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sandgrouse-target-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const isOld = spawnSync(python, ['-c', 'import sys; sys.exit(sys.version_info < (3, 6))']).status !== 0;

  it.runIf(isOld)('says which Python it needs', async () => {
    await expect(run(python, [SCRIPT, '-'])).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^This needs Python 3\.6 or newer, and this is Python 2/) as unknown,
    });
  });

  it.skipIf(isOld)('describes it so that markers and tags come out as it has them', async () => {
    const { stdout } = await run(python, [SCRIPT, '-'], { cwd: folder });
    const told = JSON.parse(stdout) as {
      markers: Record<string, string>;
      tags: readonly string[] | null;
      pythonVersion: string;
    };
    const { target } = readTargetFile(Buffer.from(stdout), 'target.json');
    expect(environmentOf(target)).toEqual(told.markers);
    if (told.tags !== null) {
      // Where the tag is that no index has, tools do not agree.
      const ordered = (tags: readonly string[]) => tags.filter((tag) => !tag.includes('-linux_'));
      const tags = tagsOfTarget(target).map(formatTag);
      expect(ordered(tags)).toEqual(ordered(told.tags));
      expect(new Set(tags)).toEqual(new Set(told.tags));
    }
    expect(target.id).toMatch(/-cp3\d+$/);
  });

  it.skipIf(isOld)('writes a file that is named by the computer, or as it is told', async () => {
    await run(python, [SCRIPT], { cwd: folder });
    await run(python, [SCRIPT, 'mine.json'], { cwd: folder });
    const [mine = '', named = ''] = (await readdir(folder)).sort();
    expect([mine, named]).toEqual(['mine.json', expect.stringMatching(/^sandgrouse-target-[\w-]+\.json$/)]);
    expect(await readFile(join(folder, mine))).toEqual(await readFile(join(folder, named)));
  });
});

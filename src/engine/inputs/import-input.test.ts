import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PROFILE_DEFAULTS, type Profile, PYPI_URL } from '../../contract/profile';
import { profileSchema } from '../../contract/profile-schema';
import { parseTargetId } from '../../contract/target-presets';
import { DISK_INPUT_FILES } from './disk-input-files';
import { type ImportRequest, importInput } from './import-input';
import { UV_LOCK } from './testing/sample-locks';

const EMPTY: Profile = { version: 1, upstreamUrl: PYPI_URL, allowlist: '', ...PROFILE_DEFAULTS };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandgrouse-inputs-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function run(name: string, content: string | Uint8Array, changes: Partial<ImportRequest> = {}) {
  const result = await importInput({
    source: { name, content: typeof content === 'string' ? Buffer.from(content) : content, folder },
    profile: EMPTY,
    choices: null,
    ...DISK_INPUT_FILES,
    environmentVariable: () => null,
    signal: new AbortController().signal,
    ...changes,
  });
  // What is reported can be saved.
  expect(profileSchema.safeParse(result.report.profile).error).toBeUndefined();
  return result;
}

describe('an import', () => {
  it('adds the lines of a requirements file that are not there yet, and keeps what a person wrote', async () => {
    await mkdir(join(folder, 'sub'));
    await writeFile(join(folder, 'sub', 'limits.txt'), 'Flask<4\n');
    const profile: Profile = { ...EMPTY, allowlist: '# mine\nRequests >= 2.31  # web\nbad line here\n' };
    const { report, lockFile } = await run(
      'requirements.txt',
      'requests>=2.31\nflask\nFlask\n-c sub/limits.txt\n--pre\n',
      { profile },
    );
    expect(lockFile).toBeNull();
    expect(report).toMatchObject({ kind: 'requirements', name: 'requirements.txt', lock: null, choices: [] });
    expect(report.requirements).toHaveLength(3);
    expect(report.profile).toEqual({
      ...profile,
      allowlist: '# mine\nRequests >= 2.31  # web\nbad line here\n\n# from requirements.txt\nflask\n',
      constraints: '# from requirements.txt\nflask<4\n',
      options: { ...profile.options, prereleases: 'always' },
    });
  });

  it('does nothing the second time', async () => {
    const first = await run('requirements.txt', `flask==3.1.0 --hash=sha256:${'a'.repeat(64)}`);
    const second = await run('requirements.txt', `Flask == 3.1.0 --hash=sha256:${'A'.repeat(64)}`, {
      profile: first.report.profile,
    });
    expect(second.report.profile).toEqual(first.report.profile);
  });

  it('keeps a lock in the folder of the mirror, under a name that is free', async () => {
    const first = await run('uv.lock', UV_LOCK);
    expect(first.report).toMatchObject({
      kind: 'uv-lock',
      lock: { packages: 9, files: 11 },
      requirements: [],
    });
    expect(first.report.notCarried).toHaveLength(1);
    expect(first.lockFile).toEqual({ path: 'locks/uv.lock', content: Buffer.from(UV_LOCK) });
    expect(first.report.profile.locks).toEqual([{ path: 'locks/uv.lock', files: 'targets' }]);
    const second = await run('uv.lock', UV_LOCK, { profile: first.report.profile });
    expect(second.lockFile?.path).toBe('locks/uv-2.lock');
    expect(second.report.notes.map(({ effect }) => effect)).toEqual(['warning']);
    expect(second.report.profile.locks).toHaveLength(2);
  });

  const FROM_ELSEWHERE = UV_LOCK.replace(
    'name = "h2"\nversion = "4.3.0"\nsource = { registry = "https://pypi.org/simple" }',
    'name = "h2"\nversion = "4.3.0"\nsource = { registry = "https://me:secret@index.corp.example/simple/" }',
  );

  it('binds what a lock takes from another index to that one, without a password', async () => {
    const { report } = await run('uv.lock', FROM_ELSEWHERE);
    expect(report.notes.map(({ effect, message }) => [effect, message])).toEqual([
      [
        'changed',
        '"h2" is bound to the index "https://index.corp.example/simple", where the lock has them from',
      ],
    ]);
    expect(report.profile.indexes).toEqual([{ url: 'https://index.corp.example/simple/', projects: ['h2'] }]);
    const again = await run('requirements.txt', 'six', { profile: report.profile });
    expect(again.report.profile.indexes).toEqual(report.profile.indexes);
  });

  it('binds nothing to a second index, and says so', async () => {
    const indexes = [{ url: 'https://other.example/simple/', projects: ['h*'] }];
    const { report } = await run('uv.lock', FROM_ELSEWHERE, {
      profile: { ...(await run('requirements.txt', 'six')).report.profile, indexes },
    });
    expect(report.notes.map(({ effect }) => effect)).toEqual(['warning']);
    expect(report.profile.indexes).toEqual(indexes);
  });

  it('warns of a lock that takes everything from another place, which means another upstream', async () => {
    const { report } = await run(
      'uv.lock',
      UV_LOCK.replaceAll('https://pypi.org/simple', 'https://all.example/simple'),
    );
    expect(report.notes.map(({ message }) => message)).toEqual([
      expect.stringContaining('come from "https://all.example/simple"; this mirror looks for them at'),
    ]);
    expect(report.profile.indexes).toEqual([]);
  });

  it.each([
    ['../../etc/passwd', 'locks/passwd'],
    ['pasted text', 'locks/pasted-text'],
    ['..', 'locks/lock'],
    ['ключ.lock', 'locks/lock'],
    [`${'x'.repeat(300)}.lock`, `locks/${'x'.repeat(95)}.lock`],
    ['con.lock', 'locks/lockcon.lock'],
  ])('makes a safe name of %s', async (name, path) => {
    expect((await run(name, UV_LOCK)).lockFile?.path).toBe(path);
  });

  it('takes what is chosen of a pyproject.toml', async () => {
    const text = '[project]\nname = "d"\ndependencies = ["a"]\n[dependency-groups]\ndev = ["b"]\n';
    expect((await run('pyproject.toml', text)).report.profile.allowlist).toBe('# from pyproject.toml\na\n');
    const { report } = await run('pyproject.toml', text, { choices: { extras: [], groups: ['dev'] } });
    expect(report.profile.allowlist).toBe('# from pyproject.toml\na\nb\n');
    expect(report.choices).toEqual([{ kind: 'group', name: 'dev', selected: true, lines: 1 }]);
  });

  it('adds a target, or puts it in the place of the one with its id', async () => {
    const target = parseTargetId('linux-x86_64-cp312');
    const file = { 'sandgrouse-target': 1, ...target, installed: [{ name: 'pip', version: '25.3' }] };
    const { report } = await run('lab.json', JSON.stringify(file));
    expect(report.targets).toEqual([target]);
    expect(report.notes[0]?.message).toContain('(1) is not counted on');
    const newer = JSON.stringify({ ...file, pythonVersion: '3.12.99' });
    const again = await run('lab.json', newer, { profile: report.profile });
    expect(again.report.profile.targets.map(({ pythonVersion }) => pythonVersion)).toEqual(['3.12.99']);
  });

  it.each([
    ['{"sandgrouse-target": 2}', 'The file'],
    ['{"sandgrouse-target": 1, "id": "../x"}', '"id"'],
    ['{"sandgrouse-target": 1', 'The file'],
  ])('refuses a target file that is wrong: %s', async (text, place) => {
    await expect(run('target.json', text)).rejects.toMatchObject({
      problem: { code: 'input-invalid', parameters: { place } },
    });
  });

  it('refuses what is too large, and what is nothing that it knows', async () => {
    await expect(run('requirements.txt', new Uint8Array(64 * 1024 * 1024 + 1))).rejects.toMatchObject({
      problem: { code: 'input-invalid' },
    });
    await expect(run('letter.txt', 'Dear all,\nplease send pip.\n')).rejects.toMatchObject({
      problem: { code: 'input-unrecognised' },
    });
  });

  it('lets no name of a file become a line of the allowlist', async () => {
    const { report } = await run('requirements\nevil.txt', 'a\n');
    expect(report.profile.allowlist).toBe('# from requirements evil.txt\na\n');
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(run('uv.lock', UV_LOCK, { signal: controller.signal })).rejects.toThrow();
  });
});

it('says of how many files a lock has no SHA-256', async () => {
  const file = (name: string, hash: string) =>
    `{ url = "https://files.example/${name}-py3-none-any.whl", hash = "${hash}" }`;
  const text = `version = 1
[[package]]
name = "click"
version = "8.1.7"
source = { registry = "${PYPI_URL}" }
wheels = [${file('click-8.1.7', `md5:${'a'.repeat(32)}`)}, ${file('click-8.1.7-1', `sha256:${'b'.repeat(64)}`)}]
`;
  const { report } = await run('uv.lock', text);
  expect(report.notes).toMatchObject([
    { effect: 'warning', message: expect.stringContaining('1 of its 2 files have no SHA-256') as unknown },
  ]);
});

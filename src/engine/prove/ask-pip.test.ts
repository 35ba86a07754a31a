import { describe, expect, it } from 'vitest';
import type { ProvenPackage } from '../../contract/proof';
import type { Target } from '../../contract/target';
import { parseTargetId } from '../../contract/target-presets';
import { batchesOf } from './ask-pip';
import { cleanEnvironment } from './clean-environment';
import { compareWithPip, readPipReport } from './pip-report';
import { judgeMarkersAlike, targetWords } from './pip-words';
import { runProcess } from './run-process';

const target = (id: string): Target => {
  const found = parseTargetId(id);
  if (found === null) throw new Error(id);
  return found;
};
const proven = (project: string, version: string, sizeBytes = 1): ProvenPackage => ({
  project,
  version,
  filename: `${project}-${version}-py3-none-any.whl`,
  sha256: 'a'.repeat(64),
  sizeBytes,
  purpose: 'install',
});

describe('pip’s options for a target', () => {
  it.each([
    [
      'windows-amd64-cp312',
      ['--implementation cp', '--python-version 3.12.12', '--abi cp312', '--platform win_amd64'],
    ],
    [
      'linux-x86_64-cp313t',
      ['--abi cp313t', '--platform manylinux_2_28_x86_64', '--platform manylinux2014_x86_64'],
    ],
    ['linux-aarch64-musl1_2-cp39', ['--abi cp39', '--platform musllinux_1_1_aarch64']],
    ['macos-arm64-pp311', ['--implementation pp', '--abi pypy311_pp73', '--platform macosx_14_0_arm64']],
  ])('of %s', (id, expected) => {
    const words = targetWords(target(id)).join(' ');
    for (const option of expected) expect(words).toContain(option);
    expect(words).toContain('--only-binary=:all:');
  });

  it('know a Python that judges markers alike by more than its version', () => {
    expect(judgeMarkersAlike(target('linux-x86_64-cp312'), target('linux-x86_64-glibc2_17-cp312_1'))).toBe(
      true,
    );
    expect(judgeMarkersAlike(target('linux-x86_64-cp312'), target('linux-aarch64-cp312'))).toBe(false);
    expect(judgeMarkersAlike(target('linux-x86_64-cp312'), target('linux-x86_64-cp313'))).toBe(false);
    expect(judgeMarkersAlike(target('linux-x86_64-pp311'), target('linux-x86_64-cp311'))).toBe(false);
  });
});

describe('what pip reports', () => {
  it('is compared by project, whatever the spelling', () => {
    const report = {
      install: [
        ['Zope.Interface', '6.0'],
        ['b', '1.0.0'],
        ['c', '1'],
      ].map(([name, version]) => ({ metadata: { name, version } })),
    };
    const pips = readPipReport(JSON.stringify(report));
    expect(compareWithPip([proven('zope-interface', '6.0'), proven('b', '2.0')], pips ?? new Map())).toEqual([
      { project: 'b', ours: '2.0', pips: '1.0.0' },
      { project: 'c', ours: null, pips: '1' },
    ]);
  });

  it.each(['', '{}', '[]', '{"install": [{}]}'])('is nothing where it is %j', (text) => {
    expect(readPipReport(text)).toBeNull();
  });
});

it('asks for each project once at a time, and for not too many bytes', () => {
  const gigabyte = 1024 ** 3;
  const packages = [
    proven('a', '1'),
    proven('a', '2'),
    proven('big', '1', gigabyte),
    proven('huge', '1', 2 * gigabyte),
  ];
  const batches = batchesOf(packages).map((batch) =>
    batch.map(({ project, version }) => `${project} ${version}`),
  );
  expect(batches).toEqual([['a 1'], ['a 2'], ['big 1'], ['huge 1']]);
});

it('hands nothing on that names an index, a proxy or a setting', () => {
  const variables = {
    PATH: '/bin',
    PIP_INDEX_URL: 'x',
    https_proxy: 'x',
    PYTHONPATH: 'x',
    UV_INDEX: 'x',
    HOME: '/home/me',
  };
  expect(Object.keys(cleanEnvironment(variables)).sort()).toEqual([
    'HOME',
    'PATH',
    'PIP_CONFIG_FILE',
    'PIP_NO_INPUT',
    'PYTHONDONTWRITEBYTECODE',
    'PYTHONIOENCODING',
  ]);
});

describe('a program', () => {
  const run = (script: string, changes: { timeoutMs?: number; signal?: AbortSignal } = {}) =>
    runProcess({
      command: process.execPath,
      words: ['-e', script],
      // Electron is only a Node when it is told so.
      environment: { ...cleanEnvironment(process.env), ELECTRON_RUN_AS_NODE: '1' },
      folder: import.meta.dirname,
      input: 'in',
      timeoutMs: 20_000,
      signal: new AbortController().signal,
      ...changes,
    });

  it('is heard to its end, of long words the last part', async () => {
    const end = await run(
      'process.stderr.write("x".repeat(1e6) + "end"); process.stdin.pipe(process.stdout)',
    );
    expect(end).toMatchObject({ exitCode: 0, isTooSlow: false, stdout: 'in' });
    expect(end.stderr.length).toBe(20_000);
    expect(end.stderr.endsWith('end')).toBe(true);
  });

  it('is killed when its time is over, or when it is told', async () => {
    expect(await run('setInterval(() => {}, 1000)', { timeoutMs: 50 })).toMatchObject({
      exitCode: null,
      isTooSlow: true,
    });
    const stop = new AbortController();
    const running = run('setInterval(() => {}, 1000)', { signal: stop.signal });
    stop.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
  });

  it('that is not there is an error', async () => {
    const options = { words: [], environment: {}, folder: '.', input: '', timeoutMs: 1000 };
    const signal = new AbortController().signal;
    await expect(runProcess({ ...options, command: '/no/such/program', signal })).rejects.toThrow();
  });
});

import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LyingIndex, startLyingIndex } from '../../../testing/lying-index/lying-index';
import { createMirrorFixture, type MirrorFixture } from '../../../testing/mirror-fixture';
import { DEFAULT_CLOSURE_OPTIONS } from '../../contract/profile';
import type { Target } from '../../contract/target';
import { parseTargetId } from '../../contract/target-presets';
import { platformTags } from '../../python-packaging/platform-tags';

const run = promisify(execFile);
const hasPip = spawnSync('python3', ['-m', 'pip', '--version']).status === 0;

/** No index but ours, and nothing that this machine's settings say. */
const CLEAN_ENVIRONMENT = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:PIP|PYTHON|UV)_/.test(name))),
  PIP_CONFIG_FILE: process.platform === 'win32' ? 'nul' : '/dev/null',
  PIP_DISABLE_PIP_VERSION_CHECK: '1',
  PIP_NO_CACHE_DIR: '1',
};

const TAGS = [
  'cp312-cp312-win_amd64',
  'cp312-cp312-macosx_11_0_arm64',
  'cp312-cp312-musllinux_1_2_x86_64',
  'cp39-cp39-manylinux_2_17_x86_64',
] as const;

const native = (name: string, version: string) => TAGS.map((tag) => ({ name, version, tag }));

const WHEELS = [
  {
    name: 'app',
    version: '2.0',
    requires: [
      'engine>=1',
      'colorama; sys_platform == "win32"',
      'appnope; sys_platform == "darwin"',
      'uvloop; platform_system == "Linux"',
      'backport; python_version < "3.10"',
    ],
  },
  { name: 'app', version: '3.0', requires: ['engine'], requiresPython: '>=3.99' },
  ...native('engine', '1.5'),
  { name: 'engine', version: '2.0', tag: 'cp399-cp399-win_amd64' },
  ...['colorama', 'appnope', 'uvloop', 'backport'].map((name) => ({ name, version: '1.0' })),
];

const TARGETS = [
  { id: 'windows-amd64-cp312', needs: 'colorama' },
  { id: 'macos-arm64-cp312', needs: 'appnope' },
  { id: 'linux-x86_64-musl1_2-cp312', needs: 'uvloop' },
  { id: 'linux-x86_64-cp39', needs: 'backport' },
] as const;

describe.runIf(hasPip)('targets that are not this computer', () => {
  let index: LyingIndex;
  let mirror: MirrorFixture;
  let folder: string;

  beforeAll(async () => {
    index = await startLyingIndex({ wheels: WHEELS });
    folder = await mkdtemp(join(tmpdir(), 'sandgrouse-download-'));
    mirror = await createMirrorFixture(
      index.url,
      'app\n',
      { distributions: 'wheels' },
      {
        targets: TARGETS.flatMap(({ id }) => parseTargetId(id) ?? []),
        closure: { ...DEFAULT_CLOSURE_OPTIONS, mode: 'resolved' },
      },
    );
    expect(await mirror.planAndSync()).toEqual({ kind: 'finished', complete: true });
    await index.close();
  });
  afterAll(async () => {
    await mirror.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(TARGETS)('$id gets $needs, and pip downloads it all for that platform', async ({ id, needs }) => {
    const target = parseTargetId(id);
    if (target === null) throw new Error(id);
    const destination = join(folder, id);
    // pip judges markers by the Python that it runs on, so what they bring is asked for by name.
    await run('python3', ['-m', 'pip', ...download(target, destination), 'app', needs], {
      env: CLEAN_ENVIRONMENT,
    });
    const names = (await readdir(destination)).map((name) => name.split('-').slice(0, 2).join(' '));
    expect(names).toEqual(expect.arrayContaining(['app 2.0', 'engine 1.5', `${needs} 1.0`]));
  });

  function download({ pythonVersion, platform }: Target, destination: string): readonly string[] {
    const address = pathToFileURL(join(mirror.directory, 'web', 'simple')).href;
    const platforms = platformTags(platform).flatMap((tag) => ['--platform', tag]);
    const python = ['--python-version', pythonVersion, '--implementation', 'cp'];
    return [
      'download',
      '--only-binary=:all:',
      ...['--index-url', address, '--dest', destination],
      ...platforms,
      ...python,
    ];
  }
});

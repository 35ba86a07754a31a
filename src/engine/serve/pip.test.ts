import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWheel } from '../../../testing/wheel-builder';
import { type MirrorServer, startMirrorServer } from './mirror-server';
import { writeMirror } from './testing/write-mirror';

const run = promisify(execFile);
const hasPython = spawnSync('python3', ['-c', 'import venv, ensurepip']).status === 0;

/** No index but ours, and nothing that this machine's settings say. */
const CLEAN_ENVIRONMENT = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:PIP|PYTHON|UV)_/.test(name))),
  PIP_CONFIG_FILE: process.platform === 'win32' ? 'nul' : '/dev/null',
  PIP_DISABLE_PIP_VERSION_CHECK: '1',
  PIP_NO_CACHE_DIR: '1',
};

const WHEELS = {
  grouse: buildWheel({ name: 'sand-grouse', version: '1.0+local.1', requires: ['wing>=2', 'feather'] }),
  oldWing: buildWheel({ name: 'wing', version: '1.0' }),
  wing: buildWheel({ name: 'wing', version: '2.1' }),
  futureWing: buildWheel({ name: 'wing', version: '3.0', requiresPython: '>=99' }),
  feather: buildWheel({ name: 'Feather', version: '0.1' }),
  smallTail: buildWheel({ name: 'tail', version: '1.0', requires: ['feather'] }),
};

describe.runIf(hasPython)('a real pip', () => {
  let directory: string;
  let server: MirrorServer;
  let python: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sandgrouse-pip-'));
    await fillMirror(directory);
    server = await startMirrorServer({ directories: [directory], port: null, onRequest: () => undefined });
    await run('python3', ['-m', 'venv', join(directory, 'venv')], { env: CLEAN_ENVIRONMENT });
    python = join(directory, 'venv', 'bin', 'python');
  }, 120_000);

  afterAll(async () => {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  });

  const pip = async (...options: readonly string[]): Promise<string> => {
    const { stdout } = await run(python, ['-m', 'pip', ...options], { env: CLEAN_ENVIRONMENT });
    return stdout;
  };

  const version = async (module: string): Promise<string> => {
    const { stdout } = await run(python, ['-c', `import ${module}; print(${module}.__version__)`]);
    return stdout.trim();
  };

  it('installs a project with what it needs, and Python imports it', async () => {
    await pip('install', '--index-url', server.indexUrl, 'Sand.Grouse');
    expect(await Promise.all(['sand_grouse', 'wing', 'feather'].map(version))).toEqual([
      '1.0+local.1',
      '2.1',
      '0.1',
    ]);
  }, 120_000);

  it('resolves over wheels that have no metadata beside them, reading ranges of them', async () => {
    const options = [
      '--use-feature=fast-deps',
      '--dry-run',
      '--ignore-installed',
      '--report',
      '-',
      '--quiet',
    ];
    const output = await pip('install', ...options, '--index-url', server.indexUrl, 'tail');
    const report = JSON.parse(output.slice(output.indexOf('{'))) as {
      install: { metadata: { name: string } }[];
    };
    expect(report.install.map(({ metadata }) => metadata.name).sort()).toEqual(['Feather', 'tail']);
  }, 120_000);

  it('installs from the folder too, with no server', async () => {
    const index = `file://${directory}/web/simple/`;
    await pip('install', '--force-reinstall', '--index-url', index, 'sand-grouse');
    expect(await version('sand_grouse')).toBe('1.0+local.1');
  }, 120_000);

  it('is told that a project is not there, and asks nobody else', async () => {
    await expect(pip('install', '--index-url', server.indexUrl, 'requests')).rejects.toMatchObject({
      stderr: expect.stringContaining('No matching distribution found for requests') as unknown,
    });
  }, 120_000);
});

function fillMirror(directory: string): Promise<void> {
  const { grouse, oldWing, wing, futureWing, feather, smallTail } = WHEELS;
  return writeMirror(directory, [
    { name: 'sand-grouse', files: [{ wheel: grouse }] },
    {
      name: 'wing',
      files: [{ wheel: oldWing }, { wheel: wing }, { wheel: futureWing, requiresPython: '>=99' }],
    },
    { name: 'feather', files: [{ wheel: feather }] },
    { name: 'tail', files: [{ wheel: smallTail, withMetadata: false }] },
  ]);
}

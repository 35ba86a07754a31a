import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltWheel, buildWheel, sha256 } from '../../../testing/wheel-builder';
import type { NormalizedName } from '../../python-packaging/name';
import type { MirrorWriter } from '../mirror/mirror-writer';
import { openMirrorWriter } from '../mirror/open-mirror';
import { relativeFileUrl } from '../mirror/page-urls';
import { type MirrorServer, startMirrorServer } from './mirror-server';

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
    server = await startMirrorServer({ directory, port: null, onRequest: () => undefined });
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

async function fillMirror(directory: string): Promise<void> {
  const { signal } = new AbortController();
  const { writer } = await openMirrorWriter(directory, { program: 'test', signal });
  const { grouse, oldWing, wing, futureWing, feather, smallTail } = WHEELS;
  await list(writer, 'sand-grouse', [grouse], { withMetadata: true });
  await list(writer, 'wing', [oldWing, wing, futureWing], { withMetadata: true });
  await list(writer, 'feather', [feather], { withMetadata: true });
  await list(writer, 'tail', [smallTail], { withMetadata: false });
  await writer.writeRootPages({ without: new Set() });
  await writer.close();
}

async function list(
  writer: MirrorWriter,
  name: string,
  wheels: readonly BuiltWheel[],
  { withMetadata }: { readonly withMetadata: boolean },
): Promise<void> {
  const files = [];
  for (const wheel of wheels) {
    const hash = sha256(wheel.content);
    const path = `packages/${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash.slice(4)}/${wheel.filename}`;
    const file = await writer.openPartialFile(path);
    await file.append(wheel.content);
    await file.commit({ sha256: await file.digest('sha256'), modifiedAtMs: null });
    await file.close();
    files.push({
      filename: wheel.filename,
      url: relativeFileUrl(path),
      hashes: { sha256: hash },
      requiresPython: wheel === WHEELS.futureWing ? '>=99' : null,
      yanked: false,
      sizeBytes: wheel.content.length,
      uploadTime: null,
      coreMetadata: withMetadata ? { sha256: await writer.storeWheelMetadata(path) } : false,
    } as const);
  }
  await writer.writeProjectPages({ name: name as NormalizedName, status: null, versions: null, files });
}

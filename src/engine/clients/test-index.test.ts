import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWheel } from '../../../testing/wheel-builder';
import { readClientIndex } from '../../contract/clients/client-index';
import { findPythons, type PythonWithPip } from '../prove/find-pythons';
import { type MirrorServer, startMirrorServer } from '../serve/mirror-server';
import { writeMirror } from '../serve/testing/write-mirror';
import { testIndex } from './test-index';

const { signal } = new AbortController();
const hasPip = spawnSync('python3', ['-m', 'pip', '--version']).status === 0;
const SCRIPT = join(import.meta.dirname, '..', '..', '..', 'resources', 'sandgrouse-target.py');

describe.runIf(hasPip)('the test of an index', () => {
  let directory: string;
  let server: MirrorServer;
  let pythons: readonly PythonWithPip[];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sandgrouse test-'));
    const wheel = buildWheel({ name: 'sand-grouse', version: '1.0', requires: ['wing'] });
    const windows = buildWheel({ name: 'aaa', version: '1.0', tag: 'cp312-cp312-win_amd64' });
    await writeMirror(directory, [
      { name: 'aaa', files: [{ wheel: windows }] },
      {
        name: 'lost',
        files: [{ wheel: buildWheel({ name: 'lost', version: '1.0', requires: ['nowhere'] }) }],
      },
      { name: 'sand-grouse', files: [{ wheel }] },
      { name: 'wing', files: [{ wheel: buildWheel({ name: 'wing', version: '2.0' }) }] },
    ]);
    server = await startMirrorServer({ directories: [directory], port: null, onRequest: () => undefined });
    const targetScript = readFileSync(SCRIPT, 'utf8');
    const { platform, env: variables } = process;
    pythons = await findPythons({ targetScript, variables, platform, probeTimeoutMs: 60_000, signal });
  }, 120_000);

  afterAll(async () => {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  });

  const test = (requirement: string | null, address = server.indexUrl, known = pythons) => {
    const index = readClientIndex(address, { certificatePath: null, keepsPassword: true });
    if (index === null) throw new Error(address);
    const variables = { ...process.env, PIP_INDEX_URL: 'http://127.0.0.1:9/', PIP_NO_INDEX: '1' };
    const tree = join(directory, 'web');
    return testIndex({ index, requirement, tree, pythons: known, variables, timeoutMs: 60_000, signal });
  };

  it('resolves what is asked for with all that it requires, whatever the settings of this computer say', async () => {
    expect(await test('Sand_Grouse>=1')).toMatchObject({
      kind: 'works',
      project: 'sand-grouse',
      version: '1.0',
      others: 1,
    });
  }, 60_000);

  it('takes a project by itself that any Python can install', async () => {
    expect(await test(null)).toMatchObject({ kind: 'works', project: 'lost', others: 0 });
  }, 60_000);

  it('gives what pip said where it cannot', async () => {
    expect(await test('lost')).toMatchObject({
      kind: 'refused',
      output: expect.stringContaining('nowhere') as unknown,
    });
    expect(await test('sand-grouse', 'http://127.0.0.1:9/simple/')).toMatchObject({ kind: 'refused' });
  }, 60_000);

  it('takes no option for a requirement', async () => {
    expect(await test('--index-url=http://127.0.0.1:9/')).toMatchObject({ kind: 'refused' });
  }, 60_000);

  it('shows a password to nobody who lists the processes of this computer', async () => {
    const [python] = pythons;
    const folder = await mkdtemp(join(tmpdir(), 'sandgrouse-words-'));
    const words = join(folder, 'words');
    const program = join(folder, 'python');
    await writeFile(program, `#!/bin/sh\necho "$@" > "${words}"\nexec "${python?.command ?? ''}" "$@"\n`, {
      mode: 0o700,
    });
    const address = server.indexUrl.replace('://', '://anna:s3cret@');
    const known = pythons.slice(0, 1).map((each) => ({ ...each, command: program }));
    expect(await test('sand-grouse', address, known)).toMatchObject({ kind: 'works' });
    const said = await readFile(words, 'utf8');
    expect(said).toContain('sand-grouse');
    expect(said).not.toContain('s3cret');
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  it('says so where no pip was found', async () => {
    expect(await test('sand-grouse', server.indexUrl, [])).toEqual({ kind: 'no-pip' });
  });
});

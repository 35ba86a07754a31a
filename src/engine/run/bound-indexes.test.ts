import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FlatIndex, startFlatIndex } from '../../../testing/flat-index';
import { type LyingIndex, startLyingIndex } from '../../../testing/lying-index/lying-index';
import { createMirrorFixture, type MirrorFixture } from '../../../testing/mirror-fixture';
import { entriesNamed } from '../../../testing/plan-entries';
import type { WheelSpec } from '../../../testing/wheel-builder';
import type { BoundIndex } from '../../contract/network';
import { DEFAULT_CLOSURE_OPTIONS, type Profile } from '../../contract/profile';
import { parseTargetId } from '../../contract/target-presets';
import { explainProject } from '../plan/explain-project';
import type { Plan } from '../plan/plan';
import { summarisePlan } from '../plan/summarise';
import { readProfile, saveProfile } from '../profile/profile-file';

const { signal } = new AbortController();

/** Both have both: whoever takes the wrong one of either gets something newer. */
const UPSTREAM: readonly WheelSpec[] = [
  { name: 'app', version: '1.0', requires: ['torch>=2,<3'] },
  { name: 'torch', version: '2.9.9', requires: ['stolen'], salt: 'from upstream' },
  { name: 'torchvision', version: '9.0', salt: 'from upstream' },
  { name: 'numpy', version: '1.26.0' },
  { name: 'stolen', version: '1.0' },
];
const BOUND: readonly WheelSpec[] = [
  { name: 'torch', version: '2.0.0+cpu', requires: ['numpy', 'torchvision'] },
  { name: 'torch', version: '2.0.0+cu121', requires: ['numpy'] },
  { name: 'torchvision', version: '0.15.1+cpu' },
  { name: 'numpy', version: '99.0', salt: 'from the bound index' },
  { name: 'app', version: '99.0' },
];

let upstream: LyingIndex;
let bound: FlatIndex;
const mirrors: MirrorFixture[] = [];

beforeEach(async () => {
  upstream = await startLyingIndex({ wheels: UPSTREAM });
  bound = await startFlatIndex(BOUND, { hashes: false });
});
afterEach(async () => {
  await upstream.close();
  await bound.close();
  for (const mirror of mirrors.splice(0)) await mirror.remove();
});

async function mirrorOf(allowlist: string, changes: Partial<Profile> = {}): Promise<MirrorFixture> {
  const indexes: readonly BoundIndex[] = [{ url: bound.url, projects: ['torch*'] }];
  const mirror = await createMirrorFixture(upstream.url, allowlist, {}, { indexes, ...changes });
  mirrors.push(mirror);
  return mirror;
}

const RESOLVED: Partial<Profile> = {
  closure: { ...DEFAULT_CLOSURE_OPTIONS, mode: 'resolved' },
  targets: [parseTargetId('linux-x86_64-cp312')].flatMap((target) => target ?? []),
};

async function planOf(mirror: MirrorFixture): Promise<Plan> {
  const outcome = await mirror.plan();
  if (outcome.kind !== 'planned') throw new Error(JSON.stringify(outcome));
  return outcome.plan;
}

const filesOf = (plan: Plan): readonly string[] =>
  plan.projects.flatMap((project) => project.files.map(({ file }) => file.filename)).sort();

const wheelsIn = async (mirror: MirrorFixture): Promise<readonly string[]> =>
  (await mirror.listFiles('web/packages'))
    .filter((path) => path.endsWith('.whl'))
    .map((path) => path.slice(path.lastIndexOf('/') + 1))
    .sort();

const askedOfUpstream = (name: string): number =>
  upstream.requests.filter(({ path }) => path.includes(`/${name}/`) || path.includes(`/${name}-`)).length;
const askedOfBound = (name: string): number => bound.requests.filter((line) => line.includes(name)).length;

describe('two indexes with the same projects', () => {
  it('are asked each for its own alone, and nothing of the other comes in', async () => {
    const mirror = await mirrorOf('torch\ntorchvision\nnumpy\n');
    expect(await mirror.planAndSync()).toEqual({ kind: 'finished', complete: true });
    expect(await wheelsIn(mirror)).toEqual([
      'numpy-1.26.0-py3-none-any.whl',
      'torch-2.0.0+cpu-py3-none-any.whl',
      'torch-2.0.0+cu121-py3-none-any.whl',
      'torchvision-0.15.1+cpu-py3-none-any.whl',
    ]);
    expect([askedOfUpstream('torch'), askedOfUpstream('torchvision'), askedOfBound('numpy')]).toEqual([
      0, 0, 0,
    ]);
    expect(await mirror.findFaults()).toEqual([]);
  });

  it('stay apart where requirements are followed across them', async () => {
    const mirror = await mirrorOf('app\n', RESOLVED);
    const plan = await planOf(mirror);
    expect(filesOf(plan)).toEqual([
      'app-1.0-py3-none-any.whl',
      'numpy-1.26.0-py3-none-any.whl',
      'torch-2.0.0+cu121-py3-none-any.whl',
    ]);
    expect(plan.complete).toBe(true);
    expect(askedOfUpstream('torch') + askedOfUpstream('stolen')).toBe(0);
    expect(askedOfBound('numpy') + askedOfBound('app')).toBe(0);
  });

  it('are named in the plan, with what comes from them', async () => {
    const plan = await planOf(await mirrorOf('torch\nnumpy\n'));
    expect(summarisePlan(plan).projects.map(({ project, indexUrl }) => [project, indexUrl])).toEqual([
      ['torch', bound.url],
      ['numpy', null],
    ]);
    expect(explainProject(plan, 'Torch', entriesNamed(plan, 'torch')).indexUrl).toBe(bound.url);
  });

  it('do not stand in for one another: what the one does not have is missing', async () => {
    const indexes = [{ url: bound.url, projects: ['stolen', 'app'] }];
    const plan = await planOf(await mirrorOf('stolen\napp\n', { indexes }));
    expect(filesOf(plan)).toEqual(['app-99.0-py3-none-any.whl']);
    expect(plan.notices).toMatchObject([
      { project: 'stolen', problem: { code: 'project-unknown', parameters: { upstreamUrl: bound.url } } },
    ]);
    expect(askedOfUpstream('stolen')).toBe(0);
  });

  it('do not share their pages: a project that is bound later is read anew, and the earlier files leave', async () => {
    const mirror = await mirrorOf('torch\nnumpy\n', { indexes: [] });
    await mirror.planAndSync();
    const profile = await readProfile(mirror.directory, { signal });
    await saveProfile(
      mirror.directory,
      { ...profile, indexes: [{ url: bound.url, projects: ['torch'] }] },
      { signal },
    );
    upstream.forgetRequests();
    const plan = await planOf(mirror);
    expect(filesOf(plan)).toEqual([
      'numpy-1.26.0-py3-none-any.whl',
      'torch-2.0.0+cpu-py3-none-any.whl',
      'torch-2.0.0+cu121-py3-none-any.whl',
    ]);
    await mirror.sync(plan, { acceptGuards: true });
    expect(await wheelsIn(mirror)).toEqual(filesOf(plan));
    expect(askedOfUpstream('torch')).toBe(0);
  });

  it('keep files apart that have one name and one address below "packages"', async () => {
    const own: readonly WheelSpec[] = [{ name: 'acme', version: '1.0', salt: 'of the company' }];
    const company = await startLyingIndex({ wheels: own });
    try {
      upstream.setWheels([{ name: 'acme', version: '1.0', salt: 'of the company' }]);
      const before = await planOf(await mirrorOf('acme\n', { indexes: [] }));
      const mirror = await mirrorOf('acme\n', { indexes: [{ url: company.url, projects: ['acme'] }] });
      const after = await planOf(mirror);
      const [left, right] = [before, after].map((plan) => plan.projects[0]?.files[0]);
      expect(left?.path).toMatch(/^packages\//);
      expect(new URL(left?.file.url ?? '').pathname).toBe(new URL(right?.file.url ?? '').pathname);
      expect(right?.path).not.toBe(left?.path);
      expect(await mirror.sync(after)).toEqual({ kind: 'finished', complete: true });
      expect(await mirror.findFaults()).toEqual([]);
    } finally {
      await company.close();
    }
  });

  it('make one list of everything, each with what is bound to it', async () => {
    const mirror = await mirrorOf('', {
      scope: 'everything',
      indexes: [
        { url: bound.url, projects: ['torch*'] },
        { url: upstream.url, projects: ['torchvision'] },
      ],
    });
    await mirror.planAndSync();
    expect(await wheelsIn(mirror)).toEqual([
      'app-1.0-py3-none-any.whl',
      'numpy-1.26.0-py3-none-any.whl',
      'stolen-1.0-py3-none-any.whl',
      'torch-2.0.0+cpu-py3-none-any.whl',
      'torch-2.0.0+cu121-py3-none-any.whl',
      'torchvision-9.0-py3-none-any.whl',
    ]);
  });
});

const run = promisify(execFile);
const hasPip = spawnSync('python3', ['-m', 'pip', '--version']).status === 0;

describe.runIf(hasPip)('a real pip', () => {
  it('installs from the one mirror what came from two indexes', async () => {
    const mirror = await mirrorOf('app\n', RESOLVED);
    await mirror.planAndSync();
    const target = await mkdtemp(join(tmpdir(), 'sandgrouse-installed-'));
    try {
      const simple = `${pathToFileURL(join(mirror.directory, 'web', 'simple')).href}/`;
      const options = ['--isolated', '--no-cache-dir', '--disable-pip-version-check'];
      const install = ['install', '--target', target, '--index-url', simple, 'app'];
      await run('python3', ['-m', 'pip', ...options, ...install]);
      const code = 'import app, torch, numpy; print(app.__version__, torch.__version__, numpy.__version__)';
      const { stdout } = await run('python3', ['-c', code], { env: { ...process.env, PYTHONPATH: target } });
      expect(stdout.trim()).toBe('1.0 2.0.0+cu121 1.26.0');
    } finally {
      await rm(target, { recursive: true });
    }
  }, 120_000);
});

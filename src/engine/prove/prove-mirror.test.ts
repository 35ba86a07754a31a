import { spawnSync } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LyingIndex, startLyingIndex } from '../../../testing/lying-index/lying-index';
import { createMirrorFixture, type MirrorFixture } from '../../../testing/mirror-fixture';
import { buildWheel, sha256, type WheelSpec } from '../../../testing/wheel-builder';
import { type ClosureOptions, DEFAULT_CLOSURE_OPTIONS, type Profile } from '../../contract/profile';
import type { TargetProof } from '../../contract/proof';
import type { ProveProgress } from '../../contract/prove-state';
import type { Target } from '../../contract/target';
import { parseTargetId } from '../../contract/target-presets';
import { readProfile, saveProfile } from '../profile/profile-file';
import { findPythons, type PythonWithPip } from './find-pythons';
import { type ProveMirrorOptions, type ProveOutcome, proveMirror } from './prove-mirror';
import { readProof } from './saved-proof';

const WHEELS: readonly WheelSpec[] = [
  {
    name: 'app',
    version: '2.0',
    requires: ['tool>=1', 'colorama; sys_platform == "win32"', 'old; python_version < "3.10"'],
  },
  { name: 'app', version: '1.0' },
  { name: 'tool', version: '2.0', tag: 'cp312-cp312-win_amd64' },
  { name: 'tool', version: '1.5' },
  { name: 'colorama', version: '0.4' },
  { name: 'old', version: '1.0' },
];
const RESOLVED: ClosureOptions = { ...DEFAULT_CLOSURE_OPTIONS, mode: 'resolved' };
const FOREIGN = [
  'windows-amd64-cp312',
  'macos-arm64-cp312',
  'linux-x86_64-musl1_2-cp312',
  'linux-aarch64-cp39',
];

let index: LyingIndex;
let pythons: readonly PythonWithPip[] = [];
const mirrors: MirrorFixture[] = [];
const hasPip = spawnSync('python3', ['-m', 'pip', '--version']).status === 0;
const signal = new AbortController().signal;

beforeAll(async () => {
  index = await startLyingIndex({ wheels: WHEELS });
  const script = resolve(import.meta.dirname, '../../../resources/sandgrouse-target.py');
  pythons = await findPythons({
    targetScript: await readFile(script, 'utf8'),
    variables: process.env,
    platform: process.platform,
    probeTimeoutMs: 20_000,
    signal,
  });
}, 60_000);
afterAll(async () => {
  await index.close();
  for (const mirror of mirrors) await mirror.remove();
});

const targetsOf = (ids: readonly string[]): readonly Target[] => ids.flatMap((id) => parseTargetId(id) ?? []);

async function mirrorFor(
  allowlist: string,
  targets: readonly Target[],
  changes: Partial<Profile> = {},
): Promise<MirrorFixture> {
  const mirror = await createMirrorFixture(
    index.url,
    allowlist,
    { distributions: 'wheels' },
    { targets, closure: RESOLVED, ...changes },
  );
  mirrors.push(mirror);
  expect(await mirror.planAndSync()).toMatchObject({ kind: 'finished' });
  return mirror;
}

function prove(
  { directory }: { readonly directory: string },
  changes: Partial<ProveMirrorOptions> = {},
): Promise<ProveOutcome> {
  return proveMirror({
    directory,
    targetIds: null,
    program: 'Sandgrouse test',
    emit: () => undefined,
    now: () => Date.UTC(2026, 0, 2, 3, 4),
    recordAct: async () => undefined,
    findPythons: null,
    variables: process.env,
    signal,
    ...changes,
  });
}

async function targetsProven(outcome: Promise<ProveOutcome>): Promise<readonly TargetProof[]> {
  const ended = await outcome;
  if (ended.kind !== 'proven') throw new Error(JSON.stringify(ended));
  expect(ended.proof.complete).toBe(ended.proof.targets.every(({ complete }) => complete));
  return ended.proof.targets;
}

describe('the proof of a mirror', () => {
  it('solves again for each target out of the mirror alone, and travels with it', async () => {
    const mirror = await mirrorFor('app\n', targetsOf(FOREIGN));
    await index.close();
    const steps: ProveProgress[] = [];
    const targets = await targetsProven(prove(mirror, { emit: (progress) => steps.push(progress) }));
    index = await startLyingIndex({ wheels: WHEELS });
    expect(targets.map(({ complete }) => complete)).toEqual([true, true, true, true]);
    expect(targets.map(({ packages }) => packages.map(({ project }) => project).sort())).toEqual([
      ['app', 'colorama', 'tool'],
      ['app', 'tool'],
      ['app', 'tool'],
      ['app', 'old', 'tool'],
    ]);
    expect(targets[0]?.pip).toEqual({ kind: 'not-asked', reason: 'switched-off' });
    expect(new Set(steps.map(({ step }) => step))).toEqual(new Set(['solve', 'check-files', 'write']));
    const page = await readFile(join(mirror.directory, 'proof.html'), 'utf8');
    expect(page).toContain('Complete: every target');
    expect(page).toContain('2026-01-02 03:04 UTC');
    expect((await readProof(mirror.directory, { signal }))?.targets).toEqual(targets);
  });

  it('names a file that is gone, one that is damaged, and leaves the other targets complete', async () => {
    const mirror = await mirrorFor(
      'app\n',
      targetsOf(['windows-amd64-cp312', 'linux-aarch64-cp39', 'macos-arm64-cp312']),
    );
    const files = await mirror.listFiles('web/packages');
    const pathOf = (start: string): string => {
      const path = files.find((file) => file.includes(`/${start}`) && file.endsWith('.whl'));
      if (path === undefined) throw new Error(start);
      return join(mirror.directory, 'web/packages', path);
    };
    await rm(pathOf('colorama-'));
    const old = await readFile(pathOf('old-'));
    old.write('__VERSION__', old.indexOf('__version__'));
    await writeFile(pathOf('old-'), old);
    const [windows, linux, macos] = await targetsProven(prove(mirror));
    expect(windows?.problems).toMatchObject([
      {
        code: 'mirror-file-missing',
        parameters: { project: 'colorama', filename: 'colorama-0.4-py3-none-any.whl' },
      },
      { code: 'requirements-conflict', parameters: { project: 'colorama' } },
    ]);
    expect(linux?.problems).toMatchObject([
      { code: 'mirror-file-damaged', parameters: { reason: expect.stringContaining('sha256') as unknown } },
    ]);
    expect(macos?.complete).toBe(true);
    expect(await readFile(join(mirror.directory, 'proof.html'), 'utf8')).toContain('Incomplete: 2 of 3');
  });

  it.each([
    [
      'changed',
      async (path: string) => writeFile(path, 'Metadata-Version: 2.1\nName: old\nVersion: 1.0\n# other\n'),
    ],
    ['gone', async (path: string) => rm(path)],
  ])(
    'is not complete where the metadata beside a wheel is %s, for installers refuse it',
    async (_, spoil) => {
      const mirror = await mirrorFor('old\n', targetsOf(['linux-aarch64-cp39']));
      const files = await mirror.listFiles('web/packages');
      const metadata = files.find((file) => file.includes('/old-') && file.endsWith('.whl.metadata')) ?? '';
      await spoil(join(mirror.directory, 'web/packages', metadata));
      const [target] = await targetsProven(prove(mirror));
      expect(target?.complete).toBe(false);
      expect(target?.problems).toMatchObject([
        {
          code: 'mirror-file-damaged',
          parameters: { reason: expect.stringContaining('metadata') as unknown },
        },
      ]);
    },
  );

  it('names a requirement that the mirror does not have, with the chain to it', async () => {
    const mirror = await mirrorFor('app\n', targetsOf(['windows-amd64-cp312']));
    await rm(join(mirror.directory, 'web/simple/colorama'), { recursive: true });
    const [target] = await targetsProven(prove(mirror));
    expect(target?.complete).toBe(false);
    expect(target?.problems).toMatchObject([
      {
        code: 'no-file-for-target',
        parameters: { project: 'colorama', chain: expect.stringContaining('app 2.0') as unknown },
      },
    ]);
    const { facts, remedy } = (target?.problems[0]?.parameters ?? {}) as Readonly<Record<string, string>>;
    expect(facts).toContain('the mirror has no project "colorama"');
    expect(remedy).toMatch(/^Make a new plan and sync/);
    expect(target?.pip).toEqual({ kind: 'not-asked', reason: 'incomplete' });
  });

  it('proves what is asked for, also where the mirror follows no requirements', async () => {
    const mirror = await mirrorFor('app==2.0\n', targetsOf(['macos-arm64-cp312']), {
      closure: DEFAULT_CLOSURE_OPTIONS,
    });
    const [target] = await targetsProven(prove(mirror));
    expect(target?.problems[0]?.parameters).toMatchObject({ project: 'tool' });
  });

  it('tells what it found where the folder takes no proof, and why it was not kept', async () => {
    const mirror = await mirrorFor('old\n', targetsOf(['linux-aarch64-cp39']));
    await mkdir(join(mirror.directory, 'proof.html/x'), { recursive: true });
    expect(await prove(mirror)).toMatchObject({
      kind: 'proven',
      proof: { complete: true },
      unsaved: { code: 'disk-failed', parameters: { path: expect.stringContaining('proof.html') as string } },
    });
  });

  it('proves what a lock names, by its hashes', async () => {
    const mirror = await createMirrorFixture(
      index.url,
      '',
      { distributions: 'wheels' },
      {
        targets: targetsOf(['windows-amd64-cp312', 'macos-arm64-cp312']),
        closure: RESOLVED,
        locks: [{ path: 'locks/pylock.toml', files: 'targets' }],
      },
    );
    mirrors.push(mirror);
    const wheel = buildWheel({ name: 'old', version: '1.0' });
    const hash = sha256(wheel.content);
    const entry = (name: string, marker: string): string =>
      `[[packages]]\nname = "${name}"\nversion = "1.0"\nmarker = "${marker}"\n[[packages.wheels]]\nname = "${wheel.filename}"\nurl = "https://example.org/${wheel.filename}"\nhashes = {sha256 = "${hash}"}\n`;
    await mkdir(join(mirror.directory, 'locks'));
    await writeFile(
      join(mirror.directory, 'locks/pylock.toml'),
      `lock-version = "1.0"\ncreated-by = "test"\n${entry('old', "os_name == 'posix'")}`,
    );
    expect(await mirror.planAndSync()).toEqual({ kind: 'finished', complete: true });
    const [windows, macos] = await targetsProven(prove(mirror));
    expect(windows?.packages).toEqual([]);
    expect(macos?.packages).toMatchObject([
      { project: 'old', version: '1.0', sha256: hash, purpose: 'lock' },
    ]);
    const path = join(mirror.directory, 'locks/pylock.toml');
    const lock = await readFile(path, 'utf8');
    await writeFile(path, lock.replace(hash, 'a'.repeat(64)));
    const [, other] = await targetsProven(prove(mirror));
    expect(other?.problems).toMatchObject([
      {
        code: 'locked-file-missing',
        parameters: { reason: expect.stringContaining(`another SHA-256, ${hash}`) as string },
      },
    ]);
    await writeFile(path, lock);
    await rm(join(mirror.directory, 'web/simple/old'), { recursive: true });
    const [, without] = await targetsProven(prove(mirror));
    expect(without?.problems).toMatchObject([
      { code: 'locked-file-missing', parameters: { project: 'old' } },
    ]);
  });

  it('proves some targets only, and says which it left out', async () => {
    const mirror = await mirrorFor('app\n', targetsOf(FOREIGN.slice(0, 2)));
    const outcome = await prove(mirror, { targetIds: ['macos-arm64-cp312'] });
    expect(outcome).toMatchObject({
      kind: 'proven',
      proof: { leftOut: ['Windows x64, Python 3.12'], targets: [{ id: 'macos-arm64-cp312' }] },
    });
    expect(await prove(mirror, { targetIds: ['amiga'] })).toMatchObject({
      kind: 'failed',
      problem: { code: 'target-unknown' },
    });
  });

  it('has nothing to prove without targets, or before a sync', async () => {
    const mirror = await mirrorFor('app\n', targetsOf(['macos-arm64-cp312']));
    const profile = await readProfile(mirror.directory, { signal });
    const { directory } = mirror;
    await saveProfile(directory, { ...profile, targets: [], closure: DEFAULT_CLOSURE_OPTIONS }, { signal });
    expect(await prove(mirror)).toMatchObject({ problem: { code: 'mirror-without-targets' } });
    await saveProfile(directory, profile, { signal });
    await rm(join(directory, 'web'), { recursive: true });
    expect(await prove(mirror)).toMatchObject({ problem: { code: 'nothing-to-serve' } });
  });

  it('is cancelled as soon as it is told', async () => {
    const mirror = await mirrorFor('app\n', targetsOf(['macos-arm64-cp312']));
    const stop = new AbortController();
    const emit = ({ step }: ProveProgress): void => {
      if (step === 'check-files') stop.abort();
    };
    expect(await prove(mirror, { emit, signal: stop.signal })).toEqual({ kind: 'cancelled' });
    expect(await readProof(mirror.directory, { signal })).toBeNull();
  });

  it('follows no link of a page out of the mirror', async () => {
    const mirror = await mirrorFor('old\n', targetsOf(['macos-arm64-cp312']));
    const path = join(mirror.directory, 'web/simple/old/index.v1_json');
    const page = await readFile(path, 'utf8');
    await writeFile(
      path,
      page.replace(/"url": ?"[^"]*"/, `"url": "../../../../${'../'.repeat(9)}etc/passwd"`),
    );
    const [target] = await targetsProven(prove(mirror));
    expect(target?.complete).toBe(false);
  });
});

describe.runIf(hasPip)('with a real pip', () => {
  it('finds the Pythons of this computer that can be asked', () => {
    expect(pythons.length).toBeGreaterThan(0);
    for (const { target, identity } of pythons) {
      expect(target.pythonVersion).toBe(identity.pythonVersion);
      expect(Number.parseInt(identity.pipVersion, 10)).toBeGreaterThanOrEqual(22);
    }
  });

  it('agrees with it where the target is this computer', async () => {
    const target = pythons[0]?.target;
    if (target === undefined) throw new Error('there is a pip');
    const mirror = await mirrorFor('app\n', [target, ...targetsOf(['windows-amd64-cp312'])]);
    const [here] = await targetsProven(prove(mirror, { findPythons: async () => pythons }));
    expect(here?.problems).toEqual([]);
    expect(here?.pip).toMatchObject({ kind: 'agrees', check: 'resolve', packages: here?.packages.length });
  }, 60_000);

  it('has it download exactly the solution for other computers', async () => {
    const mirror = await mirrorFor('app\n', targetsOf(FOREIGN));
    const targets = await targetsProven(prove(mirror, { findPythons: async () => pythons }));
    expect(targets.map(({ problems }) => problems)).toEqual([[], [], [], []]);
    expect(targets.map(({ pip }) => pip)).toMatchObject([
      { kind: 'agrees', check: 'download', packages: 3 },
      { kind: 'agrees', check: 'download', packages: 2 },
      { kind: 'agrees', check: 'download', packages: 2 },
      { kind: 'agrees', check: 'download', packages: 3 },
    ]);
  }, 120_000);

  it.each([
    ['windows-amd64-cp313t', 'cp313-cp313t-win_amd64'],
    ['windows-x86-cp311', 'cp311-cp311-win32'],
    ['windows-arm64-cp312', 'cp39-abi3-win_arm64'],
    ['macos-arm64-cp310', 'cp310-cp310-macosx_11_0_universal2'],
    ['macos-x86_64-cp39', 'cp39-cp39-macosx_10_9_x86_64'],
    ['linux-x86_64-pp311', 'pp311-pypy311_pp73-manylinux_2_17_x86_64.manylinux2014_x86_64'],
    ['linux-aarch64-musl1_2-cp312', 'cp312-cp312-musllinux_1_1_aarch64'],
    ['linux-x86_64-glibc2_17-cp38', 'cp38-cp38-manylinux1_x86_64'],
  ])(
    'knows the options by which it takes a wheel for %s',
    async (id, tag) => {
      const native = await startLyingIndex({ wheels: [{ name: 'native', version: '1.0', tag }] });
      const mirror = await createMirrorFixture(
        native.url,
        'native\n',
        { distributions: 'wheels' },
        { targets: targetsOf([id]), closure: RESOLVED },
      );
      mirrors.push(mirror);
      expect(await mirror.planAndSync()).toEqual({ kind: 'finished', complete: true });
      await native.close();
      const [target] = await targetsProven(prove(mirror, { findPythons: async () => pythons }));
      expect(target?.problems).toEqual([]);
      expect(target?.pip).toMatchObject({ kind: 'agrees', check: 'download', packages: 1 });
    },
    60_000,
  );

  it('shows what pip says where it cannot take something', async () => {
    const mirror = await mirrorFor('app\n', targetsOf(['windows-amd64-cp312']));
    const path = join(mirror.directory, 'web/simple/colorama/index.html');
    await writeFile(path, '<html><body>nothing</body></html>');
    const [target] = await targetsProven(prove(mirror, { findPythons: async () => pythons }));
    // Our own solution comes from the JSON page; pip reads the other one.
    expect(target?.pip).toMatchObject({ kind: 'refuses', check: 'download' });
    expect(target?.problems).toMatchObject([
      { code: 'pip-refused', parameters: { output: expect.stringContaining('colorama') as unknown } },
    ]);
    expect(await readFile(join(mirror.directory, 'proof.html'), 'utf8')).toContain('<pre>');
  }, 60_000);

  it('is ended together with the proof', async () => {
    const mirror = await mirrorFor('app\n', targetsOf(['windows-amd64-cp312']));
    const stop = new AbortController();
    const emit = ({ step }: ProveProgress): void => {
      if (step === 'ask-pip') setImmediate(() => stop.abort());
    };
    const outcome = prove(mirror, { emit, signal: stop.signal, findPythons: async () => pythons });
    expect(await outcome).toEqual({ kind: 'cancelled' });
  });
});

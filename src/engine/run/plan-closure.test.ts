import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LyingIndex, startLyingIndex } from '../../../testing/lying-index/lying-index';
import { createMirrorFixture, type MirrorFixture } from '../../../testing/mirror-fixture';
import { entriesNamed } from '../../../testing/plan-entries';
import type { WheelSpec } from '../../../testing/wheel-builder';
import { type ClosureOptions, DEFAULT_CLOSURE_OPTIONS, type Profile } from '../../contract/profile';
import { NO_RULES } from '../../contract/rules';
import { parseTargetId } from '../../contract/target-presets';
import { explainProject } from '../plan/explain-project';
import type { Plan } from '../plan/plan';
import { planFileRows, summarisePlan } from '../plan/summarise';

const WHEELS: readonly WheelSpec[] = [
  { name: 'app', version: '2.0', requires: ['tool>=1', 'colorama; sys_platform == "win32"'] },
  { name: 'app', version: '1.0' },
  { name: 'tool', version: '2.0', tag: 'cp312-cp312-win_amd64' },
  { name: 'tool', version: '1.5', tag: 'cp312-cp312-win_amd64' },
  { name: 'tool', version: '1.5', tag: 'cp312-cp312-manylinux_2_17_x86_64' },
  { name: 'colorama', version: '0.4' },
  { name: 'plotter', version: '1.0', extras: ['Fast_Mode'] },
  { name: 'drawer', version: '1.0', requires: ['plotter[svgg]'] },
  { name: 'windows-only', version: '1.0', tag: 'py3-none-win_amd64' },
];

const RESOLVED: ClosureOptions = { ...DEFAULT_CLOSURE_OPTIONS, mode: 'resolved' };

let index: LyingIndex;
const mirrors: MirrorFixture[] = [];

beforeEach(async () => {
  index = await startLyingIndex({ wheels: WHEELS });
});
afterEach(async () => {
  await index.close();
  for (const mirror of mirrors.splice(0)) await mirror.remove();
});

async function mirrorOf(allowlist: string, targets: readonly string[], changes: Partial<Profile> = {}) {
  const mirror = await createMirrorFixture(
    index.url,
    allowlist,
    { distributions: 'wheels' },
    { targets: targets.flatMap((id) => parseTargetId(id) ?? []), closure: RESOLVED, ...changes },
  );
  mirrors.push(mirror);
  return mirror;
}

async function planOf(mirror: MirrorFixture): Promise<Plan> {
  const outcome = await mirror.plan();
  if (outcome.kind !== 'planned') throw new Error(JSON.stringify(outcome));
  return outcome.plan;
}

const filesOf = (plan: Plan): readonly string[] =>
  plan.projects.flatMap((project) => project.files.map(({ file }) => file.filename)).sort();

describe('a plan for targets', () => {
  it('brings what each of them needs, with the way from the root', async () => {
    const mirror = await mirrorOf('app\n', ['linux-x86_64-cp312', 'windows-amd64-cp312']);
    const plan = await planOf(mirror);
    expect(filesOf(plan)).toEqual([
      'app-2.0-py3-none-any.whl',
      'colorama-0.4-py3-none-any.whl',
      'tool-1.5-cp312-cp312-manylinux_2_17_x86_64.whl',
      'tool-2.0-cp312-cp312-win_amd64.whl',
    ]);
    expect(plan.complete).toBe(true);
    const rows = planFileRows(entriesNamed(plan, 'tool'));
    expect(rows.find((row) => row.filename.includes('2.0'))?.reason).toEqual({
      kind: 'needed',
      uses: [
        {
          targets: ['windows-amd64-cp312'],
          purpose: 'install',
          chain: [
            { project: '', version: null, requirement: 'app' },
            { project: 'app', version: '2.0', requirement: 'tool>=1' },
          ],
        },
      ],
    });
    expect(rows.find((row) => row.filename === 'tool-1.5-cp312-cp312-win_amd64.whl')).toMatchObject({
      action: 'leave-out',
      reason: { kind: 'file-not-chosen' },
    });
    const explanation = explainProject(plan, 'tool', entriesNamed(plan, 'tool'));
    expect(explanation.targets[0]).toMatchObject({
      target: 'linux-x86_64-cp312',
      chosen: { version: '1.5' },
      others: [{ version: '2.0', reason: 'has no wheel for the target' }],
    });
    expect(summarisePlan(plan).targets).toMatchObject([
      { id: 'linux-x86_64-cp312', complete: true, projects: 2 },
      { id: 'windows-amd64-cp312', complete: true, projects: 3 },
    ]);
  });

  it('is incomplete where a target lacks something; the others go on', async () => {
    const mirror = await mirrorOf('app\nwindows-only\n', ['linux-x86_64-cp312', 'windows-amd64-cp312']);
    const plan = await planOf(mirror);
    expect(plan.complete).toBe(false);
    expect(plan.targets.map(({ id, complete }) => [id, complete])).toEqual([
      ['linux-x86_64-cp312', false],
      ['windows-amd64-cp312', true],
    ]);
    expect(plan.targets[0]?.problems).toMatchObject([
      { code: 'no-file-for-target', parameters: { project: 'windows-only' } },
    ]);
    expect(filesOf(plan)).toContain('app-2.0-py3-none-any.whl');
    expect(filesOf(plan)).toContain('windows_only-1.0-py3-none-win_amd64.whl');
  });

  it('names the rule that took what a target needs, and never says that upstream lacks it', async () => {
    const rules = { ...NO_RULES, blocklist: 'tool==1.5\n' };
    const targets = ['linux-x86_64-cp312'];
    const [problem] =
      (await planOf(await mirrorOf('app==2.0\n', targets, { rules }))).targets[0]?.problems ?? [];
    if (problem?.code !== 'no-file-for-target') throw new Error(JSON.stringify(problem));
    const { project, chain, facts, remedy } = problem.parameters;
    expect(project).toBe('tool');
    expect(chain).toContain('app 2.0');
    expect(facts).toContain(
      '"tool-1.5-cp312-cp312-manylinux_2_17_x86_64.whl" is left out: blocked by "tool==1.5"',
    );
    expect(facts).not.toContain('win_amd64');
    expect(facts).not.toContain('upstream has no');
    expect(remedy).toMatch(/^Loosen the rule that leaves it out/);
  });

  it('tells of newer versions that a rule took, by the rule', async () => {
    const rules = { ...NO_RULES, blocklist: 'app==2.0\ntool==2.0\n' };
    const plan = await planOf(await mirrorOf('app\ntool\n', ['windows-amd64-cp312'], { rules }));
    const others = (name: string) => explainProject(plan, name, entriesNamed(plan, name)).targets[0]?.others;
    expect(others('app')).toEqual([
      { version: '2.0', reason: 'blocked by "app==2.0" (line 1 of the blocklist)' },
    ]);
    expect(others('tool')).toEqual([
      { version: '2.0', reason: 'blocked by "tool==2.0" (line 2 of the blocklist)' },
    ]);
  });

  it('names the rule where what is left over contradicts itself', async () => {
    const rules = { ...NO_RULES, blocklist: 'app==1.0\n' };
    const plan = await planOf(await mirrorOf('app!=2.0\napp<3\n', ['linux-x86_64-cp312'], { rules }));
    expect(plan.targets[0]?.problems).toMatchObject([
      { parameters: { facts: expect.stringContaining('blocked by "app==1.0"') as string } },
    ]);
  });

  it('warns of an extra that the chosen release does not have, once for all targets, and stays whole', async () => {
    const targets = ['linux-x86_64-cp312', 'windows-amd64-cp312'];
    const plan = await planOf(await mirrorOf('plotter[svgg,fast-mode]\ndrawer\n', targets));
    expect(plan.notices).toEqual([
      {
        severity: 'warning',
        project: 'plotter',
        problem: {
          code: 'extra-unknown',
          parameters: {
            project: 'plotter',
            version: '1.0',
            extra: 'svgg',
            askers: '"plotter[svgg,fast-mode]", drawer 1.0 ("plotter[svgg]")',
          },
        },
      },
    ]);
    expect(plan.complete).toBe(true);
  });

  it('says nothing of an extra that no target asks for', async () => {
    const allowlist = 'plotter\nplotter[svgg]; sys_platform == "win32"\n';
    expect((await planOf(await mirrorOf(allowlist, ['linux-x86_64-cp312']))).notices).toEqual([]);
  });

  it('tells what changed since the one before', async () => {
    const mirror = await mirrorOf('app==1.0\n', ['linux-x86_64-cp312']);
    expect((await planOf(mirror)).changes).toBeNull();
    await mirror.setAllowlist('app\n');
    expect((await planOf(mirror)).changes).toEqual([
      { project: 'app', before: ['1.0'], after: ['2.0'] },
      { project: 'tool', before: [], after: ['1.5'] },
    ]);
  });

  it('keeps listed what only others require, sync after sync', async () => {
    const mirror = await mirrorOf('app\n', ['linux-x86_64-cp312']);
    await mirror.sync(await planOf(mirror));
    const before = await mirror.listFiles('web/simple');
    expect(before.join(' ')).toContain('tool');
    const again = await planOf(mirror);
    expect(again.removedProjects).toEqual([]);
    await mirror.sync(again);
    expect(await mirror.listFiles('web/simple')).toEqual(before);
    expect(await mirror.findFaults()).toEqual([]);
  });

  it('ends with the first disk problem, and tries no other request again', async () => {
    const mirror = await mirrorOf('app\nwindows-only\n', ['windows-amd64-cp312']);
    await mkdir(join(mirror.directory, '.sandgrouse'), { recursive: true });
    await writeFile(join(mirror.directory, '.sandgrouse', 'metadata'), 'no folder');
    index.faults.add('/simple/windows-only/', { kind: 'stall' });
    expect(await mirror.plan()).toMatchObject({
      kind: 'failed',
      problem: {
        code: 'disk-failed',
        parameters: {
          path: join(mirror.directory, '.sandgrouse', 'metadata'),
          cause: 'a file stands in its place',
        },
      },
    });
    expect(mirror.events.map(({ type }) => type)).not.toContain('waiting-started');
  });

  it('removes nothing on the word of a plan that is not whole', async () => {
    const mirror = await mirrorOf('app\n', ['linux-x86_64-cp312']);
    await mirror.sync(await planOf(mirror));
    index.faults.add('/simple/app/', { kind: 'status', status: 503 });
    const plan = await planOf(mirror);
    expect(plan.complete).toBe(false);
    expect(plan.removedProjects).toEqual([]);
  });

  it('leaves sets that install: a lock and pinned requirements for each target', async () => {
    const mirror = await mirrorOf('app\n', ['linux-x86_64-cp312', 'windows-amd64-cp312']);
    const plan = await planOf(mirror);
    expect(await mirror.sync(plan)).toMatchObject({ kind: 'finished', complete: true });
    const lock = await readFile(join(mirror.directory, 'pylock.windows-amd64-cp312.toml'), 'utf8');
    expect(lock).toContain('name = "colorama"');
    expect(lock).toContain('path = "web/packages/');
    const pinned = await readFile(join(mirror.directory, 'requirements.linux-x86_64-cp312.txt'), 'utf8');
    expect(pinned).toMatch(/^tool==1\.5 \\\n {4}--hash=sha256:[0-9a-f]{64}\n/m);
    expect(pinned).not.toContain('colorama');
  });
});

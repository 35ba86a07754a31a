import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LyingIndex, startLyingIndex } from '../../../testing/lying-index/lying-index';
import { createMirrorFixture, type MirrorFixture } from '../../../testing/mirror-fixture';
import type { Profile } from '../../contract/profile';
import { NO_RULES, type Rules } from '../../contract/rules';
import { parseTargetId } from '../../contract/target-presets';
import type { Plan } from '../plan/plan';

let index: LyingIndex;
const mirrors: MirrorFixture[] = [];

beforeEach(async () => {
  index = await startLyingIndex({
    wheels: [
      { name: 'sand', version: '1.0', requiresPython: '>=3.6' },
      { name: 'sand', version: '2.0', requiresPython: '>=3.12', requires: ['grain'] },
      { name: 'stone', version: '1.0', tag: 'cp312-cp312-win_amd64' },
      { name: 'stone', version: '1.0', tag: 'cp312-cp312-manylinux_2_17_x86_64' },
    ],
  });
});
afterEach(async () => {
  await index.close();
  for (const mirror of mirrors.splice(0)) await mirror.remove();
});

async function outcomeOf(rules: Partial<Rules>, changes: Partial<Profile> = {}) {
  const allRules = { ...NO_RULES, ...rules };
  const mirror = await createMirrorFixture(index.url, 'sand\nstone\n', {}, { rules: allRules, ...changes });
  mirrors.push(mirror);
  return mirror.plan();
}

async function planOf(rules: Partial<Rules>, changes?: Partial<Profile>): Promise<Plan> {
  const outcome = await outcomeOf(rules, changes);
  if (outcome.kind !== 'planned') throw new Error(JSON.stringify(outcome));
  return outcome.plan;
}

const filesOf = (plan: Plan): readonly string[] =>
  plan.projects.flatMap((project) => project.files.map(({ file }) => file.filename));

const ASKS_FOR_GRAIN: Partial<Rules> = {
  metadata: [
    {
      kind: 'regex',
      level: 'project',
      path: 'info.requires_dist',
      match: 'any',
      nullsMatch: false,
      patterns: ['grain'],
    },
  ],
};

describe('a plan of what is listed', () => {
  it('leaves out what the rules drop, tells why, and is whole', async () => {
    const plan = await planOf({ blocklist: 'stone', newestVersions: 1 });
    expect(filesOf(plan)).toEqual(['sand-2.0-py3-none-any.whl']);
    expect(plan.projects[1]?.leftOut.map(({ reason }) => reason.kind)).toEqual([
      'blocklisted',
      'blocklisted',
    ]);
    expect(plan.notices).toEqual([
      {
        severity: 'warning',
        project: 'stone',
        problem: { code: 'ruled-out', parameters: { project: 'stone', requirement: 'stone' } },
      },
    ]);
    expect(plan.complete).toBe(true);
  });

  it('brings for targets what one of them can use, or all where that is asked for', async () => {
    const targets = ['windows-amd64-cp312', 'windows-amd64-cp39'].flatMap((id) => parseTargetId(id) ?? []);
    const windows = [
      'sand-1.0-py3-none-any.whl',
      'sand-2.0-py3-none-any.whl',
      'stone-1.0-cp312-cp312-win_amd64.whl',
    ];
    expect(filesOf(await planOf({}, { targets }))).toEqual(windows);
    expect(filesOf(await planOf({}, { targets: targets.slice(1) }))).toEqual(windows.slice(0, 1));
    expect(filesOf(await planOf({ onlyForTargets: false }, { targets }))).toHaveLength(4);
  });

  it('reads the metadata of the newest release where rules ask for it, and else none', async () => {
    const plan = await planOf(ASKS_FOR_GRAIN);
    expect(filesOf(plan)).toEqual(['sand-1.0-py3-none-any.whl', 'sand-2.0-py3-none-any.whl']);
    const read = index.requests.map(({ path }) => path).filter((path) => path.endsWith('.metadata'));
    expect(read.filter((path) => path.includes('/sand-'))).toEqual([
      expect.stringContaining('sand-2.0-py3-none-any.whl.metadata'),
    ]);
    expect(read).toHaveLength(2);
    index.forgetRequests();
    await planOf({ newestVersions: 1 });
    expect(index.requests.filter(({ path }) => path.endsWith('.metadata'))).toEqual([]);
  });

  it('drops a project whose metadata cannot be had, and is not whole', async () => {
    index.faults.add(/sand-2\.0-/, { kind: 'status', status: 403 });
    const plan = await planOf(ASKS_FOR_GRAIN);
    expect(filesOf(plan)).toEqual([]);
    const [sand, stone] = plan.projects.map(({ leftOut }) => leftOut.map(({ reason }) => reason.kind));
    expect(sand).toEqual(['metadata-unread', 'metadata-unread']);
    expect(stone).toEqual(['metadata-unmatched', 'metadata-unmatched']);
    expect(plan.notices).toMatchObject([
      { severity: 'warning', project: 'sand', problem: { code: 'ruled-out' } },
      { severity: 'error', project: 'sand', problem: { code: 'upstream-credentials' } },
      { severity: 'warning', project: 'stone', problem: { code: 'ruled-out' } },
    ]);
    expect(plan.complete).toBe(false);
  });

  it('does not begin by rules that cannot be used', async () => {
    const outcome = await outcomeOf({ projectPatterns: ['(?!sand)'] });
    const problem = outcome.kind === 'failed' ? outcome.problem : null;
    expect(problem?.code === 'profile-invalid' ? problem.parameters.reason : problem).toMatch(
      /^project-patterns: "\(\?!sand\)" /,
    );
  });
});

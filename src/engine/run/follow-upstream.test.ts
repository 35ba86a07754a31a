import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LyingIndex, startLyingIndex } from '../../../testing/lying-index/lying-index';
import { createMirrorFixture, type MirrorFixture } from '../../../testing/mirror-fixture';
import type { WheelSpec } from '../../../testing/wheel-builder';
import type { Scope } from '../../contract/profile';
import type { Plan } from '../plan/plan';

const SAND_1 = { name: 'sand', version: '1.0' };
const SAND_2 = { name: 'sand', version: '2.0' };
const STONE = { name: 'stone', version: '1.0' };
const WHEELS: readonly WheelSpec[] = [SAND_1, SAND_2, STONE];
const complete = { kind: 'finished', complete: true };

let index: LyingIndex;
let mirror: MirrorFixture;

afterEach(async () => {
  await index.close();
  await mirror.remove();
});

async function planned(): Promise<Plan> {
  const outcome = await mirror.plan();
  if (outcome.kind !== 'planned') throw new Error(JSON.stringify(outcome));
  return outcome.plan;
}

async function begin(
  scope: Scope,
  htmlOnly: boolean,
  wheels = WHEELS,
  lines = 'sand\nstone\n',
): Promise<void> {
  index = await startLyingIndex({ wheels, htmlOnly });
  const allowlist = scope === 'listed' ? lines : '';
  mirror = await createMirrorFixture(index.url, allowlist, {}, { scope });
  expect(await mirror.planAndSync()).toEqual(complete);
  index.forgetRequests();
}

const page = (project: string, form: string): Promise<string> =>
  readFile(join(mirror.directory, 'web', 'simple', project, form), 'utf8');
async function jsonPage(project: string) {
  return JSON.parse(await page(project, 'index.v1_json')) as {
    readonly 'project-status'?: unknown;
    readonly files: readonly { readonly filename: string; readonly yanked?: unknown }[];
  };
}
const wheelsHere = async (): Promise<readonly string[]> =>
  (await mirror.listFiles('web/packages'))
    .filter((path) => path.endsWith('.whl'))
    .map((path) => path.slice(path.lastIndexOf('/') + 1).replace('-py3-none-any.whl', ''))
    .sort();
const filesAsked = (): number => index.requests.filter(({ path }) => path.startsWith('/packages/')).length;

describe.each([
  ['listed', false],
  ['listed', true],
  ['everything', false],
] as const)('a mirror of what is %s (HTML only: %s)', (scope, htmlOnly) => {
  beforeEach(() => begin(scope, htmlOnly, WHEELS, 'sand\nsand==2.0\nstone\n'));

  it('tells of a release that was yanked, with its reason, and of its return, and fetches nothing for it', async () => {
    index.setWheels([SAND_1, { ...SAND_2, yanked: 'breaks <all> & "more"' }, STONE].map(escapeFor(htmlOnly)));
    expect(await mirror.planAndSync()).toEqual(complete);
    expect(filesAsked()).toBe(0);
    expect(await wheelsHere()).toEqual(['sand-1.0', 'sand-2.0', 'stone-1.0']);
    const { files } = await jsonPage('sand');
    expect(files.map(({ yanked }) => yanked ?? false)).toEqual([false, 'breaks <all> & "more"']);
    for (const form of ['index.html', 'index.v1_html']) {
      expect(await page('sand', form)).toContain('data-yanked="breaks &lt;all&gt; &amp; &quot;more&quot;"');
    }
    index.setWheels(WHEELS);
    expect(await mirror.planAndSync()).toEqual(complete);
    expect(filesAsked()).toBe(0);
    expect((await jsonPage('sand')).files.map(({ yanked }) => yanked ?? false)).toEqual([false, false]);
    expect(await page('sand', 'index.html')).not.toContain('data-yanked');
    expect(await mirror.findFaults()).toEqual([]);
  });

  it.each(['archived', 'deprecated'])(
    'passes on that a project is %s, and that it is no more',
    async (status) => {
      index.setStatus('sand', { status, reason: 'use stone' });
      expect(await mirror.planAndSync()).toEqual(complete);
      expect((await jsonPage('sand'))['project-status']).toEqual({ status, reason: 'use stone' });
      expect(await page('sand', 'index.html')).toContain(`name="pypi:project-status" content="${status}"`);
      expect(await page('sand', 'index.html')).toContain('content="use stone"');
      index.setStatus('sand', null);
      expect(await mirror.planAndSync()).toEqual(complete);
      expect((await jsonPage('sand'))['project-status']).toBeUndefined();
      expect(await page('sand', 'index.html')).not.toContain('pypi:project-status');
      expect(filesAsked()).toBe(0);
    },
  );

  it('takes a quarantined project away, alerts, and brings it back when it is free again', async () => {
    index.setStatus('sand', { status: 'quarantined', reason: 'malware' });
    const plan = await planned();
    expect(plan.notices).toMatchObject([{ project: 'sand', problem: { code: 'project-quarantined' } }]);
    expect(await mirror.sync(plan)).toMatchObject({ kind: 'finished' });
    expect(await wheelsHere()).toEqual(['stone-1.0']);
    expect(await jsonPage('sand')).toMatchObject({ 'project-status': { status: 'quarantined' }, files: [] });
    index.setStatus('sand', null);
    expect(await mirror.planAndSync()).toEqual(complete);
    expect(await wheelsHere()).toEqual(['sand-1.0', 'sand-2.0', 'stone-1.0']);
    expect(await mirror.findFaults()).toEqual([]);
  });

  it('takes away a file that upstream deleted', async () => {
    index.setWheels([SAND_2, STONE]);
    const plan = await planned();
    const [sand] = plan.projects.filter(({ project }) => project === 'sand');
    expect(sand?.removals.map(({ filename, reason }) => [filename, reason])).toEqual([
      ['sand-1.0-py3-none-any.whl', { kind: 'gone-upstream' }],
    ]);
    expect(await mirror.sync(plan)).toEqual(complete);
    expect(await wheelsHere()).toEqual(['sand-2.0', 'stone-1.0']);
    expect(await page('sand', 'index.html')).not.toContain('sand-1.0');
    expect(await mirror.findFaults()).toEqual([]);
  });
});

/** The index writes an attribute as it is given. */
const escapeFor =
  (htmlOnly: boolean) =>
  (wheel: WheelSpec): WheelSpec =>
    htmlOnly && wheel.yanked !== undefined
      ? {
          ...wheel,
          yanked: wheel.yanked.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;'),
        }
      : wheel;

it('a yanked release that no line pins goes, with its reason in the plan, and comes back with it', async () => {
  await begin('listed', false);
  index.setWheels([SAND_1, { ...SAND_2, yanked: 'broken' }, STONE]);
  const plan = await planned();
  expect(plan.projects.flatMap(({ removals }) => removals)).toMatchObject([
    { filename: 'sand-2.0-py3-none-any.whl', reason: { kind: 'yanked', reason: 'broken' } },
  ]);
  expect(await mirror.sync(plan)).toEqual(complete);
  expect(await wheelsHere()).toEqual(['sand-1.0', 'stone-1.0']);
  index.setWheels(WHEELS);
  expect(await mirror.planAndSync()).toEqual(complete);
  expect(await wheelsHere()).toEqual(['sand-1.0', 'sand-2.0', 'stone-1.0']);
});

describe('a project that is gone upstream', () => {
  it('stays where a line of the allowlist asks for it, and is told as an error', async () => {
    await begin('listed', false);
    index.setWheels([STONE]);
    const plan = await planned();
    expect(plan.notices).toMatchObject([
      { severity: 'error', project: 'sand', problem: { code: 'project-unknown' } },
    ]);
    expect(await mirror.sync(plan)).toEqual({ kind: 'finished', complete: false });
    expect(await wheelsHere()).toEqual(['sand-1.0', 'sand-2.0', 'stone-1.0']);
    expect(await mirror.findFaults()).toEqual([]);
  });

  it('goes from a mirror of everything', async () => {
    await begin('everything', false);
    index.setWheels([STONE]);
    expect(await mirror.planAndSync()).toEqual(complete);
    expect(await wheelsHere()).toEqual(['stone-1.0']);
    expect(await mirror.listFiles('web/simple/sand')).toEqual([]);
    expect(await mirror.findFaults()).toEqual([]);
  });
});

describe.each(['listed', 'everything'] as const)('a mass deletion, in a mirror of what is %s,', (scope) => {
  const many = Array.from({ length: 30 }, (_, number) => ({ name: 'sand', version: `${number}.0` }));

  it('is held up until a person accepts it', async () => {
    await begin(scope, false, [...many, STONE]);
    index.setWheels([...many.slice(0, 3), STONE]);
    const plan = await planned();
    expect(plan.guards).toMatchObject([{ code: 'plan-removes-much', parameters: { removedFiles: 27 } }]);
    expect(await mirror.sync(plan)).toMatchObject({ kind: 'failed', problem: { code: 'plan-removes-much' } });
    expect(await wheelsHere()).toHaveLength(31);
    expect(await mirror.findFaults()).toEqual([]);
    expect(await mirror.sync(plan, { acceptGuards: true })).toEqual(complete);
    expect(await wheelsHere()).toHaveLength(4);
    expect(await mirror.findFaults()).toEqual([]);
  });

  it('by a quarantine is held up as well', async () => {
    await begin(scope, false, [...many, STONE]);
    index.setStatus('sand', { status: 'quarantined', reason: null });
    expect((await planned()).guards).toMatchObject([{ code: 'plan-removes-much' }]);
  });
});

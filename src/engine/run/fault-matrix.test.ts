import { describe, expect, it } from 'vitest';
import {
  faultsOf,
  hasOtherWay,
  ITEMS,
  type Item,
  type MatrixCase,
} from '../../../testing/lying-index/fault-matrix';
import { type LyingIndex, startLyingIndex } from '../../../testing/lying-index/lying-index';
import { createMirrorFixture, type MirrorFixture } from '../../../testing/mirror-fixture';
import type { WheelSpec } from '../../../testing/wheel-builder';
import { DEFAULT_CLOSURE_OPTIONS, type Profile } from '../../contract/profile';
import { parseTargetId } from '../../contract/target-presets';
import type { Plan } from '../plan/plan';

/**
 * Every item that is asked for, with every fault that can befall it (`testing/lying-index/fault-matrix.ts`), once and
 * without end. Waits pass at once.
 */

const SAND = 'sand-1.0-py3-none-any.whl';
const STONE = 'stone-1.0-py3-none-any.whl';
const SAND_WHEEL = /\/sand-1\.0-py3-none-any\.whl$/;
const SAND_METADATA = /\/sand-1\.0-py3-none-any\.whl\.metadata$/;
/** Longer than what is asked for at once of its end, where METADATA does not stand. */
const LONG = { paddingBytes: 100_000, metadataFirst: true };
const WHEELS: readonly WheelSpec[] = [
  { name: 'sand', version: '1.0', ...LONG },
  { name: 'stone', version: '1.0', paddingBytes: 20_000 },
];
const COMPLETE = { kind: 'finished', complete: true };
const INCOMPLETE = { kind: 'finished', complete: false };

const RESOLVED: Partial<Profile> = {
  targets: ['linux-x86_64-cp312'].flatMap((id) => parseTargetId(id) ?? []),
  closure: { ...DEFAULT_CLOSURE_OPTIONS, mode: 'resolved' },
};

interface Asking {
  readonly path: string | RegExp;
  /** How the profile has to be so that the item is asked for. */
  readonly profile: Partial<Profile>;
}

const SETS: { readonly [Of in Item]: Asking } = {
  root: { path: '/simple/', profile: { scope: 'everything' } },
  page: { path: '/simple/sand/', profile: {} },
  metadata: { path: SAND_METADATA, profile: RESOLVED },
  'wheel-parts': { path: SAND_WHEEL, profile: RESOLVED },
  file: { path: SAND_WHEEL, profile: {} },
};

function isAt(item: Item, path: string): boolean {
  const wanted = SETS[item].path;
  return typeof wanted === 'string' ? wanted === path : wanted.test(path);
}

interface Stage {
  readonly index: LyingIndex;
  readonly mirror: MirrorFixture;
}

async function onStage(item: Item, play: (stage: Stage) => Promise<void>): Promise<void> {
  const index = await startLyingIndex({ wheels: WHEELS });
  const { profile } = SETS[item];
  const allowlist = profile.scope === 'everything' ? '' : 'sand\nstone\n';
  const mirror = await createMirrorFixture(index.url, allowlist, {}, profile);
  try {
    if (item === 'wheel-parts') index.faults.add(SAND_METADATA, { kind: 'status', status: 404 });
    await play({ index, mirror });
  } finally {
    await index.close();
    await mirror.remove();
  }
}

const wheelsIn = async (mirror: MirrorFixture): Promise<readonly string[]> =>
  (await mirror.listFiles('web/packages'))
    .filter((path) => path.endsWith('.whl'))
    .map((path) => path.slice(path.lastIndexOf('/') + 1))
    .sort();

async function expectTidy(mirror: MirrorFixture): Promise<void> {
  expect(await mirror.findFaults()).toEqual([]);
  expect(await mirror.listFiles('.sandgrouse/partial')).toEqual([]);
  expect(await mirror.listFiles('.sandgrouse/tmp')).toEqual([]);
  const isListed = (await mirror.listFiles('web/simple')).includes('sand/index.html');
  expect(isListed).toBe((await wheelsIn(mirror)).includes(SAND));
}

async function planned(mirror: MirrorFixture): Promise<Plan> {
  const outcome = await mirror.plan();
  if (outcome.kind !== 'planned') throw new Error(JSON.stringify(outcome));
  return outcome.plan;
}

async function expectComplete({ mirror }: Stage): Promise<void> {
  expect(await mirror.planAndSync()).toEqual(COMPLETE);
  expect(await wheelsIn(mirror)).toEqual([SAND, STONE]);
  await expectTidy(mirror);
}

async function once(item: Item, { fault, answers }: MatrixCase): Promise<void> {
  await onStage(item, async (stage) => {
    stage.index.faults.add(SETS[item].path, fault, answers);
    await expectComplete(stage);
    const asked = stage.index.requests.filter(({ path }) => isAt(item, path)).length;
    if (!hasOtherWay(item, fault)) expect(asked).toBeGreaterThan(answers);
  });
}

/** Without the list there is nothing to go by: the plan fails and says why, and the mirror stays as it is. */
async function rootAlways({ fault }: MatrixCase): Promise<void> {
  await onStage('root', async ({ index, mirror }) => {
    expect(await mirror.planAndSync()).toEqual(COMPLETE);
    const before = await mirror.listFiles('web');
    index.setWheels([...WHEELS, { name: 'water', version: '1.0' }]);
    index.faults.add('/simple/', fault);
    const outcome = await mirror.planAndSync();
    expect(outcome).toMatchObject({ kind: 'failed' });
    expect(JSON.stringify(outcome)).toContain('/simple/');
    expect(await mirror.listFiles('web')).toEqual(before);
    await expectTidy(mirror);
    index.faults.clear();
    expect(await mirror.planAndSync()).toEqual(COMPLETE);
    expect(await wheelsIn(mirror)).toHaveLength(3);
  });
}

/** What decides over a project: it is named in the plan, and the rest comes. */
async function decidingAlways(item: Item, { fault }: MatrixCase): Promise<void> {
  await onStage(item, async (stage) => {
    const { index, mirror } = stage;
    index.faults.add(SETS[item].path, fault);
    if (hasOtherWay(item, fault)) return expectComplete(stage);
    const plan = await planned(mirror);
    expect(plan.notices).toMatchObject([{ severity: 'error', project: 'sand' }]);
    expect(JSON.stringify(plan.notices[0]?.problem.parameters)).toContain('sand');
    expect(await mirror.sync(plan)).toEqual(INCOMPLETE);
    expect(await wheelsIn(mirror)).toEqual([STONE]);
    await expectTidy(mirror);
    index.faults.clear();
    await expectComplete(stage);
  });
}

async function fileAlways({ fault }: MatrixCase): Promise<void> {
  await onStage('file', async (stage) => {
    const { index, mirror } = stage;
    index.faults.add(SAND_WHEEL, fault);
    expect(await mirror.planAndSync()).toEqual(INCOMPLETE);
    expect(mirror.state()).toMatchObject({
      stage: 'finished',
      progress: { filesDone: 1, failures: [{ filename: SAND }] },
    });
    const failure = mirror.events.find((event) => event.type === 'file-failed');
    expect(JSON.stringify(failure?.problem.parameters)).toContain(SAND);
    expect(await wheelsIn(mirror)).toEqual([STONE]);
    await expectTidy(mirror);
    index.faults.clear();
    await expectComplete(stage);
  });
}

function always(item: Item, matrixCase: MatrixCase): Promise<void> {
  if (item === 'root') return rootAlways(matrixCase);
  return item === 'file' ? fileAlways(matrixCase) : decidingAlways(item, matrixCase);
}

describe.concurrent.each(ITEMS.map((item) => [item] as const))('once, "%s"', (item) => {
  it.each(faultsOf(item).map((matrixCase) => [matrixCase.name, matrixCase] as const))(
    'that %s comes all the same',
    (_, matrixCase) => once(item, matrixCase),
  );
});

describe.concurrent.each(ITEMS.map((item) => [item] as const))('always, "%s"', (item) => {
  it.each(faultsOf(item).map((matrixCase) => [matrixCase.name, matrixCase] as const))(
    'that %s is named with its cause, and the rest comes',
    (_, matrixCase) => always(item, matrixCase),
  );
});

it('leaves out of the matrix only what has no meaning', () => {
  expect(ITEMS.map((item) => [item, faultsOf(item).length])).toEqual([
    ['root', 16],
    ['page', 16],
    ['metadata', 15],
    ['wheel-parts', 17],
    ['file', 18],
  ]);
});

import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LyingIndex, startLyingIndex } from '../../../testing/lying-index/lying-index';
import { createMirrorFixture, type MirrorFixture } from '../../../testing/mirror-fixture';
import type { Plan } from '../plan/plan';
import { readRunRecord } from './run-record';
import { readPlan } from './saved-plan';

let index: LyingIndex;
let mirror: MirrorFixture;

beforeEach(async () => {
  index = await startLyingIndex({ wheels: [{ name: 'sand', version: '1.0' }] });
  mirror = await createMirrorFixture(index.url, 'sand\n');
});
afterEach(async () => {
  await index.close();
  await mirror.remove();
});

const never = { signal: new AbortController().signal };

const recordPath = (name: string): string => join(mirror.directory, '.sandgrouse', name);

/** Changes the text of the saved plan behind the engine's back, and the length of its projects that it tells. */
async function tamper(change: (text: string) => string): Promise<void> {
  const [name = ''] = (await readdir(recordPath(''))).filter((entry) => /^plan-.*\.jsonl$/.test(entry));
  const head = await readFile(recordPath('plan.json'), 'utf8');
  const body = await readFile(recordPath(name), 'utf8');
  const [newHead = '', newBody = ''] = [change(head), change(body)];
  expect([newHead, newBody]).not.toEqual([head, body]);
  await writeFile(recordPath(name), newBody);
  const bodyBytes = `"bodyBytes":${Buffer.byteLength(newBody)}`;
  await writeFile(recordPath('plan.json'), newHead.replace(/"bodyBytes":\d+/, bodyBytes));
}

async function makePlan(): Promise<Plan> {
  const outcome = await mirror.plan();
  if (outcome.kind !== 'planned') throw new Error(outcome.kind);
  return outcome.plan;
}

describe('a saved plan', () => {
  it('is read back as it was made', async () => {
    const plan = await makePlan();
    expect(await readPlan(mirror.directory, never)).toEqual(plan);
  });

  const changes: readonly (readonly [string, (text: string) => string])[] = [
    ['is cut short', (text) => text.slice(0, -20)],
    ['is of another version', (text) => text.replace('"savedPlanVersion":4', '"savedPlanVersion":2')],
    ['lacks a part', (text) => text.replace('"leftOut"', '"left"')],
    ['puts a file outside the packages', (text) => text.replace('"path":"packages/', '"path":"simple/')],
    ['climbs', (text) => text.replace('"path":"packages/', '"path":"packages/../../')],
    [
      'removes a file elsewhere',
      (text) =>
        text.replace(
          '"removals":[]',
          '"removals":[{"path":"../sandgrouse.toml","filename":"x","sizeBytes":1,"reason":{"kind":"gone-upstream"}}]',
        ),
    ],
    [
      'fetches a file of this computer',
      (text) => text.replace(/"url":"[^"]*"/, '"url":"file:///etc/hostname"'),
    ],
    ['speaks of a problem that there is not', (text) => text.replace('"guards":[', '"guards":[{"code":"x"}')],
  ];

  it.each(changes)('that %s counts as none', async (_what, change) => {
    const plan = await makePlan();
    await tamper(change);
    expect(await readPlan(mirror.directory, never)).toBeNull();
    expect(await mirror.sync(plan)).toMatchObject({ kind: 'failed', problem: { code: 'plan-missing' } });
    expect(await mirror.planAndSync()).toEqual({ kind: 'finished', complete: true });
  });

  it('that would copy a file from beside a local upstream with no hash to prove it counts as none', async () => {
    await makePlan();
    const near = pathToFileURL(join(mirror.directory, 'tree', 'simple')).href;
    const withLocal = (url: string) => (text: string) =>
      text
        .replace(/"upstreamUrl":"[^"]*"/, `"upstreamUrl":"${near}/"`)
        .replace(/"url":"[^"]*"/, `"url":"${url}"`)
        .replace(/"hashes":\{[^}]*\}/, '"hashes":{}');
    await tamper(withLocal(`${near}/../packages/sand-1.0-py3-none-any.whl`));
    expect(await readPlan(mirror.directory, never)).not.toBeNull();
    await tamper(withLocal('file:///etc/hostname'));
    expect(await readPlan(mirror.directory, never)).toBeNull();
  });

  it.each<readonly [string, (path: string) => Promise<void>]>([
    ['are gone', (path) => rm(path)],
    ['are cut short', async (path) => writeFile(path, (await readFile(path)).subarray(0, -1))],
    ['are not a file', async (path) => rm(path).then(async () => void (await mkdir(path)))],
  ])('whose projects %s counts as none', async (_what, damage) => {
    const plan = await makePlan();
    await damage(recordPath(`plan-${plan.planId}.jsonl`));
    expect(await readPlan(mirror.directory, never)).toBeNull();
    expect(await mirror.sync(plan)).toMatchObject({ kind: 'failed', problem: { code: 'plan-missing' } });
  });

  it('leaves no earlier one behind', async () => {
    await makePlan();
    const { planId } = await makePlan();
    const bodies = (await readdir(recordPath(''))).filter((name) => name.startsWith('plan-'));
    expect(bodies).toEqual([`plan-${planId}.jsonl`]);
  });

  it.skipIf(process.platform === 'win32')('that never ends is not read', async () => {
    await mkdir(recordPath(''), { recursive: true });
    await symlink('/dev/zero', recordPath('plan.json'));
    await symlink('/dev/zero', recordPath('run.json'));
    expect(await readPlan(mirror.directory, never)).toBeNull();
    expect(await readRunRecord(mirror.directory)).toBeNull();
    await rm(recordPath('plan.json'));
  });
});

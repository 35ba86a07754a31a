import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
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

const recordPath = (name: string): string => join(mirror.directory, '.sandgrouse', name);

/** Changes the text of the saved plan behind the engine's back. */
async function tamper(change: (text: string) => string): Promise<void> {
  const before = await readFile(recordPath('plan.json'), 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  await writeFile(recordPath('plan.json'), after);
}

async function makePlan(): Promise<Plan> {
  const outcome = await mirror.plan();
  if (outcome.kind !== 'planned') throw new Error(outcome.kind);
  return outcome.plan;
}

describe('a saved plan', () => {
  it('is read back as it was made', async () => {
    const plan = await makePlan();
    expect(await readPlan(mirror.directory)).toEqual(plan);
  });

  const changes: readonly (readonly [string, (text: string) => string])[] = [
    ['is cut short', (text) => text.slice(0, -20)],
    ['is of another version', (text) => text.replace('"savedPlanVersion":2', '"savedPlanVersion":1')],
    ['lacks a part', (text) => text.replace('"removedProjects"', '"removed"')],
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
    expect(await readPlan(mirror.directory)).toBeNull();
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
    expect(await readPlan(mirror.directory)).not.toBeNull();
    await tamper(withLocal('file:///etc/hostname'));
    expect(await readPlan(mirror.directory)).toBeNull();
  });

  it.skipIf(process.platform === 'win32')('that never ends is not read', async () => {
    await mkdir(recordPath(''), { recursive: true });
    await symlink('/dev/zero', recordPath('plan.json'));
    await symlink('/dev/zero', recordPath('run.json'));
    expect(await readPlan(mirror.directory)).toBeNull();
    expect(await readRunRecord(mirror.directory)).toBeNull();
    await rm(recordPath('plan.json'));
  });
});

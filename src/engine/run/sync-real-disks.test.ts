import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LyingIndex, startLyingIndex } from '../../../testing/lying-index/lying-index';
import { createMirrorFixture, type MirrorFixture } from '../../../testing/mirror-fixture';
import { mountSmallDisk, type SmallDisk, whyNoSmallDisk } from '../../../testing/small-disk';
import type { Problem } from '../../contract/problem';
import type { RunEvent } from '../../contract/run-event';
import { openMirrorWriter } from '../mirror/open-mirror';
import type { Plan } from '../plan/plan';
import { createMendingProbe } from './mended-disk';
import { discardRun } from './restore-run';
import type { SyncOutcome } from './sync-outcome';

const MEGABYTE = 1024 * 1024;
const WHEELS = [1, 2, 3, 4].map((version) => ({
  name: 'sand',
  version: `${version}.0`,
  paddingBytes: MEGABYTE,
}));
const COMPLETE = { kind: 'finished', complete: true };
const { signal } = new AbortController();

const whyNot = whyNoSmallDisk();
if (whyNot !== null) console.info(`Real disks are not tested here: ${whyNot}.`);

describe.skipIf(whyNot !== null)('on a real disk of 12 MB', () => {
  let index: LyingIndex;
  let mirror: MirrorFixture;
  let disk: SmallDisk;

  beforeEach(async () => {
    index = await startLyingIndex({ wheels: WHEELS });
    mirror = await createMirrorFixture(index.url, 'sand\n', { parallelDownloads: 1 });
    const profile = join(mirror.directory, 'sandgrouse.toml');
    const text = await readFile(profile);
    await rm(profile);
    disk = mountSmallDisk(mirror.directory, 12);
    await writeFile(profile, text);
  });

  afterEach(async () => {
    disk.remove();
    await mirror.remove();
    await index.close();
  });

  async function planned(): Promise<Plan> {
    const outcome = await mirror.plan();
    if (outcome.kind !== 'planned') throw new Error(JSON.stringify(outcome));
    return outcome.plan;
  }

  /** Does something at the event of this type that comes as the given one, counted from 1. */
  function at(type: RunEvent['type'], which: number, act: () => void): void {
    let seen = 0;
    mirror.onEvent((event) => {
      if (event.type !== type) return;
      seen += 1;
      if (seen === which) act();
    });
  }

  /** Goes on with a mended disk: all is there at the end, and nothing that was finished has come again. */
  async function expectToGoOn(plan: Plan): Promise<void> {
    const finished = (await mirror.listFiles('web')).filter((path) => path.endsWith('.whl'));
    index.forgetRequests();
    expect(await mirror.sync(plan, { acceptGuards: true })).toEqual(COMPLETE);
    expect(await mirror.findFaults()).toEqual([]);
    const again = finished.filter((path) => index.fetchesOf(path.slice(path.lastIndexOf('/') + 1)) > 0);
    expect(again).toEqual([]);
    expect((await mirror.listFiles('web')).filter((path) => path.endsWith('.whl'))).toHaveLength(4);
  }

  const pausedBy = (problem: object): object => ({
    kind: 'paused',
    reason: { kind: 'problem', problem },
  });
  function problemIn(outcome: SyncOutcome): Problem {
    if (outcome.kind === 'paused' && outcome.reason.kind === 'problem') return outcome.reason.problem;
    throw new Error(JSON.stringify(outcome));
  }
  const missingOf = (outcome: SyncOutcome): unknown => {
    const { code, parameters } = problemIn(outcome);
    return code === 'disk-full' ? parameters.missingBytes : null;
  };

  it('that is full while files come, the run pauses, tells what is missing, and goes on with room', async () => {
    const plan = await planned();
    at('file-finished', 2, disk.fill);
    const outcome = await mirror.sync(plan, { acceptGuards: true });
    expect(outcome).toMatchObject(pausedBy({ code: 'disk-full' }));
    expect(missingOf(outcome)).toBeGreaterThan(MEGABYTE);
    expect(missingOf(outcome)).toBeLessThan(2.2 * MEGABYTE);
    const probe = createMendingProbe(mirror.directory, problemIn(outcome));
    expect(await probe.isMended({ signal })).toBe(false);
    disk.empty();
    expect(await probe.isMended({ signal })).toBe(true);
    await expectToGoOn(plan);
  });

  it('that is full while pages are written, the run pauses, and goes on without a request', async () => {
    const plan = await planned();
    at('file-finished', 4, disk.fill);
    const outcome = await mirror.sync(plan, { acceptGuards: true });
    expect(outcome).toMatchObject(pausedBy({ code: 'disk-full' }));
    expect(missingOf(outcome)).toBeGreaterThanOrEqual(4096);
    expect(missingOf(outcome)).toBeLessThan(MEGABYTE);
    disk.empty();
    await expectToGoOn(plan);
    expect(index.requests).toEqual([]);
  });

  it('that is full while a plan is saved, the plan says so and the one before stays', async () => {
    const plan = await planned();
    at('plan-progressed', 1, disk.fill);
    expect(await mirror.plan()).toMatchObject({ kind: 'failed', problem: { code: 'disk-full' } });
    expect((await mirror.listFiles('.sandgrouse')).filter((name) => /^plan-|tmp$/.test(name))).toEqual([
      `plan-${plan.planId}.jsonl`,
    ]);
    disk.empty();
    await expectToGoOn(plan);
  });

  it('that is full when a finished file is noted, the file is not fetched again', async () => {
    const plan = await planned();
    const { writer } = await openMirrorWriter(mirror.directory, { program: 'test', signal });
    const [wheel] = plan.projects.flatMap(({ files }) => files);
    if (wheel === undefined) throw new Error('nothing is planned');
    const content = Buffer.from(await (await fetch(wheel.file.url)).arrayBuffer());
    const partial = await writer.openPartialFile(wheel.path);
    await partial.append(content);
    disk.fill();
    const sha256 = await partial.digest('sha256');
    await expect(partial.commit({ sha256, modifiedAtMs: null })).rejects.toMatchObject({
      problem: { code: 'disk-full' },
    });
    await partial.close();
    await writer.close();
    disk.empty();
    await expectToGoOn(plan);
  });

  it('that becomes read-only, the run pauses and goes on when it can be written', async () => {
    const plan = await planned();
    at('file-finished', 2, disk.makeReadOnly);
    const outcome = await mirror.sync(plan, { acceptGuards: true });
    expect(outcome).toMatchObject(pausedBy({ code: 'disk-permission' }));
    const probe = createMendingProbe(mirror.directory, problemIn(outcome));
    expect(await probe.isMended({ signal })).toBe(false);
    disk.makeWritable();
    expect(await probe.isMended({ signal })).toBe(true);
    await expectToGoOn(plan);
  });

  describe('that is pulled out', () => {
    it.each([
      ['while files come', 'file-finished', 2],
      ['while bytes come', 'file-progressed', 3],
      ['before the pages are written', 'file-finished', 4],
      ['before the root page is written', 'phase-changed', 2],
      ['before the run is over', 'phase-changed', 4],
    ] as const)(
      '%s, the run pauses, leaves nothing below, and goes on with it',
      async (_when, type, which) => {
        const plan = await planned();
        at(type, which, disk.pullOut);
        const outcome = await mirror.sync(plan, { acceptGuards: true });
        expect(outcome).toMatchObject(pausedBy({ code: 'disk-gone' }));
        const probe = createMendingProbe(mirror.directory, problemIn(outcome));
        expect(await probe.isMended({ signal })).toBe(false);
        expect(await mirror.sync(plan)).toMatchObject({
          kind: 'failed',
          problem: { code: 'profile-missing' },
        });
        await expect(
          discardRun(mirror.directory, { program: 'test', recordAct: mirror.recordAct, signal }),
        ).rejects.toMatchObject({
          problem: { code: 'disk-gone' },
        });
        expect(await readdir(mirror.directory)).toEqual([]);
        disk.plugIn();
        expect(await probe.isMended({ signal })).toBe(true);
        await expectToGoOn(plan);
      },
    );

    it('while a plan is made, nothing of the plan is left below', async () => {
      at('plan-started', 1, () => setImmediate(disk.pullOut));
      expect(await mirror.plan()).toMatchObject({ kind: 'failed' });
      expect(await readdir(mirror.directory)).toEqual([]);
      at('plan-progressed', 1, disk.pullOut);
      disk.plugIn();
      expect(await mirror.plan()).toMatchObject({ kind: 'failed', problem: { code: 'disk-gone' } });
      expect(await readdir(mirror.directory)).toEqual([]);
      disk.plugIn();
      await expectToGoOn(await planned());
    });
  });
});

it('a probe of a folder that is no mirror finds nothing mended and writes nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sandgrouse-empty-'));
  const probe = createMendingProbe(folder, { code: 'disk-gone', parameters: { path: folder } });
  expect(await probe.isMended({ signal })).toBe(false);
  expect(await readdir(folder)).toEqual([]);
  await rm(folder, { recursive: true });
});

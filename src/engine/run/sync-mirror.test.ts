import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LyingIndex, startLyingIndex } from '../../../testing/lying-index/lying-index';
import { createMirrorFixture, type MirrorFixture } from '../../../testing/mirror-fixture';
import { CANCEL, PAUSE } from '../files/interruption';

const WHEELS = [
  { name: 'sand', version: '1.0', requires: ['stone'] },
  { name: 'sand', version: '2.0', requires: ['stone'], paddingBytes: 400_000 },
  { name: 'stone', version: '1.0', paddingBytes: 100_000 },
  { name: 'water', version: '1.0' },
];
const ALL = ['sand-1.0-py3-none-any.whl', 'sand-2.0-py3-none-any.whl', 'stone-1.0-py3-none-any.whl'];

let index: LyingIndex;
let mirror: MirrorFixture;

beforeEach(async () => {
  index = await startLyingIndex({ wheels: WHEELS });
  mirror = await createMirrorFixture(index.url, 'sand\nstone\n');
});

afterEach(async () => {
  await index.close();
  await mirror.remove();
});

const wheelsHere = async (): Promise<readonly string[]> =>
  (await mirror.listFiles('web/packages'))
    .filter((path) => path.endsWith('.whl'))
    .map((path) => path.slice(path.lastIndexOf('/') + 1))
    .sort();

async function planned() {
  const outcome = await mirror.plan();
  if (outcome.kind !== 'planned') throw new Error(`no plan: ${JSON.stringify(outcome)}`);
  return outcome.plan;
}

describe('a sync', () => {
  it('brings everything that the plan named, in a tree without faults and without leftovers', async () => {
    expect(await mirror.planAndSync()).toEqual({ kind: 'finished', complete: true });
    expect(await wheelsHere()).toEqual(ALL);
    expect(await mirror.findFaults()).toEqual([]);
    expect(await mirror.listFiles('.sandgrouse/partial')).toEqual([]);
    expect(await mirror.listFiles('.sandgrouse/tmp')).toEqual([]);
    expect(mirror.state()).toMatchObject({
      stage: 'finished',
      complete: true,
      progress: { filesDone: 3, files: 3 },
    });
  });

  it('asks only for the projects that are listed, and never for the list of all', async () => {
    await mirror.planAndSync();
    const pages = index.requests.filter((request) => request.path.startsWith('/simple/'));
    expect(pages.map((request) => request.path).sort()).toEqual(['/simple/sand/', '/simple/stone/']);
  });

  it('with nothing new asks conditionally, fetches nothing and writes no page', async () => {
    await mirror.planAndSync();
    index.forgetRequests();
    const listed = async () => (await mirror.listFiles()).filter((path) => !path.includes('/plan-'));
    const before = await listed();
    expect(await mirror.planAndSync()).toEqual({ kind: 'finished', complete: true });
    expect(index.requests.map(({ path, conditional }) => [path, conditional]).sort()).toEqual([
      ['/simple/sand/', true],
      ['/simple/stone/', true],
    ]);
    expect(await listed()).toEqual(before);
  });

  it('reads an index that has HTML alone', async () => {
    const html = await startLyingIndex({ wheels: WHEELS, htmlOnly: true });
    const other = await createMirrorFixture(html.url, 'sand\nstone\n');
    expect(await other.planAndSync()).toEqual({ kind: 'finished', complete: true });
    expect(await other.findFaults()).toEqual([]);
    await html.close();
    await other.remove();
  });

  it('tells of a name that upstream does not know, and brings the rest', async () => {
    await mirror.setAllowlist('sand\nnosuchname\n');
    const plan = await planned();
    expect(plan.notices).toMatchObject([{ severity: 'error', problem: { code: 'project-unknown' } }]);
    expect(await mirror.sync(plan)).toEqual({ kind: 'finished', complete: false });
    expect(await wheelsHere()).toEqual(ALL.slice(0, 2));
  });

  it('refuses a plan that is older than the profile', async () => {
    const plan = await planned();
    await mirror.setAllowlist('sand\n');
    expect(await mirror.sync(plan)).toMatchObject({ kind: 'failed', problem: { code: 'plan-outdated' } });
  });

  it('refuses to be the second writer', async () => {
    const plan = await planned();
    index.setBytesPerSecond(2_000_000);
    const outcomes = await Promise.all([mirror.sync(plan), mirror.sync(plan)]);
    expect(outcomes).toContainEqual({ kind: 'finished', complete: true });
    expect(outcomes).toContainEqual(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'mirror-in-use' }) as unknown }),
    );
  });
});

describe('changing the allowlist', () => {
  it('adds what a new line names, and fetches nothing again', async () => {
    await mirror.planAndSync();
    await mirror.setAllowlist('sand\nstone\nwater\n');
    index.forgetRequests();
    expect(await mirror.planAndSync()).toEqual({ kind: 'finished', complete: true });
    const fetched = index.requests.filter((request) => request.path.endsWith('.whl'));
    expect(fetched.map((request) => request.path.slice(request.path.lastIndexOf('/') + 1))).toEqual([
      'water-1.0-py3-none-any.whl',
    ]);
  });

  it('plans the removal of what no line names any more, unlists it, then deletes it', async () => {
    await mirror.planAndSync();
    await mirror.setAllowlist('sand<2\n');
    const plan = await planned();
    expect(plan.projects.flatMap((project) => project.removals.map((file) => file.filename))).toEqual([
      ALL[1],
    ]);
    expect(plan.removedProjects).toMatchObject([{ project: 'stone', files: [{ filename: ALL[2] }] }]);
    expect(await wheelsHere()).toEqual(ALL);
    // At the moment when deleting begins, no page may list what will go.
    let listedAtRemoval: Promise<readonly string[]> | undefined;
    mirror.onEvent((event) => {
      if (event.type === 'phase-changed' && event.phase === 'removing') listedAtRemoval = mirror.findFaults();
    });
    expect(await mirror.sync(plan)).toEqual({ kind: 'finished', complete: true });
    expect(await listedAtRemoval).toEqual([]);
    expect(await wheelsHere()).toEqual([ALL[0]]);
    expect((await mirror.listFiles('web/simple')).filter((path) => path.startsWith('stone'))).toEqual([]);
    expect(await mirror.findFaults()).toEqual([]);
  });

  it('follows a file that upstream took away', async () => {
    await mirror.planAndSync();
    index.setWheels(WHEELS.slice(1));
    expect(await mirror.planAndSync()).toEqual({ kind: 'finished', complete: true });
    expect(await wheelsHere()).toEqual(ALL.slice(1));
  });
});

describe('pausing and going on', () => {
  /** Aborts in the middle of the large wheel. */
  function stopInTheMiddle(reason: string): AbortSignal {
    const controller = new AbortController();
    mirror.onEvent((event) => {
      if (event.type === 'file-progressed' && event.path.endsWith(ALL[1] ?? '')) controller.abort(reason);
    });
    return controller.signal;
  }

  it('keeps what has come, and goes on at the same byte', async () => {
    index.setBytesPerSecond(2_000_000);
    const plan = await planned();
    expect(await mirror.sync(plan, { signal: stopInTheMiddle(PAUSE) })).toEqual({
      kind: 'paused',
      reason: { kind: 'asked' },
    });
    const paused = mirror.state();
    if (paused.stage !== 'paused') throw new Error(paused.stage);
    index.setBytesPerSecond(null);
    index.forgetRequests();
    expect(await mirror.sync(plan)).toEqual({ kind: 'finished', complete: true });
    const resumed = index.requests.find((request) => request.path.endsWith(ALL[1] ?? ''));
    expect(resumed?.range).toMatch(/^bytes=[1-9]\d*-$/);
    const restarted = mirror.events.findLast((event) => event.type === 'sync-started');
    expect(restarted).toMatchObject({ totals: { bytesDone: paused.progress.bytesDone } });
    expect(await mirror.findFaults()).toEqual([]);
  });

  it('that is given up leaves no partial file, and every finished project listed', async () => {
    index.setBytesPerSecond(2_000_000);
    const plan = await planned();
    expect(await mirror.sync(plan, { signal: stopInTheMiddle(CANCEL) })).toEqual({ kind: 'cancelled' });
    expect(await mirror.listFiles('.sandgrouse/partial')).toEqual([]);
    expect(await mirror.findFaults()).toEqual([]);
  });

  it('starts a file again whose version changed meanwhile', async () => {
    index.setBytesPerSecond(2_000_000);
    const plan = await planned();
    await mirror.sync(plan, { signal: stopInTheMiddle(PAUSE) });
    index.setBytesPerSecond(null);
    index.faults.add(/sand-2\.0.*whl$/, { kind: 'changed-etag' }, 1);
    expect(await mirror.sync(plan)).toEqual({ kind: 'finished', complete: true });
    expect(mirror.events.some((event) => event.type === 'file-restarted')).toBe(true);
    expect(await mirror.findFaults()).toEqual([]);
  });
});

describe('the metadata of a wheel', () => {
  const metadataHere = async (): Promise<readonly string[]> =>
    (await mirror.listFiles('web/packages')).filter((path) => path.endsWith('.metadata'));

  it('that went missing is made again, for a page must not promise what is not there', async () => {
    await mirror.planAndSync();
    const before = await metadataHere();
    await rm(join(mirror.directory, 'web/packages', before[0] ?? ''));
    expect(await mirror.planAndSync()).toEqual({ kind: 'finished', complete: true });
    expect(await metadataHere()).toEqual(before);
    expect(await mirror.findFaults()).toEqual([]);
  });

  it('that cannot be read is told, and the wheel is listed without it', async () => {
    const page = '<a href="/packages/stone-9.0-py3-none-any.whl">stone-9.0-py3-none-any.whl</a>';
    index.faults.add('/simple/stone/', { kind: 'body', body: page, contentType: 'text/html' });
    index.faults.add(/stone-9\.0/, { kind: 'body', body: 'no zip at all', contentType: 'application/zip' });
    expect(await mirror.planAndSync()).toEqual({ kind: 'finished', complete: true });
    expect(mirror.state()).toMatchObject({
      progress: {
        notices: [{ severity: 'warning', project: 'stone', problem: { code: 'wheel-unreadable' } }],
      },
    });
    expect(await metadataHere()).toHaveLength(2);
    expect(await mirror.findFaults()).toEqual([]);
  });
});

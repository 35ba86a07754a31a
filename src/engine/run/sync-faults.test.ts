import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../../testing/lying-index/faults';
import { type LyingIndex, startLyingIndex } from '../../../testing/lying-index/lying-index';
import { createMirrorFixture, type MirrorFixture } from '../../../testing/mirror-fixture';

const WHEELS = [
  { name: 'sand', version: '1.0', paddingBytes: 50_000 },
  { name: 'stone', version: '1.0', paddingBytes: 20_000 },
];
const SAND_PAGE = '/simple/sand/';
const SAND_WHEEL = /sand-1\.0-py3-none-any\.whl$/;
const UNAVAILABLE: Fault = { kind: 'status', status: 503, headers: { 'retry-after': '7' } };

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

/** How a run goes through faults; that it does is in `fault-matrix.test.ts`. */
describe('once, a file', () => {
  it('that is cut short goes on where it stopped', async () => {
    index.faults.add(SAND_WHEEL, { kind: 'short-body', bytes: 30_000 }, 1);
    await mirror.planAndSync();
    const ranges = index.requests.filter(({ path }) => SAND_WHEEL.test(path)).map((request) => request.range);
    expect(ranges).toEqual([null, 'bytes=30000-']);
  });
});

describe('always, a file', () => {
  it('with wrong bytes is fetched twice, no oftener, and named with both hashes', async () => {
    index.faults.add(SAND_WHEEL, { kind: 'flipped-byte' });
    await mirror.planAndSync();
    expect(index.fetchesOf('sand-1.0-py3-none-any.whl')).toBe(2);
    const failure = mirror.events.find((event) => event.type === 'file-failed');
    expect(failure).toMatchObject({
      problem: {
        code: 'file-hash-mismatch',
        parameters: {
          expected: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
          actual: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
        },
      },
    });
  });
});

describe('waiting', () => {
  it('is as long as Retry-After says, is announced, and ends', async () => {
    index.faults.add(SAND_PAGE, UNAVAILABLE, 1);
    await mirror.planAndSync();
    // The clock of the test stands still, so that the host is still held back when it is asked again.
    expect(mirror.clock.sleeps[0]).toBe(7000);
    const waits = mirror.events.filter(
      (event) => event.type === 'waiting-started' || event.type === 'waiting-ended',
    );
    expect(waits.map((event) => event.type)).toEqual(['waiting-started', 'waiting-ended']);
  });

  it('grows from try to try', async () => {
    index.faults.add(SAND_PAGE, { kind: 'status', status: 500 });
    await mirror.planAndSync();
    expect(mirror.clock.sleeps).toEqual([375, 750, 1500, 3000, 6000]);
  });

  it('is in vain where upstream is not there at all: the plan fails and says why', async () => {
    await index.close();
    expect(await mirror.planAndSync()).toMatchObject({
      kind: 'failed',
      problem: { code: 'upstream-unreachable', parameters: { cause: 'the connection was refused' } },
    });
    index = await startLyingIndex({ wheels: [] });
  });
});

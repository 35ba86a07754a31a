import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LyingIndex, startLyingIndex } from '../../../testing/lying-index/lying-index';
import { createMirrorFixture, type MirrorFixture } from '../../../testing/mirror-fixture';
import type { WheelSpec } from '../../../testing/wheel-builder';
import { DEFAULT_NETWORK_OPTIONS } from '../../contract/network';
import type { Profile, ProfileOptions } from '../../contract/profile';
import type { SyncOutcome } from './sync-outcome';

const WHEELS: readonly WheelSpec[] = ['1.0', '2.0', '3.0', '4.0'].map((version) => ({
  name: 'sand',
  version,
  paddingBytes: 20_000,
}));
const FILE = 'sand-2.0-py3-none-any.whl';
const PATH = new RegExp(`/${FILE}$`);
const COMPLETE: SyncOutcome = { kind: 'finished', complete: true };

let upstream: LyingIndex;
let nearby: LyingIndex;
let mirror: MirrorFixture;

beforeEach(async () => {
  upstream = await startLyingIndex({ wheels: WHEELS });
  nearby = await startLyingIndex({ wheels: WHEELS });
});
afterEach(async () => {
  await upstream.close();
  await nearby.close();
  await mirror.remove();
});

async function sync(
  fallback: boolean,
  changes: Partial<Profile> = {},
  options: Partial<ProfileOptions> = {},
): Promise<SyncOutcome> {
  const fileMirror = { url: `http://127.0.0.1:${nearby.port}`, fallback };
  const network = { ...DEFAULT_NETWORK_OPTIONS, fileMirror };
  mirror = await createMirrorFixture(upstream.url, 'sand\n', options, { network, ...changes });
  return mirror.planAndSync();
}

const wheelsAsked = ({ requests }: LyingIndex): number =>
  requests.filter(({ path }) => path.endsWith('.whl')).length;
const failures = () => mirror.events.flatMap((event) => (event.type === 'file-failed' ? [event] : []));

describe('a copy of the files nearby', () => {
  it.each([true, false])(
    'gives the files, and upstream the pages (upstream may stand in: %s)',
    async (fallback) => {
      expect(await sync(fallback)).toEqual(COMPLETE);
      expect([wheelsAsked(nearby), wheelsAsked(upstream)]).toEqual([4, 0]);
      expect(nearby.requests.filter(({ path }) => path.startsWith('/simple/'))).toEqual([]);
      expect(await mirror.findFaults()).toEqual([]);
    },
  );

  it.each([
    ['does not have a file', { kind: 'status', status: 404 }],
    ['fails', { kind: 'status', status: 503 }],
    ['has a wrong one', { kind: 'flipped-byte' }],
    ['has a longer one', { kind: 'long-body' }],
    ['breaks off', { kind: 'short-body', bytes: 9000 }],
    ['resets', { kind: 'reset' }],
  ] as const)('is replaced by upstream where it %s, at once and for that file alone', async (_, fault) => {
    nearby.faults.add(PATH, fault);
    expect(await sync(true)).toEqual(COMPLETE);
    expect([wheelsAsked(nearby), wheelsAsked(upstream)]).toEqual([4, 1]);
    expect(mirror.clock.sleeps).toEqual([]);
    expect(await mirror.findFaults()).toEqual([]);
  });

  it.each([
    [{ kind: 'status', status: 404 }, 'upstream-status'],
    [{ kind: 'flipped-byte' }, 'file-hash-mismatch'],
  ] as const)('is the only one where upstream may not stand in: %o fails the file', async (fault, code) => {
    nearby.faults.add(PATH, fault);
    expect(await sync(false)).toEqual({ kind: 'finished', complete: false });
    const path = nearby.requests.find((request) => PATH.test(request.path))?.path;
    const url = `http://127.0.0.1:${nearby.port}${path}`;
    expect(failures().map(({ problem }) => problem)).toMatchObject([{ code, parameters: { url } }]);
    expect(wheelsAsked(upstream)).toBe(0);
  });

  it('and upstream both tell why a file came from neither', async () => {
    nearby.faults.add(PATH, { kind: 'status', status: 404 });
    upstream.faults.add(PATH, { kind: 'status', status: 403 });
    expect(await sync(true)).toEqual({ kind: 'finished', complete: false });
    expect(failures().map(({ problem }) => problem)).toMatchObject([
      {
        code: 'file-sources-failed',
        parameters: {
          filename: FILE,
          nearby: { parameters: { status: 404 } },
          upstream: { parameters: { status: 403 } },
        },
      },
    ]);
  });

  it('is left alone when it cannot be reached time and again, which is told once', async () => {
    nearby.faults.add(/./, { kind: 'reset' });
    expect(await sync(true, {}, { parallelDownloads: 1 })).toEqual(COMPLETE);
    expect(nearby.requests).toHaveLength(3);
    expect(mirror.events.filter(({ type }) => type === 'notice-raised')).toMatchObject([
      { notice: { severity: 'warning', problem: { code: 'upstream-unreachable' } } },
    ]);
  });

  it('is of upstream alone: it is not asked for what is bound to another index', async () => {
    const company = await startLyingIndex({ wheels: WHEELS });
    try {
      expect(await sync(true, { indexes: [{ url: company.url, projects: ['sand'] }] })).toEqual(COMPLETE);
      expect([nearby.requests.length, wheelsAsked(upstream), wheelsAsked(company)]).toEqual([0, 0, 4]);
    } finally {
      await company.close();
    }
  });
});

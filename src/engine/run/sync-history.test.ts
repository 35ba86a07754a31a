import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type LyingIndex, startLyingIndex } from '../../../testing/lying-index/lying-index';
import { createMirrorFixture, type MirrorFixture } from '../../../testing/mirror-fixture';
import type { Act } from '../../contract/history';
import { CANCEL, PAUSE } from '../files/interruption';
import { readHistory } from '../mirror/history-file';
import { discardRun } from './restore-run';

const WHEELS = [
  { name: 'sand', version: '1.0', paddingBytes: 400_000 },
  { name: 'stone', version: '1.0' },
];

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

/** What the history says, the oldest first. */
async function acts(): Promise<readonly Act[]> {
  const { entries } = await readHistory(mirror.directory, { limit: 100, olderFrom: null });
  return [...entries].reverse();
}

const namesOf = (entries: readonly Act[]): readonly string[] => entries.map(({ act }) => act);

async function pausedAtFirstByte(reason: typeof PAUSE | typeof CANCEL): Promise<void> {
  const stop = new AbortController();
  mirror.onEvent((event) => {
    if (event.type === 'file-progressed' && event.bytes > 0) stop.abort(reason);
  });
  const planned = await mirror.plan();
  if (planned.kind !== 'planned') throw new Error(planned.kind);
  await mirror.sync(planned.plan, { signal: stop.signal });
}

it('tells of a plan and a sync with what came', async () => {
  await mirror.planAndSync();
  const [planned, started, ended] = await acts();
  expect(planned).toMatchObject({ act: 'planned', complete: true, errors: 0, guards: 0 });
  expect(started).toMatchObject({ act: 'sync-started', files: 2, filesHere: 0 });
  const bytes = started?.act === 'sync-started' ? started.bytes : 0;
  expect(bytes).toBeGreaterThan(400_000);
  const figures = { filesFetched: 2, bytesFetched: bytes, filesRemoved: 0, filesFailed: 0 };
  expect(ended).toMatchObject({ act: 'sync-ended', complete: true, ...figures });
});

it('tells of files that failed and of files that went', async () => {
  await mirror.planAndSync();
  index.setWheels([
    { name: 'sand', version: '1.0', paddingBytes: 400_000 },
    { name: 'sand', version: '2.0' },
  ]);
  index.faults.add(/sand-2\.0-py3-none-any\.whl$/, { kind: 'status', status: 404 });
  await mirror.setAllowlist('sand\n');
  await mirror.planAndSync();
  const later = (await acts()).slice(3);
  expect(namesOf(later)).toEqual(['profile-changed', 'planned', 'sync-started', 'sync-ended']);
  expect(later[3]).toMatchObject({ complete: false, filesFetched: 0, filesRemoved: 1, filesFailed: 1 });
});

it('calls it going on where the same plan is carried out after a pause', async () => {
  const stop = new AbortController();
  mirror.onEvent((event) => {
    if (event.type === 'file-progressed') stop.abort(PAUSE);
  });
  const planned = await mirror.plan();
  if (planned.kind !== 'planned') throw new Error(planned.kind);
  await mirror.sync(planned.plan, { signal: stop.signal });
  await mirror.sync(planned.plan);
  const names = namesOf(await acts());
  expect(names).toEqual(['planned', 'sync-started', 'sync-paused', 'sync-resumed', 'sync-ended']);
});

it('tells of a sync that was given up, at once or after it stood', async () => {
  await pausedAtFirstByte(CANCEL);
  expect(namesOf(await acts()).at(-1)).toBe('sync-cancelled');
  await pausedAtFirstByte(PAUSE);
  const { directory, recordAct } = mirror;
  await discardRun(directory, { program: 'test', recordAct, signal: new AbortController().signal });
  expect(namesOf(await acts()).slice(-2)).toEqual(['sync-paused', 'sync-discarded']);
});

it('tells why no plan could be made', async () => {
  await mirror.setAllowlist('===');
  await mirror.plan();
  const [failed] = await acts();
  expect(failed).toMatchObject({ act: 'plan-failed' });
  expect(failed?.act === 'plan-failed' && failed.cause).toContain('sandgrouse.toml');
});

it('keeps nobody from syncing where it cannot be written', async () => {
  await mkdir(join(mirror.directory, '.sandgrouse', 'history.jsonl'), { recursive: true });
  expect(await mirror.planAndSync()).toEqual({ kind: 'finished', complete: true });
});

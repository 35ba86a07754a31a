import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LyingIndex, startLyingIndex } from '../../../testing/lying-index/lying-index';
import { createMirrorFixture, type MirrorFixture } from '../../../testing/mirror-fixture';
import { PAUSE } from '../files/interruption';
import { lockMirror } from '../mirror/mirror-lock';
import { verifyMirror } from '../verify/verify-mirror';
import { readMirrorStatus } from './mirror-status';

const signal = new AbortController().signal;
const SAND = /sand-1\.0-py3-none-any\.whl$/;

let index: LyingIndex;
let mirror: MirrorFixture;

beforeEach(async () => {
  index = await startLyingIndex({
    wheels: [
      { name: 'sand', version: '1.0', paddingBytes: 400_000 },
      { name: 'stone', version: '1.0' },
    ],
  });
  mirror = await createMirrorFixture(index.url, 'sand\nstone\n');
});

afterEach(async () => {
  await index.close();
  await mirror.remove();
});

const status = () => readMirrorStatus(mirror.directory, { signal });

describe('the status of a mirror', () => {
  it('of which nothing is here says so', async () => {
    expect(await status()).toMatchObject({
      projects: 0,
      files: 0,
      lastRun: 'none',
      lastCompleteAtMs: null,
      lastImport: null,
      upstreamSerial: null,
      lastPlan: null,
      failedFiles: { count: 0, files: [] },
      waiting: null,
      lastVerification: null,
      waitingVerification: null,
      lastProof: null,
      lockedBy: null,
    });
  });

  it('says how fresh it is, and whether the plan still holds', async () => {
    const before = Date.now();
    await mirror.planAndSync();
    const fresh = await status();
    expect(fresh).toMatchObject({
      files: 2,
      lastRun: 'complete',
      lastPlan: { complete: true, isOutdated: false },
    });
    expect(fresh.lastCompleteAtMs).toBeGreaterThanOrEqual(before);
    expect(fresh.lastPlan?.createdAtMs).toBeGreaterThanOrEqual(before);
    await mirror.setAllowlist('sand\n');
    expect((await status()).lastPlan?.isOutdated).toBe(true);
  });

  it('names each file that failed with its cause, until it came', async () => {
    index.faults.add(SAND, { kind: 'flipped-byte' });
    await mirror.planAndSync();
    const { failedFiles, lastRun } = await status();
    expect(lastRun).toBe('incomplete');
    expect(failedFiles).toMatchObject({
      count: 1,
      files: [
        { project: 'sand', filename: 'sand-1.0-py3-none-any.whl', problem: { code: 'file-hash-mismatch' } },
      ],
    });
    index.faults.clear();
    await mirror.planAndSync();
    expect((await status()).failedFiles).toEqual({ count: 0, files: [] });
  });

  it('names what the last plan could not have', async () => {
    await mirror.setAllowlist('sand\nnosuchname\n');
    await mirror.planAndSync();
    expect((await status()).lastPlan).toMatchObject({
      complete: false,
      errorCount: 1,
      errors: [{ project: 'nosuchname', problem: { code: 'project-unknown' } }],
    });
  });

  it('says what waits', async () => {
    const stop = new AbortController();
    mirror.onEvent((event) => {
      if (event.type === 'file-progressed') stop.abort(PAUSE);
    });
    const planned = await mirror.plan();
    if (planned.kind !== 'planned') throw new Error(planned.kind);
    await mirror.sync(planned.plan, { signal: stop.signal });
    const { waiting, lastRun } = await status();
    expect(lastRun).toBe('paused');
    expect(waiting).toMatchObject({ reason: { kind: 'asked' }, files: 2 });
    expect(waiting?.bytes).toBeGreaterThan(400_000);
  });

  it('says who works on it now', async () => {
    await mirror.plan();
    const held = await lockMirror(mirror.directory, 'another program');
    expect((await status()).lockedBy).toMatchObject({ program: 'another program', processId: process.pid });
    await held.close();
    expect((await status()).lockedBy).toBeNull();
  });

  it('tells the last verification', async () => {
    await mirror.planAndSync();
    const { directory, clock, recordAct } = mirror;
    await verifyMirror({
      directory,
      clock,
      recordAct,
      mode: 'full',
      program: 'test',
      isInterrupted: false,
      emit: () => undefined,
      found: () => undefined,
      signal,
    });
    expect((await status()).lastVerification).toMatchObject({ mode: 'full', files: 2, filesRead: 2 });
  });

  it('keeps no password of an address with a failure', async () => {
    index.faults.add(SAND, { kind: 'redirect', location: 'http://me:hunter2@127.0.0.1:1/x?key=abc' });
    await mirror.planAndSync();
    expect((await status()).failedFiles.count).toBe(1);
    const text = await readFile(join(mirror.directory, '.sandgrouse', 'failures.jsonl'), 'utf8');
    expect(text).not.toMatch(/hunter2|abc/);
  });
});

it('passes over failures that a stranger wrote', async () => {
  await mkdir(join(mirror.directory, '.sandgrouse'));
  const strange = [
    'null',
    '{"path":7}',
    '{"path":"a","url":"b","problem":{"code":"nothing","parameters":{}}}',
    '{"path":"a","url":"b","problem":{"code":"file-sources-failed","parameters":{}}}',
    `{"path":"packages/x/sand-1.0.tar.gz","url":"http://x\\u001b[2J","problem":{"code":"upstream-unreachable","parameters":{"url":"u","cause":"c"}}}`,
    '{"path":"packages/x/sa',
  ];
  await writeFile(join(mirror.directory, '.sandgrouse', 'failures.jsonl'), strange.join('\n'));
  const { failedFiles } = await status();
  expect(failedFiles).toMatchObject({ count: 1, files: [{ url: 'http://x\ufffd[2J' }] });
});

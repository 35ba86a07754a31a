import { beforeEach, describe, expect, it } from 'vitest';
import { problem } from '../../contract/problem';
import { NO_FINDINGS, type VerificationSummary, type VerifyProgress } from '../../contract/verification';
import { VERIFY_BEGINS, VERIFY_IDLE, type VerifyState } from '../../contract/verify-state';
import { PAUSE } from '../../engine/files/interruption';
import type { VerifyOutcome } from '../../engine/verify/verify-mirror';
import { MirrorVerifications } from './mirror-verifications';

const SUMMARY: VerificationSummary = {
  findings: [],
  report: {
    version: 1,
    mode: 'full',
    startedAtMs: 1,
    finishedAtMs: 2,
    projects: 1,
    files: 1,
    bytes: 1,
    filesRead: 1,
    filesWaiting: 0,
    counts: NO_FINDINGS,
  },
};

let published: VerifyState[];
let timers: Set<() => void>;
let begun: string[];
let emit: (progress: VerifyProgress) => void;
let end: (outcome: VerifyOutcome) => void;
let saved: VerifyState;
let verifications: MirrorVerifications;

beforeEach(() => {
  published = [];
  timers = new Set();
  begun = [];
  saved = VERIFY_IDLE;
  verifications = new MirrorVerifications({
    verify: (_mirror, options) => {
      begun.push(options.mode);
      emit = options.emit;
      return new Promise((fulfil) => {
        end = fulfil;
        options.signal.addEventListener('abort', () =>
          fulfil({ kind: options.signal.reason === PAUSE ? 'paused' : 'cancelled' }),
        );
      });
    },
    readSaved: async () => saved,
    startTimer: (run) => {
      timers.add(run);
      return () => timers.delete(run);
    },
    publish: (_mirror, state) => published.push(state),
  });
});

const progress = (itemsDone: number): VerifyProgress => ({ ...VERIFY_BEGINS, itemsDone, items: 1000 });
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};

describe('the verifications of mirrors', () => {
  it('are read from the folder where none is under way', async () => {
    expect(await verifications.read('/m')).toEqual(VERIFY_IDLE);
    saved = { status: 'paused', mode: 'full', progress: null };
    expect(await verifications.read('/m')).toEqual(saved);
  });

  it('begin once, and tell their progress now and then', async () => {
    verifications.start('/m', 'changed');
    verifications.start('/m', 'full');
    expect(begun).toEqual(['changed']);
    expect(verifications.underWay()).toEqual(['/m']);
    for (let done = 0; done < 100; done += 1) emit(progress(done));
    expect(published).toHaveLength(1);
    for (const run of [...timers]) run();
    expect(published.at(-1)).toEqual({ status: 'verifying', mode: 'changed', progress: progress(99) });
  });

  it('pause with what was reached, and go on', async () => {
    verifications.start('/m', 'full');
    emit(progress(7));
    verifications.pause('/m');
    await settled();
    expect(published.at(-1)).toEqual({ status: 'paused', mode: 'full', progress: progress(7) });
    expect(timers.size).toBe(0);
    verifications.start('/m', 'full');
    end({ kind: 'verified', summary: SUMMARY });
    await settled();
    expect(published.at(-1)).toEqual({ status: 'verified', summary: SUMMARY, isOutdated: false });
    saved = { status: 'verified', summary: SUMMARY, isOutdated: true };
    expect(await verifications.read('/m')).toEqual(saved);
  });

  it('tell why they failed until the next try', async () => {
    verifications.start('/m', 'full');
    const cause = problem('disk-gone', { path: '/m' });
    end({ kind: 'failed', problem: cause });
    await settled();
    expect(await verifications.read('/m')).toEqual({ status: 'failed', problem: cause });
    verifications.start('/m', 'full');
    verifications.cancel('/m');
    await settled();
    expect(await verifications.read('/m')).toEqual({ status: 'cancelled' });
  });

  it('pause when the application ends', async () => {
    verifications.start('/m', 'full');
    await verifications.close();
    expect(published.at(-1)).toMatchObject({ status: 'paused' });
    verifications.start('/m', 'full');
    expect(begun).toHaveLength(1);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { problem } from '../../contract/problem';
import type { Proof } from '../../contract/proof';
import type { ProveProgress, ProveState } from '../../contract/prove-state';
import type { ProveOutcome } from '../../engine/prove/prove-mirror';
import { MirrorProofs } from './mirror-proofs';

const PROOF: Proof = {
  version: 1,
  createdAtMs: 1,
  program: 'test',
  upstreamUrl: 'https://example.org/simple/',
  profileDigest: 'a',
  complete: true,
  leftOut: [],
  targets: [],
};

let published: ProveState[];
let timers: Set<() => void>;
let begun: number;
let emit: (progress: ProveProgress) => void;
let end: (outcome: ProveOutcome) => void;
let saved: { readonly proof: Proof; readonly isOutdated: boolean } | null;
let proofs: MirrorProofs;

beforeEach(() => {
  published = [];
  timers = new Set();
  begun = 0;
  saved = null;
  proofs = new MirrorProofs({
    prove: (_mirror, options) => {
      begun += 1;
      emit = options.emit;
      return new Promise((fulfil) => {
        end = fulfil;
        options.signal.addEventListener('abort', () => fulfil({ kind: 'cancelled' }));
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

const progress = (done: number): ProveProgress => ({ step: 'check-files', done, total: 1000, target: null });
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};

describe('the proofs of mirrors', () => {
  it('are read from the folder, with whether they still hold', async () => {
    expect(await proofs.read('/m')).toEqual({ status: 'idle' });
    saved = { proof: PROOF, isOutdated: true };
    expect(await proofs.read('/m')).toEqual({ status: 'proven', proof: PROOF, isOutdated: true });
  });

  it('begin once, and tell each step at once and its progress now and then', async () => {
    proofs.start('/m');
    proofs.start('/m');
    expect(begun).toBe(1);
    for (let done = 0; done < 100; done += 1) emit(progress(done));
    expect(published).toHaveLength(2);
    for (const run of [...timers]) run();
    expect(published.at(-1)).toEqual({ status: 'proving', progress: progress(99) });
    expect(await proofs.read('/m')).toEqual({ status: 'proving', progress: progress(99) });
  });

  it('end with what was proven', async () => {
    proofs.start('/m');
    emit(progress(1));
    emit(progress(2));
    end({ kind: 'proven', proof: PROOF, unsaved: null });
    await settled();
    expect(published.at(-1)).toEqual({ status: 'proven', proof: PROOF, isOutdated: false });
    expect(timers.size).toBe(0);
    expect(proofs.isProving('/m')).toBe(false);
  });

  it('that failed say why until the next try', async () => {
    saved = { proof: PROOF, isOutdated: false };
    proofs.start('/m');
    const cause = problem('mirror-without-targets', { directory: '/m' });
    end({ kind: 'failed', problem: cause });
    await settled();
    expect(await proofs.read('/m')).toEqual({ status: 'failed', problem: cause });
    proofs.start('/m');
    proofs.cancel('/m');
    await settled();
    expect(await proofs.read('/m')).toEqual({ status: 'cancelled' });
  });

  it('all end when the application does', async () => {
    proofs.start('/m');
    await proofs.close();
    expect(published.at(-1)).toEqual({ status: 'cancelled' });
    proofs.start('/m');
    expect(begun).toBe(1);
  });
});

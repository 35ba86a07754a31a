import { beforeEach, describe, expect, it } from 'vitest';
import type { TransferProgress } from '../../contract/bundle';
import { type CarryState, type ExportChoice, NO_EXTRAS, TRANSFER_BEGINS } from '../../contract/carry-state';
import { problem } from '../../contract/problem';
import { isCancelled } from '../../engine/files/interruption';
import { type Transfer, Transfers } from './transfers';

const CHOICE: ExportChoice = {
  drive: null,
  to: '/drive/lab',
  selection: { kind: 'whole' },
  since: null,
  readsBack: true,
  extras: NO_EXTRAS,
};
const IDLE: CarryState = { status: 'idle' };

let published: CarryState[];
let timers: Map<() => void, number>;
let emit: (progress: TransferProgress) => void;
let end: (state: CarryState) => void;
let fail: (error: unknown) => void;
let begun: number;
let transfers: Transfers<CarryState>;

const progress = (bytesDone: number): TransferProgress => ({ ...TRANSFER_BEGINS, step: 'copy', bytesDone });
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};

const transfer: Transfer<CarryState> = {
  working: (told) => ({ status: 'exporting', choice: CHOICE, progress: told }),
  failed: (cause) => ({ status: 'failed', choice: CHOICE, problem: cause }),
  run: (options) => {
    begun += 1;
    emit = options.emit;
    return new Promise((fulfil, reject) => {
      end = fulfil;
      fail = reject;
      options.signal.addEventListener('abort', () =>
        fulfil(
          isCancelled(options.signal) ? IDLE : { status: 'paused', choice: CHOICE, progress: progress(7) },
        ),
      );
    });
  },
};

beforeEach(() => {
  published = [];
  timers = new Map();
  begun = 0;
  transfers = new Transfers({
    startTimer: (run, delayMs) => {
      timers.set(run, delayMs);
      return () => timers.delete(run);
    },
    publish: (_folder, state) => published.push(state),
  });
});

describe('transfers', () => {
  it('begin once a folder, and tell their progress at most twice a second', () => {
    expect(transfers.read('/m')).toBeNull();
    transfers.begin('/m', transfer);
    transfers.begin('/m', transfer);
    expect(begun).toBe(1);
    expect(transfers.underWay()).toEqual(['/m']);
    for (let done = 0; done < 100; done += 1) emit(progress(done));
    expect(published).toHaveLength(1);
    expect([...timers.values()]).toEqual([500]);
    for (const run of [...timers.keys()]) run();
    expect(published.at(-1)).toEqual(transfer.working(progress(99)));
    expect(transfers.read('/m')).toEqual(transfer.working(progress(99)));
  });

  it('pause, go on, and keep how they ended', async () => {
    transfers.begin('/m', transfer);
    emit(progress(7));
    transfers.pause('/m');
    await settled();
    expect(timers.size).toBe(0);
    expect(transfers.read('/m')).toMatchObject({ status: 'paused', progress: { bytesDone: 7 } });
    transfers.begin('/m', transfer);
    expect(begun).toBe(2);
    end({ status: 'failed', choice: CHOICE, problem: problem('disk-gone', { path: '/drive' }) });
    await settled();
    expect(transfers.underWay()).toEqual([]);
    expect(published.at(-1)).toMatchObject({ status: 'failed', problem: { code: 'disk-gone' } });
  });

  it('are given up while they run and while they are paused', async () => {
    transfers.begin('/m', transfer);
    transfers.cancel('/m', IDLE);
    await settled();
    expect(published.at(-1)).toEqual(IDLE);
    transfers.begin('/m', transfer);
    transfers.pause('/m');
    await settled();
    transfers.cancel('/m', IDLE);
    expect(transfers.read('/m')).toEqual(IDLE);
    expect(published.at(-1)).toEqual(IDLE);
  });

  it('show what was thrown as a problem', async () => {
    transfers.begin('/m', transfer);
    fail(new Error('no such thing'));
    await settled();
    expect(published.at(-1)).toMatchObject({ status: 'failed', problem: { code: 'bug' } });
  });

  it('pause when the application ends, and none begins after that', async () => {
    transfers.begin('/m', transfer);
    await transfers.close();
    expect(published.at(-1)).toMatchObject({ status: 'paused' });
    transfers.begin('/m', transfer);
    expect(begun).toBe(1);
  });
});

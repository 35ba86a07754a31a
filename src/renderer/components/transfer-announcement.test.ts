import { describe, expect, it } from 'vitest';
import { TRANSFER_BEGINS } from '../../contract/carry-state';
import { type Heard, transferAnnouncement } from './transfer-announcement';

const copying = (bytesDone: number): Heard => ({
  status: 'exporting',
  progress: { ...TRANSFER_BEGINS, step: 'copy', bytesDone, bytes: 100 },
});
const readingBack: Heard = { status: 'exporting', progress: { ...TRANSFER_BEGINS, step: 'read-back' } };
const idle: Heard = { status: 'idle', progress: null };
const exported: Heard = { status: 'exported', progress: null };

describe('what is said of a transfer', () => {
  it.each<readonly [string, Heard, Heard, unknown]>([
    ['its start', idle, copying(0), { kind: 'status' }],
    ['its end', copying(99), exported, { kind: 'status' }],
    ['a new step', copying(100), readingBack, { kind: 'step' }],
    ['a quarter', copying(24), copying(26), { kind: 'quarter', percent: 25 }],
    ['a jump over one', copying(24), copying(80), { kind: 'quarter', percent: 75 }],
    ['nothing between quarters', copying(26), copying(49), null],
    ['nothing at the last quarter, which is the end', copying(80), copying(100), null],
    ['nothing of what ended long ago', idle, exported, null],
  ])('%s', (_name, previous, next, expected) => {
    expect(transferAnnouncement(previous, next)).toEqual(expected);
  });
});

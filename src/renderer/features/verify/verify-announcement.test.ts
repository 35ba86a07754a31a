import { expect, it } from 'vitest';
import { NO_FINDINGS, type VerifyProgress } from '../../../contract/verification';
import { VERIFY_BEGINS, VERIFY_IDLE, type VerifyState } from '../../../contract/verify-state';
import { verifyAnnouncement } from './verify-announcement';

const at = (bytesDone: number, step: VerifyProgress['step'] = 'check-files'): VerifyState => ({
  status: 'verifying',
  mode: 'full',
  progress: { ...VERIFY_BEGINS, step, bytes: 100, bytesDone },
});
const verified = (damaged: number): VerifyState => ({
  status: 'verified',
  isOutdated: false,
  summary: {
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
      counts: { ...NO_FINDINGS, damaged },
    },
  },
});

it('says the start, each quarter of the files once, and how it ended', () => {
  expect(verifyAnnouncement(VERIFY_IDLE, at(0, 'read-pages'))).toEqual({ kind: 'verifying' });
  expect(verifyAnnouncement(at(50, 'read-pages'), at(0))).toBeNull();
  expect(verifyAnnouncement(at(20), at(60))).toEqual({ kind: 'quarter', percent: 50 });
  expect(verifyAnnouncement(at(60), at(70))).toBeNull();
  expect(verifyAnnouncement(at(100), at(0, 'find-orphans'))).toBeNull();
  expect(verifyAnnouncement(at(100), verified(0))).toEqual({ kind: 'right' });
  expect(verifyAnnouncement(at(100), verified(1))).toEqual({ kind: 'wrong' });
  expect(verifyAnnouncement(at(10), { status: 'paused', mode: 'full', progress: null })).toEqual({
    kind: 'paused',
  });
});

it('is silent about what was there before the screen was opened', () => {
  expect(verifyAnnouncement(VERIFY_IDLE, verified(1))).toBeNull();
});

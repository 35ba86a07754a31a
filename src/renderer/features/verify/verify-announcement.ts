import { countFindings } from '../../../contract/verification';
import type { VerifyState } from '../../../contract/verify-state';
import { floorPercent } from '../../format/format';
import { verifyShare } from './verify-share';

export type VerifyAnnouncement =
  | { readonly kind: 'verifying' | 'paused' | 'right' | 'wrong' | 'cancelled' | 'failed' }
  | { readonly kind: 'quarter'; readonly percent: number };

/** What is said aloud when a verification goes from one state to the next: start, quarters of the files, end. */
export function verifyAnnouncement(previous: VerifyState, next: VerifyState): VerifyAnnouncement | null {
  if (next.status === 'verifying') {
    if (previous.status !== 'verifying') return { kind: 'verifying' };
    const [before, now] = [quarterOf(previous), quarterOf(next)];
    return now > before && now < 4 ? { kind: 'quarter', percent: now * 25 } : null;
  }
  // What is read from the folder when the screen is opened did not just happen.
  if (previous.status !== 'verifying') return null;
  if (next.status === 'idle') return null;
  if (next.status !== 'verified') return { kind: next.status };
  return { kind: countFindings(next.summary.report.counts) === 0 ? 'right' : 'wrong' };
}

function quarterOf({ progress }: Extract<VerifyState, { readonly status: 'verifying' }>): number {
  if (progress.step !== 'check-files') return 0;
  return Math.floor(floorPercent(...verifyShare(progress)) / 25);
}

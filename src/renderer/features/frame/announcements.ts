import type { RunState } from '../../../contract/run-state';
import { floorPercent } from '../../format/format';
import { progressShare } from '../../format/progress-share';

/** What is said aloud when a run goes from one state to the next; `null` for nothing. */
export type Announcement =
  | { readonly kind: 'planStarted' | 'planFinished' | 'syncStarted' | 'paused' }
  | { readonly kind: 'finished' | 'incomplete' | 'cancelled' | 'failed' }
  | { readonly kind: 'quarter'; readonly percent: number };

/** Start, quarters and end: more would drown everything else that a screen reader has to say. */
export function announcementOf(previous: RunState, next: RunState): Announcement | null {
  if (previous.stage !== next.stage) return stageAnnouncement(next);
  if (previous.stage !== 'syncing' || next.stage !== 'syncing') return null;
  if (next.progress.phase !== 'downloading') return null;
  const before = quarterOf(previous);
  const now = quarterOf(next);
  return now > before && now < 4 ? { kind: 'quarter', percent: now * 25 } : null;
}

function quarterOf(run: Extract<RunState, { stage: 'syncing' }>): number {
  return Math.floor(floorPercent(...progressShare(run.progress)) / 25);
}

function stageAnnouncement(next: RunState): Announcement | null {
  switch (next.stage) {
    case 'planning':
      return { kind: 'planStarted' };
    case 'planned':
      return { kind: 'planFinished' };
    case 'syncing':
      return { kind: 'syncStarted' };
    case 'finished':
      return { kind: next.complete ? 'finished' : 'incomplete' };
    case 'paused':
    case 'cancelled':
    case 'failed':
      return { kind: next.stage };
    case 'idle':
      return null;
  }
}

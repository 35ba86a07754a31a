import { describe, expect, it } from 'vitest';
import { reduceRun } from '../../../contract/reduce-run';
import type { RunEvent } from '../../../contract/run-event';
import { IDLE, type RunState } from '../../../contract/run-state';
import { announcementOf } from './announcements';

const FILE = { path: 'a', project: 'attrs', filename: 'a' };
const STARTED: RunEvent = {
  type: 'sync-started',
  runId: 'run',
  atMs: 0,
  totals: { files: 1, bytes: 100, filesDone: 0, bytesDone: 0, projects: [] },
};

/** What is said while these events happen, one after the other. */
function said(...events: RunEvent[]) {
  let state: RunState = IDLE;
  return events.flatMap((event) => {
    const previous = state;
    state = reduceRun(state, event);
    const announcement = announcementOf(previous, state);
    return announcement === null ? [] : [announcement];
  });
}

describe('a sync is told aloud', () => {
  it('at its start, its quarters and its end, and not in between', () => {
    const bytes = (count: number): RunEvent => ({ type: 'file-progressed', path: 'a', bytes: count });
    expect(
      said(
        STARTED,
        { type: 'file-started', ...FILE, sizeBytes: 100, resumedFromBytes: 0 },
        bytes(20),
        bytes(6),
        bytes(1),
        bytes(30),
        bytes(43),
        { type: 'file-finished', path: 'a' },
        { type: 'run-finished', atMs: 9, complete: true },
      ),
    ).toEqual([
      { kind: 'syncStarted' },
      { kind: 'quarter', percent: 25 },
      { kind: 'quarter', percent: 50 },
      { kind: 'finished' },
    ]);
  });

  it('when it pauses, and when something is missing at the end', () => {
    expect(said(STARTED, { type: 'run-paused', reason: { kind: 'asked' } })).toContainEqual({
      kind: 'paused',
    });
    expect(said(STARTED, { type: 'run-finished', atMs: 9, complete: false })).toContainEqual({
      kind: 'incomplete',
    });
  });
});

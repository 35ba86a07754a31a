import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problem } from './problem';
import { reduceRun, reduceRunBatch } from './reduce-run';
import type { RunEvent, RunTotals } from './run-event';
import { IDLE, type RunState } from './run-state';
import { runEvents } from './testing/run-events';

const TOTALS: RunTotals = {
  files: 2,
  bytes: 300,
  filesDone: 0,
  bytesDone: 40,
  projects: [{ project: 'click', files: 2, bytes: 300, filesDone: 0, bytesDone: 40 }],
};
const STARTED: RunEvent = { type: 'sync-started', runId: 'r', atMs: 5, totals: TOTALS };
const FILE: RunEvent = {
  type: 'file-started',
  path: 'a.whl',
  project: 'click',
  filename: 'a.whl',
  sizeBytes: 100,
  resumedFromBytes: 40,
};
const BYTES: RunEvent = { type: 'file-progressed', path: 'a.whl', bytes: 60 };

const fold = (...events: readonly RunEvent[]): RunState => reduceRunBatch(IDLE, events);

function freezeDeeply<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) freezeDeeply(inner);
  }
  return value;
}

describe('folding a batch', () => {
  it('gives the state that one event after another gives', () => {
    fc.assert(
      fc.property(runEvents, (events) => {
        expect(reduceRunBatch(IDLE, events)).toEqual(events.reduce(reduceRun, IDLE));
      }),
      { numRuns: 500 },
    );
  });

  it('leaves the state and the events that it was given as they were', () => {
    fc.assert(
      fc.property(runEvents, runEvents, (before, events) => {
        const state = freezeDeeply(reduceRunBatch(IDLE, before));
        expect(() => reduceRunBatch(state, freezeDeeply(events))).not.toThrow();
      }),
    );
  });

  it('keeps the records that it has not changed, so that a list of projects is not drawn anew', () => {
    const before = fold(STARTED, FILE);
    const after = reduceRunBatch(before, [{ type: 'speed-measured', bytesPerSecond: 9 }]);
    if (before.stage !== 'syncing' || after.stage !== 'syncing') throw new Error('not syncing');
    expect(after.progress.projects).toBe(before.progress.projects);
    expect(after.progress.active).toBe(before.progress.active);
  });
});

describe('a sync', () => {
  it('counts the bytes of a file, of its project and of the run', () => {
    expect(fold(STARTED, FILE, BYTES)).toMatchObject({
      stage: 'syncing',
      progress: {
        bytesDone: 100,
        active: { 'a.whl': { receivedBytes: 100 } },
        projects: { click: { bytesDone: 100, filesDone: 0 } },
      },
    });
  });

  it('gives bytes back when a file has to start again', () => {
    const state = fold(STARTED, FILE, BYTES, { type: 'file-restarted', path: 'a.whl', bytesLost: 100 });
    expect(state).toMatchObject({ progress: { bytesDone: 0, projects: { click: { bytesDone: 0 } } } });
  });

  it('names a file that failed, with its address and its problem', () => {
    const trouble = problem('upstream-stalled', { url: 'https://index.example/a.whl', timeoutMs: 1000 });
    const failed: RunEvent = {
      type: 'file-failed',
      path: 'a.whl',
      url: 'https://index.example/a.whl',
      problem: trouble,
    };
    expect(fold(STARTED, FILE, failed)).toMatchObject({
      progress: {
        active: {},
        filesDone: 0,
        failures: [{ path: 'a.whl', project: 'click', url: 'https://index.example/a.whl', problem: trouble }],
        projects: { click: { filesFailed: 1 } },
      },
    });
  });

  it('has nothing on the wire once it stands still', () => {
    const paused = fold(STARTED, FILE, BYTES, { type: 'run-paused', reason: { kind: 'asked' } });
    expect(paused).toMatchObject({
      stage: 'paused',
      reason: { kind: 'asked' },
      progress: { active: {}, bytesPerSecond: 0, bytesDone: 100 },
    });
  });
});

it('ignores what does not belong to the stage', () => {
  expect(fold(BYTES, { type: 'plan-progressed', projectsDone: 3, projects: 4 })).toBe(IDLE);
});

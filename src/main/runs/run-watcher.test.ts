import { beforeEach, describe, expect, it } from 'vitest';
import { problem } from '../../contract/problem';
import { reduceRunBatch } from '../../contract/reduce-run';
import type { RunEvent, RunEventBatch } from '../../contract/run-event';
import { IDLE, type RunState } from '../../contract/run-state';
import { ENGLISH_HOST_TEXTS } from '../texts/english';
import { createRunWatcher, type RunWatcher } from './run-watcher';

const STARTED: RunEvent = {
  type: 'sync-started',
  runId: 'r',
  atMs: 0,
  totals: { files: 3, bytes: 30, filesDone: 3, bytesDone: 30, projects: [] },
};
const trouble = problem('disk-full', { path: '/m', missingBytes: 5 });

let notices: string[];
let stageChanges: number;
let moves: number;
let pushed: RunEventBatch[];
let lines: string[];
let watch: RunWatcher;
let state: RunState;
let sequence: number;

beforeEach(() => {
  notices = [];
  stageChanges = 0;
  moves = 0;
  pushed = [];
  lines = [];
  state = IDLE;
  sequence = 0;
  watch = createRunWatcher({
    texts: ENGLISH_HOST_TEXTS,
    nameOf: (mirror) => mirror.slice(1),
    push: (batch) => pushed.push(batch),
    stageChanged: () => {
      stageChanges += 1;
    },
    bytesMoved: () => {
      moves += 1;
    },
    notify: (text) => notices.push(text),
    log: (line) => lines.push(line),
  });
});

function happen(...events: readonly RunEvent[]): void {
  state = reduceRunBatch(state, events);
  sequence += 1;
  watch({ mirror: '/lab', sequence, events }, state);
}

describe('the notice at the end', () => {
  it('tells that a mirror is complete', () => {
    happen(STARTED, { type: 'run-finished', atMs: 1, complete: true });
    expect(notices).toEqual(['"lab" is complete: 3 files.']);
  });

  it('tells that something could not be had', () => {
    happen(STARTED, { type: 'run-finished', atMs: 1, complete: false });
    expect(notices).toEqual([
      '"lab" is done, but not everything that was asked for could be had. Open it to see why.',
    ]);
  });

  it('tells that a run stands still because of a problem', () => {
    happen(STARTED, { type: 'run-paused', reason: { kind: 'problem', problem: trouble } });
    expect(notices).toEqual(['"lab" is paused because something went wrong. Open it to see what to do.']);
  });

  it('is silent about what the person asked for', () => {
    happen(STARTED, { type: 'run-paused', reason: { kind: 'asked' } });
    happen(STARTED, { type: 'run-cancelled' });
    expect(notices).toEqual([]);
  });
});

it('passes every batch on, and tells of bytes and of new stages', () => {
  happen(STARTED);
  happen({ type: 'file-progressed', path: 'a', bytes: 1 });
  happen({ type: 'speed-measured', bytesPerSecond: 1 });
  expect(pushed.map((batch) => batch.sequence)).toEqual([1, 2, 3]);
  expect(moves).toBe(1);
  expect(stageChanges).toBe(1);
});

it('writes the beginning and the end into the log, and no line for every file', () => {
  happen(STARTED, { type: 'file-progressed', path: 'a', bytes: 1 }, { type: 'file-finished', path: 'a' });
  happen({ type: 'run-finished', atMs: 1, complete: true });
  expect(lines).toEqual(['"/lab" syncs 3 files, 3 of them present', '"/lab" is complete']);
});

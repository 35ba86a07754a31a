import { describe, expect, it } from 'vitest';
import { reduceRunBatch } from '../../contract/reduce-run';
import type { RunEvent } from '../../contract/run-event';
import { IDLE } from '../../contract/run-state';
import { ENGLISH_HOST_TEXTS } from '../texts/english';
import { displayWork, type NamedRun } from './work-display';

const started = (bytes: number, bytesDone: number): RunEvent => ({
  type: 'sync-started',
  runId: 'r',
  atMs: 0,
  totals: { files: 4, bytes, filesDone: 1, bytesDone, projects: [] },
});
const PAUSED: RunEvent = { type: 'run-paused', reason: { kind: 'asked' } };
const PLANNING: RunEvent = { type: 'plan-started', runId: 'r', atMs: 0, projects: 3 };

const run = (name: string, ...events: readonly RunEvent[]): NamedRun => ({
  name,
  state: reduceRunBatch(IDLE, events),
});
const display = (...runs: readonly NamedRun[]) => displayWork(runs, ENGLISH_HOST_TEXTS);

describe('the title and the taskbar', () => {
  it('are plain while nothing runs', () => {
    expect(display(run('lab'))).toEqual({ title: 'Sandgrouse', bar: null });
  });

  it('show the share of the bytes of a sync', () => {
    expect(display(run('lab', started(300, 199)))).toMatchObject({
      title: '66% – lab – Sandgrouse',
      bar: { mode: 'normal' },
    });
  });

  it('count files where no size is known', () => {
    expect(display(run('lab', started(0, 0))).bar).toEqual({ share: 0.25, mode: 'normal' });
  });

  it('stay at the ends when upstream gave wrong sizes', () => {
    expect(display(run('lab', started(100, 250))).bar).toEqual({ share: 1, mode: 'normal' });
  });

  it('show that a plan is being made', () => {
    expect(display(run('lab', PLANNING))).toEqual({
      title: 'Planning – lab – Sandgrouse',
      bar: { share: 0, mode: 'indeterminate' },
    });
  });

  it('add several syncs up', () => {
    expect(display(run('lab', started(100, 50)), run('field', started(300, 50)))).toMatchObject({
      title: '25% – 2 mirrors – Sandgrouse',
      bar: { share: 0.25 },
    });
  });

  it('clear the bar for a paused run and say where it stands', () => {
    expect(display(run('lab', started(200, 90), PAUSED))).toEqual({
      title: 'Paused at 45% – lab – Sandgrouse',
      bar: null,
    });
  });
});

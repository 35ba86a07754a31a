import { describe, expect, it } from 'vitest';
import {
  DOWNLOADING,
  fileFailed,
  fileProgressed,
  fileStarted,
  SYNC_STARTED,
  stateAfter,
  waitingStarted,
} from '../testing/run-states';
import { liveLines } from './progress-lines';

const WIDE = { columns: 120, nowMs: 1000 };
const BEGUN = [SYNC_STARTED, DOWNLOADING] as const;

describe('the lines of a run', () => {
  it('show planning by projects', () => {
    const state = stateAfter(
      { type: 'plan-started', runId: 'run', atMs: 0, projects: 8 },
      { type: 'plan-progressed', projectsDone: 2, projects: 8 },
    );
    expect(liveLines(state, WIDE)).toEqual(['Planning ██████░░░░░░░░░░░░░░░░░░  25%  2 of 8 projects']);
  });

  it('show bytes, files, speed, time left and each file on the wire', () => {
    const state = stateAfter(...BEGUN, fileStarted('sand-2.whl'), fileProgressed('sand-2.whl', 500_000), {
      type: 'speed-measured',
      bytesPerSecond: 250_000,
    });
    expect(liveLines(state, WIDE)).toEqual([
      'Downloading ████████░░░░░░░░░░░░░░░░  37%  1 of 4 files, 1.5 MB of 4.0 MB  250 kB/s  10 s left',
      '   500 kB of 1.0 MB   sand-2.whl',
    ]);
  });

  it('name four files and count the rest', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => fileStarted(`${letter}.whl`));
    const lines = liveLines(stateAfter(...BEGUN, ...names), WIDE);
    expect(lines).toHaveLength(6);
    expect(lines.at(-1)).toBe('  and 2 more files');
  });

  it('count failures, and say what is waited for and why', () => {
    const state = stateAfter(...BEGUN, fileStarted('a.whl'), fileFailed('a.whl'), waitingStarted(5000));
    const [bar = '', wait] = liveLines(state, WIDE);
    expect(bar).toMatch(/1 failed$/);
    expect(wait).toBe(
      '  Trying "sand" again in 4 s (try 2): "https://index.example/sand/" answered with HTTP status 503.',
    );
  });

  it('never fill the last column', () => {
    const state = stateAfter(...BEGUN, fileStarted(`${'long-'.repeat(40)}.whl`), waitingStarted(5000));
    for (const line of liveLines(state, { columns: 40, nowMs: 0 })) expect(line.length).toBeLessThan(40);
  });

  it('are none where nothing is under way', () => {
    expect(liveLines(stateAfter(), WIDE)).toEqual([]);
    expect(liveLines(stateAfter(...BEGUN, { type: 'run-cancelled' }), WIDE)).toEqual([]);
  });

  it('say 100% only when every file is done', () => {
    const state = stateAfter(...BEGUN, fileStarted('a.whl'), fileProgressed('a.whl', 3_000_000));
    expect(liveLines(state, WIDE)[0]).toContain(' 99%');
  });
});

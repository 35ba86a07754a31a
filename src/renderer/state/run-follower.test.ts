import { describe, expect, it } from 'vitest';
import type { RunEvent, RunEventBatch } from '../../contract/run-event';
import { IDLE, type RunState } from '../../contract/run-state';
import { createRunFollower, type RunSnapshot } from './run-follower';

const MIRROR = '/mirrors/one';
const STARTED: RunEvent = { type: 'plan-started', runId: 'run', atMs: 1, projects: 9 };
const progressed = (projectsDone: number): RunEvent => ({
  type: 'plan-progressed',
  projectsDone,
  projects: 9,
});
const batch = (sequence: number, ...events: RunEvent[]): RunEventBatch => ({
  mirror: MIRROR,
  sequence,
  events,
});
const planning = (projectsDone: number): RunState => ({
  stage: 'planning',
  runId: 'run',
  startedAtMs: 1,
  projects: 9,
  projectsDone,
  waiting: [],
});

/** A follower whose snapshots are answered by hand, in the order in which they were asked for. */
function start() {
  const answers: ((snapshot: RunSnapshot) => void)[] = [];
  const seen: RunState[] = [];
  const failures: unknown[] = [];
  const follower = createRunFollower({
    readSnapshot: () => new Promise((resolve) => answers.push(resolve)),
    changed: (_mirror, state) => seen.push(state),
    failed: (error) => failures.push(error),
  });
  const answer = async (sequence: number, state: RunState): Promise<void> => {
    const next = answers.shift();
    if (next === undefined) throw new Error('No snapshot was asked for.');
    next({ sequence, state });
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { follower, answer, seen, failures, asked: () => answers.length };
}

describe('a followed run', () => {
  it('starts from the snapshot and folds what is newer', async () => {
    const { follower, answer, seen } = start();
    void follower.follow(MIRROR);
    await answer(4, planning(2));
    follower.receive(batch(5, progressed(3)));
    expect(seen).toEqual([planning(2), planning(3)]);
  });

  it('keeps batches that come before the snapshot, in whatever order, and drops those it already holds', async () => {
    const { follower, answer, seen } = start();
    void follower.follow(MIRROR);
    follower.receive(batch(6, progressed(6)));
    follower.receive(batch(4, progressed(4)));
    follower.receive(batch(5, progressed(5)));
    await answer(4, planning(4));
    expect(seen.at(-1)).toEqual(planning(6));
    follower.receive(batch(6, progressed(1)));
    expect(seen.at(-1)).toEqual(planning(6));
  });

  it('reads a new snapshot after a gap, and goes on from there', async () => {
    const { follower, answer, seen, asked } = start();
    void follower.follow(MIRROR);
    await answer(1, IDLE);
    follower.receive(batch(4, progressed(4)));
    expect(asked()).toBe(1);
    follower.receive(batch(5, progressed(5)));
    await answer(3, planning(3));
    expect(seen.at(-1)).toEqual(planning(5));
    expect(asked()).toBe(0);
  });

  it('reads once more when the snapshot still leaves a gap, but not for ever', async () => {
    const { follower, answer, seen, asked } = start();
    void follower.follow(MIRROR);
    await answer(1, IDLE);
    follower.receive(batch(9, progressed(9)));
    await answer(5, planning(5));
    expect(asked()).toBe(1);
    await answer(5, planning(5));
    expect(asked()).toBe(0);
    expect(seen.at(-1)).toEqual(planning(5));
  });

  it('leaves alone what nobody follows', () => {
    const { follower, seen } = start();
    follower.receive(batch(1, STARTED));
    expect(seen).toEqual([]);
  });
});

it('tells of a snapshot that cannot be read, and follows again when asked', async () => {
  const failures: unknown[] = [];
  const seen: RunState[] = [];
  let fails = true;
  const follower = createRunFollower({
    readSnapshot: async () => {
      if (fails) throw new Error('gone');
      return { sequence: 1, state: IDLE };
    },
    changed: (_mirror, state) => seen.push(state),
    failed: (error) => failures.push(error),
  });
  await follower.follow(MIRROR);
  expect(failures).toHaveLength(1);
  fails = false;
  await follower.follow(MIRROR);
  expect(seen).toEqual([IDLE]);
});

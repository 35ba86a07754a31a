import { beforeEach, describe, expect, it } from 'vitest';
import type { MirrorSummary } from '../../contract/mirror';
import type { RunEvent } from '../../contract/run-event';
import { RunHost } from '../runs/run-host';
import { MirrorList } from './mirror-list';

const RESTORED: RunEvent = {
  type: 'run-restored',
  runId: 'r',
  atMs: 1,
  totals: { files: 1, bytes: 1, filesDone: 0, bytesDone: 0, projects: [] },
  reason: { kind: 'asked' },
};

let remembered: readonly string[];
let present: Set<string>;
let standing: Set<string>;
let published: (readonly MirrorSummary[])[];

function createList(): MirrorList {
  return new MirrorList({
    remembered: {
      read: () => remembered,
      write: (mirrors) => {
        remembered = mirrors;
      },
    },
    isMirror: async (directory) => present.has(directory),
    createHost: (mirror) =>
      new RunHost({
        mirror,
        verbs: {
          makePlan: () => new Promise(() => undefined),
          syncMirror: async () => undefined,
          restoreRun: async () => (standing.has(mirror) ? RESTORED : null),
          discardRun: async () => undefined,
          readPlanId: async () => null,
          probeDisk: () => ({ isMended: async () => false }),
        },
        startTimer: () => () => undefined,
        publish: () => undefined,
      }),
    isServing: () => false,
    publish: (summaries) => published.push(summaries),
    log: () => undefined,
  });
}

beforeEach(() => {
  remembered = [];
  present = new Set();
  standing = new Set();
  published = [];
});

describe('at the start', () => {
  it('shows remembered mirrors before anything was looked at', () => {
    remembered = ['/mirrors/lab', '/media/stick/field'];
    expect(createList().summaries()).toMatchObject([
      { mirror: '/mirrors/lab', name: 'lab', availability: 'ready', stage: 'idle' },
      { mirror: '/media/stick/field', name: 'field', availability: 'ready', stage: 'idle' },
    ]);
  });

  it('a look tells which are away, and brings back runs that stand', async () => {
    remembered = ['/mirrors/lab', '/media/stick/field'];
    present.add('/mirrors/lab');
    standing.add('/mirrors/lab');
    const list = createList();
    await list.look();
    expect(published.at(-1)).toMatchObject([
      { availability: 'ready', stage: 'paused' },
      { availability: 'missing', stage: 'idle' },
    ]);
  });

  it('a look that finds nothing new tells nobody', async () => {
    remembered = ['/mirrors/lab'];
    present.add('/mirrors/lab');
    await createList().look();
    expect(published).toEqual([]);
  });
});

describe('changing the list', () => {
  it('remembers an added mirror, once', () => {
    const list = createList();
    list.add('/mirrors/lab');
    list.add('/mirrors/lab');
    expect(remembered).toEqual(['/mirrors/lab']);
  });

  it('forgets a mirror', async () => {
    const list = createList();
    list.add('/mirrors/lab');
    expect(await list.forget('/mirrors/lab')).toEqual([]);
    expect(remembered).toEqual([]);
  });

  it('does not forget a mirror at work', async () => {
    const list = createList();
    list.add('/mirrors/lab');
    await list.host('/mirrors/lab').makePlan();
    await expect(list.forget('/mirrors/lab')).rejects.toMatchObject({ problem: { code: 'mirror-busy' } });
    expect(remembered).toEqual(['/mirrors/lab']);
  });

  it('has no run for a folder that was never opened', () => {
    expect(() => createList().host('/etc')).toThrow('profile-missing');
  });
});

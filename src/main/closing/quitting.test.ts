import { beforeEach, describe, expect, it } from 'vitest';
import { type ClosingChoice, createQuitting, type Quitting } from './quitting';

let atWork: readonly string[];
let shared: readonly string[];
let choices: ClosingChoice[];
let happened: string[];
let putDown: () => Promise<void>;
let timers: Set<() => void>;
let quitting: Quitting;

beforeEach(() => {
  atWork = [];
  shared = [];
  choices = [];
  happened = [];
  timers = new Set();
  putDown = async () => undefined;
  quitting = createQuitting({
    openWork: () => ({ working: atWork, shared }),
    ask: async (work) => {
      happened.push(`asked about ${[...work.working, ...work.shared].join(', ')}`);
      return choices.shift() ?? 'cancel';
    },
    keepRunning: () => happened.push('kept running'),
    shutDown: async () => {
      happened.push('shut down');
      await putDown();
    },
    quit: () => happened.push('quit'),
    startTimer: (run) => {
      timers.add(run);
      return () => timers.delete(run);
    },
    log: () => undefined,
  });
});

describe('closing', () => {
  it('without work puts everything down and quits, asking nothing', async () => {
    await quitting.request();
    expect(happened).toEqual(['shut down', 'quit']);
    expect(quitting.mayQuit()).toBe(true);
  });

  it('while others are served asks', async () => {
    shared = ['lab'];
    await quitting.request();
    expect(happened).toEqual(['asked about lab']);
    expect(quitting.mayQuit()).toBe(false);
  });

  it('during work asks; keep running leaves everything as it is', async () => {
    atWork = ['lab'];
    choices = ['keep-running'];
    await quitting.request();
    expect(happened).toEqual(['asked about lab', 'kept running']);
    expect(quitting.mayQuit()).toBe(false);
  });

  it('during work asks; cancel does nothing', async () => {
    atWork = ['lab'];
    await quitting.request();
    expect(happened).toEqual(['asked about lab']);
  });

  it('during work asks; pause and quit quits when all is down', async () => {
    atWork = ['lab', 'field'];
    choices = ['pause-and-quit'];
    await quitting.request();
    expect(happened).toEqual(['asked about lab, field', 'shut down', 'quit']);
  });

  it('asks only once at a time', async () => {
    atWork = ['lab'];
    await Promise.all([quitting.request(), quitting.request()]);
    expect(happened).toEqual(['asked about lab']);
  });
});

describe('ending', () => {
  it('by the system asks nobody', async () => {
    atWork = ['lab'];
    await quitting.quitNow();
    expect(happened).toEqual(['shut down', 'quit']);
  });

  it('happens once, however often it is asked for', async () => {
    await Promise.all([quitting.quitNow(), quitting.request(), quitting.quitNow()]);
    expect(happened).toEqual(['shut down', 'quit']);
  });

  it('does not wait for ever for a drive that does not answer', async () => {
    putDown = () => new Promise(() => undefined);
    const ending = quitting.quitNow();
    for (const run of [...timers]) run();
    await ending;
    expect(happened).toEqual(['shut down', 'quit']);
  });

  it('happens although something could not be put down', async () => {
    putDown = () => Promise.reject(new Error('stuck'));
    await quitting.quitNow();
    expect(happened).toEqual(['shut down', 'quit']);
    expect(timers.size).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../contract/run-event';
import { createMemorySink } from '../testing/memory-sink';
import {
  DOWNLOADING,
  fileFailed,
  fileFinished,
  fileProgressed,
  fileStarted,
  SYNC_STARTED,
  stateAfter,
  waitingStarted,
} from '../testing/run-states';
import { openProgressDisplay } from './progress-display';

function shown(batches: readonly (readonly RunEvent[])[], { isTerminal = false } = {}): string {
  const sink = createMemorySink({ isTerminal });
  const display = openProgressDisplay(sink, () => 0);
  const all: RunEvent[] = [];
  for (const batch of batches) {
    all.push(...batch);
    display.show(batch, stateAfter(...all));
  }
  display.close();
  return sink.text();
}

describe('into a log', () => {
  it('goes a line for each phase and each tenth of it, without any escape sequence', () => {
    const text = shown([
      [SYNC_STARTED, DOWNLOADING, fileStarted('a.whl')],
      [fileProgressed('a.whl', 100_000)],
      [fileProgressed('a.whl', 200_000)],
      [fileProgressed('a.whl', 300_000)],
      [fileProgressed('a.whl', 400_000), fileFinished('a.whl')],
      [{ type: 'phase-changed', phase: 'removing', steps: 2 }],
    ]);
    expect(text.split('\n')).toEqual([
      'Downloading: 1 of 4 files, 1.0 MB of 4.0 MB',
      'Downloading: 1 of 4 files, 1.3 MB of 4.0 MB (32%)',
      'Downloading: 1 of 4 files, 1.6 MB of 4.0 MB (40%)',
      'Downloading: 2 of 4 files, 2.0 MB of 4.0 MB (50%)',
      'Removing: 0 of 2',
      '',
    ]);
    expect(text).not.toContain('\u001b');
  });

  it('go waits and failures as they happen', () => {
    const text = shown([
      [SYNC_STARTED, DOWNLOADING, fileStarted('a.whl')],
      [waitingStarted(3000), fileFailed('a.whl')],
    ]);
    expect(text).toContain('Trying "sand" again in 3 s (try 2): ');
    expect(text).toContain('Failed: packages/a.whl\n');
  });
});

describe('on a terminal', () => {
  it('lines are drawn over, and gone at the end', () => {
    const text = shown(
      [[SYNC_STARTED, DOWNLOADING, fileStarted('a.whl')], [fileProgressed('a.whl', 500_000)]],
      { isTerminal: true },
    );
    const drawings = text.split('\u001b[2F\u001b[0J');
    expect(drawings).toHaveLength(3);
    expect(drawings[1]).toContain('500 kB of 1.0 MB   a.whl');
    expect(drawings[2]).toBe('');
  });

  it('a line that stays goes above them', () => {
    const sink = createMemorySink({ isTerminal: true });
    const display = openProgressDisplay(sink, () => 0);
    display.show([], stateAfter(SYNC_STARTED, DOWNLOADING));
    display.say('Pausing.');
    expect(sink.text()).toContain('\u001b[1F\u001b[0JPausing.\nDownloading ');
  });

  it('nothing is written when nothing has changed', () => {
    const sink = createMemorySink({ isTerminal: true });
    const display = openProgressDisplay(sink, () => 0);
    display.show([], stateAfter(SYNC_STARTED, DOWNLOADING));
    const before = sink.text();
    display.show([], stateAfter(SYNC_STARTED, DOWNLOADING));
    expect(sink.text()).toBe(before);
  });
});

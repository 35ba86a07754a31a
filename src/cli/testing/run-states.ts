import { problem } from '../../contract/problem';
import { reduceRun } from '../../contract/reduce-run';
import type { RunEvent } from '../../contract/run-event';
import { IDLE, type RunState } from '../../contract/run-state';

export const SYNC_STARTED: RunEvent = {
  type: 'sync-started',
  runId: 'run',
  atMs: 0,
  totals: {
    files: 4,
    bytes: 4_000_000,
    filesDone: 1,
    bytesDone: 1_000_000,
    projects: [{ project: 'sand', files: 4, bytes: 4_000_000, filesDone: 1, bytesDone: 1_000_000 }],
  },
};
export const DOWNLOADING: RunEvent = { type: 'phase-changed', phase: 'downloading', steps: 3 };

export const fileStarted = (filename: string): RunEvent => ({
  type: 'file-started',
  path: `packages/${filename}`,
  project: 'sand',
  filename,
  sizeBytes: 1_000_000,
  resumedFromBytes: 0,
});
export const fileProgressed = (filename: string, bytes: number): RunEvent => ({
  type: 'file-progressed',
  path: `packages/${filename}`,
  bytes,
});
export const fileFinished = (filename: string): RunEvent => ({
  type: 'file-finished',
  path: `packages/${filename}`,
});
export const fileFailed = (filename: string): RunEvent => ({
  type: 'file-failed',
  path: `packages/${filename}`,
  url: `https://index.example/${filename}`,
  problem: problem('upstream-status', { url: 'https://index.example/', status: 500, retryAfterMs: null }),
});

export const waitingStarted = (retryAtMs: number): RunEvent => ({
  type: 'waiting-started',
  waiting: {
    subject: 'sand',
    attempt: 1,
    retryAtMs,
    problem: problem('upstream-status', {
      url: 'https://index.example/sand/',
      status: 503,
      retryAfterMs: null,
    }),
  },
});

export function stateAfter(...events: readonly RunEvent[]): RunState {
  return events.reduce(reduceRun, IDLE);
}

import type { RunEvent, RunEventBatch } from '../../contract/run-event';
import type { RunStage, RunState } from '../../contract/run-state';
import type { HostTexts } from '../texts/english';

export interface RunWatcherParts {
  readonly texts: HostTexts;
  readonly nameOf: (mirror: string) => string;
  /** Sends the batch to the window. */
  readonly push: (batch: RunEventBatch) => void;
  readonly stageChanged: () => void;
  readonly bytesMoved: () => void;
  /** Shows a notice to a person who looks elsewhere. */
  readonly notify: (text: string) => void;
  readonly log: (line: string) => void;
}

export type RunWatcher = (batch: RunEventBatch, state: RunState) => void;

/** What the application does beside a run: tell the window, stay awake, show one notice at the end, write the log. */
export function createRunWatcher(parts: RunWatcherParts): RunWatcher {
  const stages = new Map<string, RunStage>();
  return (batch, state) => {
    parts.push(batch);
    if (batch.events.some((event) => event.type === 'file-progressed')) parts.bytesMoved();
    for (const event of batch.events) {
      const line = logLine(event);
      if (line !== null) parts.log(`"${batch.mirror}" ${line}`);
      const notice = noticeOf(event, state, parts.nameOf(batch.mirror), parts.texts);
      if (notice !== null) parts.notify(notice);
    }
    if (stages.get(batch.mirror) !== state.stage) {
      stages.set(batch.mirror, state.stage);
      parts.stageChanged();
    }
  };
}

function noticeOf(event: RunEvent, state: RunState, name: string, texts: HostTexts): string | null {
  switch (event.type) {
    case 'run-finished': {
      const progress = state.stage === 'finished' ? state.progress : null;
      return event.complete
        ? texts.notice.complete(name, progress?.filesDone ?? 0)
        : texts.notice.incomplete(name, progress?.failures.length ?? 0);
    }
    case 'run-failed':
      return texts.notice.failed(name);
    case 'run-paused':
      return event.reason.kind === 'problem' ? texts.notice.paused(name) : null;
    default:
      return null;
  }
}

/** What tells later how a run went; nothing that comes once a file, but for files that failed. */
function logLine(event: RunEvent): string | null {
  switch (event.type) {
    case 'plan-started':
      return `plans ${event.projects} projects`;
    case 'plan-finished':
      return `has plan ${event.planId}${event.complete ? '' : ', incomplete'}`;
    case 'sync-started':
      return `syncs ${event.totals.files} files, ${event.totals.filesDone} of them present`;
    case 'file-failed':
      return `could not get "${event.path}" from ${event.url}: ${JSON.stringify(event.problem)}`;
    case 'waiting-started':
      return `waits to try "${event.waiting.subject}" again: ${JSON.stringify(event.waiting.problem)}`;
    case 'run-paused':
      return `is paused: ${JSON.stringify(event.reason)}`;
    case 'run-restored':
      return `has a run that stands: ${event.reason.kind}`;
    case 'run-cancelled':
      return 'was cancelled';
    case 'run-failed':
      return `has stopped: ${JSON.stringify(event.problem)}`;
    case 'run-finished':
      return event.complete ? 'is complete' : 'is done, but incomplete';
    default:
      return null;
  }
}

import type { RunEvent, RunTotals } from './run-event';
import type { ActiveFile, FailedFile, ProjectProgress, RunProgress, RunState } from './run-state';

/**
 * The only code that changes a run's state, in main and in the window alike. Folding merged events gives the same
 * state as folding every single one. An event that does not belong to the current stage leaves the state as it is.
 */
export function reduceRun(state: RunState, event: RunEvent): RunState {
  return reduce(state, event, new Set());
}

/**
 * Folds many events at once; the same as `events.reduce(reduceRun, state)`, but a record of thousands of projects is
 * copied once a batch and not once an event. `state` itself stays as it is.
 */
export function reduceRunBatch(state: RunState, events: readonly RunEvent[]): RunState {
  const own: OwnRecords = new Set();
  return events.reduce((folded, event) => reduce(folded, event, own), state);
}

/** Records that were made during this fold: nobody else holds them yet, so they may be changed in place. */
type OwnRecords = Set<object>;

function reduce(state: RunState, event: RunEvent, own: OwnRecords): RunState {
  switch (event.type) {
    case 'plan-started':
      return {
        stage: 'planning',
        runId: event.runId,
        startedAtMs: event.atMs,
        projects: event.projects,
        projectsDone: 0,
        waiting: [],
      };
    case 'plan-progressed':
      return state.stage === 'planning'
        ? { ...state, projectsDone: event.projectsDone, projects: event.projects }
        : state;
    case 'plan-finished':
      return { stage: 'planned', planId: event.planId, complete: event.complete };
    case 'sync-started':
      return { stage: 'syncing', progress: startProgress(event.runId, event.atMs, event.totals) };
    case 'run-restored':
      return {
        stage: 'paused',
        progress: startProgress(event.runId, event.atMs, event.totals),
        reason: event.reason,
      };
    case 'waiting-started':
    case 'waiting-ended':
      return changeWaiting(state, event);
    case 'run-paused':
    case 'run-cancelled':
    case 'run-failed':
    case 'run-finished':
      return endRun(state, event);
    default:
      return state.stage === 'syncing'
        ? { stage: 'syncing', progress: reduceProgress(state.progress, event, own) }
        : state;
  }
}

type WaitingEvent = Extract<RunEvent, { type: 'waiting-started' | 'waiting-ended' }>;
type EndEvent = Extract<RunEvent, { type: 'run-paused' | 'run-cancelled' | 'run-failed' | 'run-finished' }>;
type ProgressEvent = Extract<
  RunEvent,
  {
    type:
      | 'phase-changed'
      | 'step-finished'
      | 'file-started'
      | 'file-progressed'
      | 'file-restarted'
      | 'file-finished'
      | 'file-failed'
      | 'notice-raised'
      | 'speed-measured';
  }
>;

function startProgress(runId: string, atMs: number, totals: RunTotals): RunProgress {
  const projects: Record<string, ProjectProgress> = {};
  for (const project of totals.projects) projects[project.project] = { ...project, filesFailed: 0 };
  return {
    runId,
    startedAtMs: atMs,
    phase: 'downloading',
    steps: 0,
    stepsDone: 0,
    files: totals.files,
    bytes: totals.bytes,
    filesDone: totals.filesDone,
    bytesDone: totals.bytesDone,
    bytesPerSecond: 0,
    active: {},
    projects,
    failures: [],
    notices: [],
    waiting: [],
  };
}

function changeWaiting(state: RunState, event: WaitingEvent): RunState {
  const subject = event.type === 'waiting-started' ? event.waiting.subject : event.subject;
  const change = (waiting: RunProgress['waiting']): RunProgress['waiting'] => {
    const others = waiting.filter((entry) => entry.subject !== subject);
    return event.type === 'waiting-started' ? [...others, event.waiting] : others;
  };
  if (state.stage === 'planning') return { ...state, waiting: change(state.waiting) };
  if (state.stage === 'syncing') {
    return { ...state, progress: { ...state.progress, waiting: change(state.progress.waiting) } };
  }
  return state;
}

function endRun(state: RunState, event: EndEvent): RunState {
  const progress = 'progress' in state && state.progress !== null ? settle(state.progress) : null;
  switch (event.type) {
    case 'run-cancelled':
      return { stage: 'cancelled', progress };
    case 'run-failed':
      return { stage: 'failed', progress, problem: event.problem };
    case 'run-paused':
      return progress === null ? state : { stage: 'paused', progress, reason: event.reason };
    case 'run-finished':
      return progress === null
        ? state
        : { stage: 'finished', progress, complete: event.complete, finishedAtMs: event.atMs };
  }
}

/** A run that stands still has nothing on the wire. */
function settle(progress: RunProgress): RunProgress {
  return { ...progress, active: {}, waiting: [], bytesPerSecond: 0 };
}

function reduceProgress(progress: RunProgress, event: ProgressEvent, own: OwnRecords): RunProgress {
  switch (event.type) {
    case 'phase-changed':
      return { ...progress, phase: event.phase, steps: event.steps, stepsDone: 0 };
    case 'step-finished':
      return { ...progress, stepsDone: progress.stepsDone + event.steps };
    case 'notice-raised':
      return { ...progress, notices: [...progress.notices, event.notice] };
    case 'speed-measured':
      return { ...progress, bytesPerSecond: event.bytesPerSecond };
    case 'file-started': {
      const { path, project, filename, sizeBytes, resumedFromBytes } = event;
      const file = { path, project, filename, sizeBytes, receivedBytes: resumedFromBytes };
      return { ...progress, active: withEntry(progress.active, path, file, own) };
    }
    case 'file-progressed':
      return countBytes(progress, event.path, event.bytes, own);
    case 'file-restarted':
      return countBytes(progress, event.path, -event.bytesLost, own);
    case 'file-finished':
      return endFile(progress, event.path, null, own);
    case 'file-failed':
      return endFile(progress, event.path, event, own);
  }
}

function countBytes(progress: RunProgress, path: string, bytes: number, own: OwnRecords): RunProgress {
  const file = progress.active[path];
  if (file === undefined) return progress;
  const received = { ...file, receivedBytes: file.receivedBytes + bytes };
  return {
    ...progress,
    bytesDone: progress.bytesDone + bytes,
    active: withEntry(progress.active, path, received, own),
    projects: changeProject(progress.projects, file.project, own, (project) => ({
      ...project,
      bytesDone: project.bytesDone + bytes,
    })),
  };
}

function endFile(
  progress: RunProgress,
  path: string,
  failure: Extract<RunEvent, { type: 'file-failed' }> | null,
  own: OwnRecords,
): RunProgress {
  const file = progress.active[path];
  if (file === undefined) return progress;
  const done = failure === null ? 1 : 0;
  return {
    ...progress,
    active: withoutEntry(progress.active, path, own),
    failures: failure === null ? progress.failures : [...progress.failures, failedFile(file, failure)],
    filesDone: progress.filesDone + done,
    projects: changeProject(progress.projects, file.project, own, (project) => ({
      ...project,
      filesDone: project.filesDone + done,
      filesFailed: project.filesFailed + 1 - done,
    })),
  };
}

function failedFile(
  { path, project, filename }: ActiveFile,
  { url, problem }: Extract<RunEvent, { type: 'file-failed' }>,
): FailedFile {
  return { path, project, filename, url, problem };
}

function changeProject(
  projects: RunProgress['projects'],
  name: string,
  own: OwnRecords,
  change: (project: ProjectProgress) => ProjectProgress,
): RunProgress['projects'] {
  const project = Object.hasOwn(projects, name) ? projects[name] : undefined;
  return project === undefined ? projects : withEntry(projects, name, change(project), own);
}

function ownCopy<Value>(record: Readonly<Record<string, Value>>, own: OwnRecords): Record<string, Value> {
  if (own.has(record)) return record;
  const copy = { ...record };
  own.add(copy);
  return copy;
}

function withEntry<Value>(
  record: Readonly<Record<string, Value>>,
  key: string,
  value: Value,
  own: OwnRecords,
): Readonly<Record<string, Value>> {
  const copy = ownCopy(record, own);
  copy[key] = value;
  return copy;
}

function withoutEntry<Value>(
  record: Readonly<Record<string, Value>>,
  key: string,
  own: OwnRecords,
): Readonly<Record<string, Value>> {
  const copy = ownCopy(record, own);
  delete copy[key];
  return copy;
}

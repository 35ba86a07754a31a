import type { RunEvent, RunTotals } from './run-event';
import type { FailedFile, ProjectProgress, RunProgress, RunState } from './run-state';

/**
 * The only code that changes a run's state, in main and in the window alike. Folding merged events gives the same
 * state as folding every single one. An event that does not belong to the current stage leaves the state as it is.
 */
export function reduceRun(state: RunState, event: RunEvent): RunState {
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
      return state.stage === 'planning' ? { ...state, projectsDone: event.projectsDone } : state;
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
        ? { stage: 'syncing', progress: reduceProgress(state.progress, event) }
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

function reduceProgress(progress: RunProgress, event: ProgressEvent): RunProgress {
  switch (event.type) {
    case 'phase-changed':
      return { ...progress, phase: event.phase, steps: event.steps, stepsDone: 0 };
    case 'step-finished':
      return { ...progress, stepsDone: progress.stepsDone + event.steps };
    case 'speed-measured':
      return { ...progress, bytesPerSecond: event.bytesPerSecond };
    case 'file-started': {
      const { path, project, filename, sizeBytes, resumedFromBytes } = event;
      const file = { path, project, filename, sizeBytes, receivedBytes: resumedFromBytes };
      return { ...progress, active: { ...progress.active, [path]: file } };
    }
    case 'file-progressed':
      return countBytes(progress, event.path, event.bytes);
    case 'file-restarted':
      return countBytes(progress, event.path, -event.bytesLost);
    case 'file-finished':
      return endFile(progress, event.path, null);
    case 'file-failed':
      return endFile(progress, event.path, event);
  }
}

function countBytes(progress: RunProgress, path: string, bytes: number): RunProgress {
  const file = progress.active[path];
  if (file === undefined) return progress;
  const project = progress.projects[file.project];
  return {
    ...progress,
    bytesDone: progress.bytesDone + bytes,
    active: { ...progress.active, [path]: { ...file, receivedBytes: file.receivedBytes + bytes } },
    projects:
      project === undefined
        ? progress.projects
        : { ...progress.projects, [file.project]: { ...project, bytesDone: project.bytesDone + bytes } },
  };
}

function endFile(
  progress: RunProgress,
  path: string,
  failure: Extract<RunEvent, { type: 'file-failed' }> | null,
): RunProgress {
  const file = progress.active[path];
  if (file === undefined) return progress;
  const { [path]: _ended, ...active } = progress.active;
  const project = progress.projects[file.project];
  const failures: readonly FailedFile[] =
    failure === null
      ? progress.failures
      : [
          ...progress.failures,
          {
            path,
            project: file.project,
            filename: file.filename,
            url: failure.url,
            problem: failure.problem,
          },
        ];
  const done = failure === null ? 1 : 0;
  return {
    ...progress,
    active,
    failures,
    filesDone: progress.filesDone + done,
    projects:
      project === undefined
        ? progress.projects
        : {
            ...progress.projects,
            [file.project]: {
              ...project,
              filesDone: project.filesDone + done,
              filesFailed: project.filesFailed + 1 - done,
            },
          },
  };
}

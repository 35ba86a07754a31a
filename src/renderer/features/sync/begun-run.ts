import type { RunProgress, RunState } from '../../../contract/run-state';

/** A run that has begun: what is shown has its figures. */
export type BegunRun = Extract<RunState, { readonly progress: RunProgress | null }> & {
  readonly progress: RunProgress;
};

export function hasBegun(run: RunState): run is BegunRun {
  return 'progress' in run && run.progress !== null;
}

import {
  ADOPTION_BEGINS,
  type AdoptionProgress,
  type AdoptionState,
  type AdoptionSurvey,
} from '../../contract/adoption';
import { problemOf } from '../../contract/problem';
import type { AdoptOutcome } from '../../engine/run/adopt/adopt-mirror';
import type { StartTimer } from '../runs/timer';

/** Progress is for people: four times a second is plenty. */
const PROGRESS_INTERVAL_MS = 250;

export interface AdoptionChoices {
  readonly configurationPath: string | null;
  readonly removesLeftovers: boolean;
}

interface WorkOptions {
  readonly emit: (progress: AdoptionProgress) => void;
  readonly signal: AbortSignal;
}

export interface MirrorAdoptionsParts {
  readonly survey: (directory: string, options: WorkOptions) => Promise<AdoptionSurvey>;
  readonly adopt: (
    directory: string,
    choices: AdoptionChoices,
    options: WorkOptions,
  ) => Promise<AdoptOutcome>;
  readonly startTimer: StartTimer;
  readonly publish: (directory: string, state: AdoptionState) => void;
}

interface Work {
  readonly stop: AbortController;
  readonly status: 'surveying' | 'adopting';
  ended: Promise<void>;
  progress: AdoptionProgress;
  stopTimer: (() => void) | null;
}

/** The adoptions that are under way, one a folder. Progress and the end are published. */
export class MirrorAdoptions {
  readonly #parts: MirrorAdoptionsParts;
  readonly #work = new Map<string, Work>();
  #isClosed = false;

  constructor(parts: MirrorAdoptionsParts) {
    this.#parts = parts;
  }

  /** Begins to look; where the folder is being worked at already, that goes on. */
  survey(directory: string): void {
    this.#begin(directory, 'surveying', async (options) => ({
      status: 'surveyed',
      survey: await this.#parts.survey(directory, options),
    }));
  }

  /** Begins to adopt; where the folder is being adopted already, that goes on. */
  start(directory: string, choices: AdoptionChoices): void {
    this.#begin(directory, 'adopting', async (options) => {
      const outcome = await this.#parts.adopt(directory, choices, options);
      switch (outcome.kind) {
        case 'adopted':
          return { status: 'adopted', report: outcome.report };
        case 'cancelled':
          return { status: 'cancelled' };
        case 'failed':
          return { status: 'failed', problem: outcome.problem };
      }
    });
  }

  cancel(directory: string): void {
    this.#work.get(directory)?.stop.abort();
  }

  /** Ends everything that is under way; what was done stays. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const all = [...this.#work.values()];
    for (const { stop } of all) stop.abort();
    await Promise.all(all.map(({ ended }) => ended));
  }

  #begin(
    directory: string,
    status: Work['status'],
    run: (options: WorkOptions) => Promise<AdoptionState>,
  ): void {
    if (this.#isClosed) return;
    if (this.#work.has(directory)) {
      this.#publishProgress(directory);
      return;
    }
    const stop = new AbortController();
    const progress = ADOPTION_BEGINS;
    const work: Work = { stop, status, progress, stopTimer: null, ended: Promise.resolve() };
    this.#work.set(directory, work);
    const emit = (next: AdoptionProgress): void => this.#progress(directory, next);
    work.ended = run({ emit, signal: stop.signal }).then(
      (state) => this.#end(directory, state),
      (error: unknown) =>
        this.#end(
          directory,
          stop.signal.aborted ? { status: 'cancelled' } : { status: 'failed', problem: problemOf(error) },
        ),
    );
    this.#publishProgress(directory);
  }

  #progress(directory: string, progress: AdoptionProgress): void {
    const work = this.#work.get(directory);
    if (work === undefined) return;
    work.progress = progress;
    work.stopTimer ??= this.#parts.startTimer(() => this.#publishProgress(directory), PROGRESS_INTERVAL_MS);
  }

  #publishProgress(directory: string): void {
    const work = this.#work.get(directory);
    if (work === undefined) return;
    work.stopTimer?.();
    work.stopTimer = null;
    this.#parts.publish(directory, { status: work.status, progress: work.progress });
  }

  #end(directory: string, state: AdoptionState): void {
    this.#work.get(directory)?.stopTimer?.();
    this.#work.delete(directory);
    this.#parts.publish(directory, state);
  }
}

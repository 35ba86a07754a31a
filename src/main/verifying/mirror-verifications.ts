import { problemOf } from '../../contract/problem';
import type { VerifyMode, VerifyProgress } from '../../contract/verification';
import { VERIFY_BEGINS, type VerifyState } from '../../contract/verify-state';
import { CANCEL, PAUSE } from '../../engine/files/interruption';
import type { VerifyOutcome } from '../../engine/verify/verify-mirror';
import type { StartTimer } from '../runs/timer';

/** Progress is for people: four times a second is plenty. */
const PROGRESS_INTERVAL_MS = 250;

export interface MirrorVerificationsParts {
  readonly verify: (
    mirror: string,
    options: {
      readonly mode: VerifyMode;
      readonly emit: (progress: VerifyProgress) => void;
      readonly signal: AbortSignal;
    },
  ) => Promise<VerifyOutcome>;
  /** What the mirror's folder tells: paused, verified, or neither. */
  readonly readSaved: (mirror: string) => Promise<VerifyState>;
  readonly startTimer: StartTimer;
  readonly publish: (mirror: string, state: VerifyState) => void;
}

interface Work {
  readonly mode: VerifyMode;
  readonly stop: AbortController;
  ended: Promise<void>;
  progress: VerifyProgress;
  stopTimer: (() => void) | null;
}

/** The verifications of all mirrors, one at a time each. What came of the last one is read from the mirror's folder. */
export class MirrorVerifications {
  readonly #parts: MirrorVerificationsParts;
  readonly #work = new Map<string, Work>();
  /** How the last one ended here, where the folder does not tell. */
  readonly #endings = new Map<string, VerifyState>();
  #isClosed = false;

  constructor(parts: MirrorVerificationsParts) {
    this.#parts = parts;
  }

  isVerifying(mirror: string): boolean {
    return this.#work.has(mirror);
  }

  /** The mirrors that are being verified. */
  underWay(): readonly string[] {
    return [...this.#work.keys()];
  }

  /** How far a mirror is verified. Throws a disk problem. */
  async read(mirror: string): Promise<VerifyState> {
    const work = this.#work.get(mirror);
    if (work !== undefined) return stateOfWork(work);
    return this.#endings.get(mirror) ?? this.#parts.readSaved(mirror);
  }

  /** Begins, or goes on with one of the same mode that was paused; progress and the end are published. */
  start(mirror: string, mode: VerifyMode): void {
    if (this.#work.has(mirror) || this.#isClosed) return;
    this.#endings.delete(mirror);
    const stop = new AbortController();
    const work: Work = { mode, stop, progress: VERIFY_BEGINS, stopTimer: null, ended: Promise.resolve() };
    this.#work.set(mirror, work);
    const emit = (progress: VerifyProgress): void => this.#progress(mirror, work, progress);
    work.ended = this.#parts.verify(mirror, { mode, emit, signal: stop.signal }).then(
      (outcome) => this.#end(mirror, work, outcome),
      (error: unknown) => this.#end(mirror, work, { kind: 'failed', problem: problemOf(error) }),
    );
    this.#publishProgress(mirror, work);
  }

  pause(mirror: string): void {
    this.#work.get(mirror)?.stop.abort(PAUSE);
  }

  cancel(mirror: string): void {
    this.#work.get(mirror)?.stop.abort(CANCEL);
  }

  /** Pauses everything that is under way, and resolves when all files are closed. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const all = [...this.#work.values()];
    for (const { stop } of all) stop.abort(PAUSE);
    await Promise.all(all.map(({ ended }) => ended));
  }

  #progress(mirror: string, work: Work, progress: VerifyProgress): void {
    const isNewStep = work.progress.step !== progress.step;
    work.progress = progress;
    if (isNewStep) this.#publishProgress(mirror, work);
    else {
      work.stopTimer ??= this.#parts.startTimer(
        () => this.#publishProgress(mirror, work),
        PROGRESS_INTERVAL_MS,
      );
    }
  }

  #publishProgress(mirror: string, work: Work): void {
    work.stopTimer?.();
    work.stopTimer = null;
    this.#parts.publish(mirror, stateOfWork(work));
  }

  #end(mirror: string, work: Work, outcome: VerifyOutcome): void {
    work.stopTimer?.();
    this.#work.delete(mirror);
    const state = stateOfEnd(outcome, work);
    if (state.status !== 'verified') this.#endings.set(mirror, state);
    this.#parts.publish(mirror, state);
  }
}

function stateOfWork({ mode, progress }: Work): VerifyState {
  return { status: 'verifying', mode, progress };
}

function stateOfEnd(outcome: VerifyOutcome, { mode, progress }: Work): VerifyState {
  switch (outcome.kind) {
    case 'verified':
      return { status: 'verified', summary: outcome.summary, isOutdated: false };
    case 'paused':
      return { status: 'paused', mode, progress };
    case 'cancelled':
      return { status: 'cancelled' };
    case 'failed':
      return { status: 'failed', problem: outcome.problem };
  }
}

import type { TransferProgress } from '../../contract/bundle';
import { TRANSFER_BEGINS } from '../../contract/carry-state';
import { type Problem, problemOf } from '../../contract/problem';
import { CANCEL, PAUSE } from '../../engine/files/interruption';
import type { StartTimer } from '../runs/timer';

/** Progress is for people: twice a second is plenty. */
const PROGRESS_INTERVAL_MS = 500;

export interface TransfersParts<State> {
  readonly startTimer: StartTimer;
  readonly publish: (folder: string, state: State) => void;
}

/** One piece of work on a folder, and the states that it goes through. */
export interface Transfer<State> {
  readonly working: (progress: TransferProgress) => State;
  readonly run: (options: {
    readonly emit: (progress: TransferProgress) => void;
    readonly signal: AbortSignal;
  }) => Promise<State>;
  readonly failed: (problem: Problem) => State;
}

interface Work<State> {
  readonly transfer: Transfer<State>;
  readonly stop: AbortController;
  ended: Promise<void>;
  progress: TransferProgress;
  stopTimer: (() => void) | null;
}

/** Transfers that are under way, one a folder, and how the last one of each ended. */
export class Transfers<State> {
  readonly #parts: TransfersParts<State>;
  readonly #work = new Map<string, Work<State>>();
  readonly #endings = new Map<string, State>();
  #isClosed = false;

  constructor(parts: TransfersParts<State>) {
    this.#parts = parts;
  }

  /** The folders that are worked at. */
  underWay(): readonly string[] {
    return [...this.#work.keys()];
  }

  /** How far it is; `null` where nothing was begun. */
  read(folder: string): State | null {
    const work = this.#work.get(folder);
    return work === undefined ? (this.#endings.get(folder) ?? null) : work.transfer.working(work.progress);
  }

  /** Begins; where the folder is worked at already, that goes on. */
  begin(folder: string, transfer: Transfer<State>): void {
    if (this.#work.has(folder) || this.#isClosed) return;
    this.#endings.delete(folder);
    const stop = new AbortController();
    const work: Work<State> = {
      transfer,
      stop,
      progress: TRANSFER_BEGINS,
      stopTimer: null,
      ended: Promise.resolve(),
    };
    this.#work.set(folder, work);
    const emit = (progress: TransferProgress): void => this.#progress(folder, work, progress);
    work.ended = transfer.run({ emit, signal: stop.signal }).then(
      (state) => this.#end(folder, work, state),
      (error: unknown) => this.#end(folder, work, transfer.failed(problemOf(error))),
    );
    this.#tell(folder, work);
  }

  pause(folder: string): void {
    this.#work.get(folder)?.stop.abort(PAUSE);
  }

  /** Gives up what is under way; where nothing is, `state` is how it ended. */
  cancel(folder: string, state: State): void {
    const work = this.#work.get(folder);
    if (work !== undefined) work.stop.abort(CANCEL);
    else {
      this.#endings.set(folder, state);
      this.#parts.publish(folder, state);
    }
  }

  /** Pauses everything that is under way, and resolves when all files are closed. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const all = [...this.#work.values()];
    for (const { stop } of all) stop.abort(PAUSE);
    await Promise.all(all.map(({ ended }) => ended));
  }

  #progress(folder: string, work: Work<State>, progress: TransferProgress): void {
    work.progress = progress;
    work.stopTimer ??= this.#parts.startTimer(() => this.#tell(folder, work), PROGRESS_INTERVAL_MS);
  }

  #tell(folder: string, work: Work<State>): void {
    work.stopTimer?.();
    work.stopTimer = null;
    this.#parts.publish(folder, work.transfer.working(work.progress));
  }

  #end(folder: string, work: Work<State>, state: State): void {
    work.stopTimer?.();
    this.#work.delete(folder);
    this.#endings.set(folder, state);
    this.#parts.publish(folder, state);
  }
}

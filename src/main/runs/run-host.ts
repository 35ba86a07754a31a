import { problemOf, refuse } from '../../contract/problem';
import { reduceRunBatch } from '../../contract/reduce-run';
import type { RunEvent, RunEventBatch } from '../../contract/run-event';
import { IDLE, type RunState } from '../../contract/run-state';
import { CANCEL, PAUSE } from '../../engine/files/interruption';
import { createEventBatcher, endsWork } from './event-batcher';
import { createMendingWatch } from './mending-watch';
import type { RunVerbs } from './run-verbs';
import type { StartTimer } from './timer';

export interface RunHostParts {
  readonly mirror: string;
  readonly verbs: RunVerbs;
  readonly startTimer: StartTimer;
  /** Told of every batch, with the state that it led to. */
  readonly publish: (batch: RunEventBatch, state: RunState) => void;
}

interface Work {
  readonly kind: 'plan' | 'sync' | 'discard';
  readonly controller: AbortController;
  readonly done: Promise<void>;
  /** The last event has come; only files are still being closed. */
  ended: boolean;
}

/**
 * The run of one mirror: at most one piece of work at a time, its events numbered in batches, and the state that they
 * fold to. Lives as long as the mirror is on the list.
 */
export class RunHost {
  #state: RunState = IDLE;
  #sequence = 0;
  #work: Work | null = null;
  readonly #parts: RunHostParts;
  readonly #batcher;
  readonly #mending;

  constructor(parts: RunHostParts) {
    this.#parts = parts;
    this.#batcher = createEventBatcher({
      startTimer: parts.startTimer,
      deliver: (events) => this.#deliver(events),
    });
    this.#mending = createMendingWatch({
      startTimer: parts.startTimer,
      probe: (problem) => parts.verbs.probeDisk(parts.mirror, problem),
      goOn: () => this.resume(),
    });
  }

  get state(): RunState {
    return this.#state;
  }

  /** Whether a plan or a sync is under way. */
  get isWorking(): boolean {
    return this.#work !== null && !this.#work.ended;
  }

  /** The state and the number of the last batch in it: whoever folds the batches after it misses nothing. */
  snapshot(): { readonly sequence: number; readonly state: RunState } {
    this.#batcher.flush();
    return { sequence: this.#sequence, state: this.#state };
  }

  /** Brings back a run that an earlier process left standing. Whatever was started meanwhile wins. */
  async restore(signal: AbortSignal): Promise<void> {
    const event = await this.#parts.verbs.restoreRun(this.#parts.mirror, { signal });
    if (event !== null && this.#work === null && this.#state.stage === 'idle') this.#batcher.add(event);
  }

  async makePlan(): Promise<void> {
    const { mirror, verbs } = this.#parts;
    await this.#whenFree(() => void this.#begin('plan', (verb) => verbs.makePlan(mirror, verb)));
  }

  async startSync(planId: string, acceptGuards: boolean): Promise<void> {
    const { mirror, verbs } = this.#parts;
    await this.#whenFree(
      () => void this.#begin('sync', (verb) => verbs.syncMirror(mirror, { ...verb, planId, acceptGuards })),
    );
  }

  /** Lets a sync stand still. Where none runs there is nothing to do. */
  pause(): void {
    if (this.#work?.kind === 'sync') this.#work.controller.abort(PAUSE);
  }

  /** Goes on with a paused run. Its guards were accepted, if there were any, when it began. */
  async resume(): Promise<void> {
    if (this.isWorking || this.#state.stage !== 'paused') return;
    const { mirror, verbs } = this.#parts;
    const planId = await verbs.readPlanId(mirror);
    if (planId === null) return refuse('plan-missing', { directory: mirror });
    await this.startSync(planId, true);
  }

  /** Gives up what is under way, or a run that stands paused. */
  async cancel(): Promise<void> {
    if (this.#work !== null && !this.#work.ended) {
      this.#work.controller.abort(CANCEL);
      return;
    }
    if (this.#state.stage === 'paused') await this.#discard();
  }

  /** A run that cannot be given up now, because its folder is away, stays paused. */
  async #discard(): Promise<void> {
    const { mirror, verbs } = this.#parts;
    const failures: unknown[] = [];
    await this.#whenFree(() =>
      this.#begin('discard', async ({ emit, signal }) => {
        try {
          await verbs.discardRun(mirror, { signal });
          emit({ type: 'run-cancelled' });
        } catch (error) {
          failures.push(error);
        }
      }),
    );
    if (failures.length > 0) throw failures[0];
  }

  /** Pauses a sync, gives up a plan, and resolves when all files are closed. */
  async close(): Promise<void> {
    this.#work?.controller.abort(PAUSE);
    await this.#work?.done;
    this.#batcher.flush();
    this.#mending.close();
  }

  /**
   * Work whose last event has come is waited for; work that goes on refuses everything else. Nothing can come between
   * the last look and `begin`.
   */
  async #whenFree(begin: () => Promise<void> | void): Promise<void> {
    while (this.#work !== null) {
      if (this.isWorking) refuse('mirror-busy', { directory: this.#parts.mirror, stage: this.#state.stage });
      await this.#work.done;
    }
    await begin();
  }

  #begin(
    kind: Work['kind'],
    run: (verb: {
      readonly emit: (event: RunEvent) => void;
      readonly signal: AbortSignal;
    }) => Promise<unknown>,
  ): Promise<void> {
    const controller = new AbortController();
    const emit = (event: RunEvent): void => {
      if (endsWork(event)) work.ended = true;
      this.#batcher.add(event);
    };
    const done = Promise.resolve()
      .then(() => run({ emit, signal: controller.signal }))
      .then(
        () => undefined,
        (error: unknown) => emit({ type: 'run-failed', problem: problemOf(error) }),
      )
      .finally(() => {
        this.#work = null;
      });
    const work: Work = { kind, controller, done, ended: false };
    this.#work = work;
    return done;
  }

  #deliver(events: readonly RunEvent[]): void {
    this.#state = reduceRunBatch(this.#state, events);
    this.#sequence += 1;
    this.#mending.follow(this.#state);
    const { mirror, publish } = this.#parts;
    publish({ mirror, sequence: this.#sequence, events }, this.#state);
  }
}

import { problemOf } from '../../contract/problem';
import { type Proof, summariseProof } from '../../contract/proof';
import { PROVE_BEGINS, PROVE_IDLE, type ProveProgress, type ProveState } from '../../contract/prove-state';
import type { ProveOutcome } from '../../engine/prove/prove-mirror';
import type { StartTimer } from '../runs/timer';

/** Progress is for people: four times a second is plenty. */
const PROGRESS_INTERVAL_MS = 250;

export interface MirrorProofsParts {
  readonly prove: (
    mirror: string,
    options: { readonly emit: (progress: ProveProgress) => void; readonly signal: AbortSignal },
  ) => Promise<ProveOutcome>;
  /** The proof that lies in the mirror's folder, and whether the mirror has changed since. */
  readonly readSaved: (
    mirror: string,
    options: { readonly signal: AbortSignal },
  ) => Promise<{ readonly proof: Proof; readonly isOutdated: boolean } | null>;
  readonly startTimer: StartTimer;
  readonly publish: (mirror: string, state: ProveState) => void;
}

interface Proving {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
  progress: ProveProgress;
}

type Unproven = Extract<ProveState, { status: 'cancelled' | 'failed' }>;

/** The proofs of all mirrors, one at a time each. What was proven is read from the mirror's folder. */
export class MirrorProofs {
  readonly #parts: MirrorProofsParts;
  readonly #proving = new Map<string, Proving>();
  readonly #timers = new Map<string, () => void>();
  /** How the last try ended, where it left no proof. */
  readonly #unproven = new Map<string, Unproven>();
  readonly #closing = new AbortController();

  constructor(parts: MirrorProofsParts) {
    this.#parts = parts;
  }

  isProving(mirror: string): boolean {
    return this.#proving.has(mirror);
  }

  /** How far a mirror is proven. Throws a disk problem. */
  async read(mirror: string): Promise<ProveState> {
    const proving = this.#proving.get(mirror);
    if (proving !== undefined) return { status: 'proving', progress: proving.progress };
    const unproven = this.#unproven.get(mirror);
    if (unproven !== undefined) return unproven;
    const saved = await this.#parts.readSaved(mirror, { signal: this.#closing.signal });
    if (saved === null) return PROVE_IDLE;
    return { status: 'proven', proof: summariseProof(saved.proof), isOutdated: saved.isOutdated };
  }

  /** Begins to prove; progress and the end are published. One that goes on already goes on as it is. */
  start(mirror: string): void {
    if (this.#proving.has(mirror) || this.#closing.signal.aborted) return;
    const stop = new AbortController();
    const emit = (progress: ProveProgress): void => this.#progress(mirror, progress);
    const begun = this.#parts.prove(mirror, { emit, signal: stop.signal });
    const ended = begun.then(
      (outcome) => this.#end(mirror, outcome),
      (error: unknown) => this.#end(mirror, { kind: 'failed', problem: problemOf(error) }),
    );
    this.#unproven.delete(mirror);
    this.#proving.set(mirror, { stop, ended, progress: PROVE_BEGINS });
    this.#publishProgress(mirror);
  }

  cancel(mirror: string): void {
    this.#proving.get(mirror)?.stop.abort();
  }

  /** Ends everything that is under way. */
  async close(): Promise<void> {
    this.#closing.abort();
    const all = [...this.#proving.values()];
    for (const { stop } of all) stop.abort();
    await Promise.all(all.map(({ ended }) => ended));
  }

  #progress(mirror: string, progress: ProveProgress): void {
    const proving = this.#proving.get(mirror);
    if (proving === undefined) return;
    const isNewStep = proving.progress.step !== progress.step || proving.progress.target !== progress.target;
    proving.progress = progress;
    if (isNewStep) this.#publishProgress(mirror);
    if (isNewStep || this.#timers.has(mirror)) return;
    const stopTimer = this.#parts.startTimer(() => this.#publishProgress(mirror), PROGRESS_INTERVAL_MS);
    this.#timers.set(mirror, stopTimer);
  }

  #publishProgress(mirror: string): void {
    this.#stopTimer(mirror);
    const proving = this.#proving.get(mirror);
    if (proving !== undefined) {
      this.#parts.publish(mirror, { status: 'proving', progress: proving.progress });
    }
  }

  #stopTimer(mirror: string): void {
    this.#timers.get(mirror)?.();
    this.#timers.delete(mirror);
  }

  #end(mirror: string, outcome: ProveOutcome): void {
    this.#proving.delete(mirror);
    this.#stopTimer(mirror);
    const state = stateOf(outcome);
    if (state.status !== 'proven') this.#unproven.set(mirror, state);
    this.#parts.publish(mirror, state);
  }
}

function stateOf(outcome: ProveOutcome): Unproven | Extract<ProveState, { status: 'proven' }> {
  switch (outcome.kind) {
    case 'proven':
      // The window shows what lies in the folder, and opens it there.
      return outcome.unsaved === null
        ? { status: 'proven', proof: summariseProof(outcome.proof), isOutdated: false }
        : { status: 'failed', problem: outcome.unsaved };
    case 'cancelled':
      return { status: 'cancelled' };
    case 'failed':
      return { status: 'failed', problem: outcome.problem };
  }
}

import { setMaxListeners } from 'node:events';
import PQueue from 'p-queue';

export interface PoolOptions<Job> {
  /** Pulled lazily: never more than a few jobs ahead of the work, so that millions of them cost nothing. */
  readonly jobs: Iterable<Job> | AsyncIterable<Job>;
  readonly concurrency: number;
  readonly signal: AbortSignal;
  /** The signal aborts when the caller's does, and when another job has thrown. */
  readonly run: (job: Job, signal: AbortSignal) => Promise<void>;
}

/**
 * Runs jobs side by side and returns when all are done. The first one that throws stops the others through their
 * signal; when everything in flight has come to rest, its error is thrown. An abort ends the pool the same way, with
 * the signal's reason. The signal goes into the job and not into `queue.add`, which would drop running jobs.
 */
export async function runPool<Job>({ jobs, concurrency, signal, run }: PoolOptions<Job>): Promise<void> {
  const stop = new AbortController();
  const jobSignal = AbortSignal.any([signal, stop.signal]);
  // Every job in flight listens to it; beyond ten, Node would take that for a leak.
  setMaxListeners(0, jobSignal);
  const queue = new PQueue({ concurrency });
  let failure: { readonly error: unknown } | null = null;
  try {
    for await (const job of jobs) {
      if (jobSignal.aborted) break;
      void queue.add(async () => {
        if (jobSignal.aborted) return;
        try {
          await run(job, jobSignal);
        } catch (error) {
          failure ??= { error };
          stop.abort(error);
        }
      });
      await queue.onSizeLessThan(concurrency);
    }
  } catch (error) {
    // The jobs themselves could not be told: those in flight come to rest first.
    failure ??= { error };
    stop.abort(error);
  }
  await queue.onIdle();
  signal.throwIfAborted();
  rethrow(failure);
}

/** A function of its own, because the compiler does not see assignments made inside callbacks. */
function rethrow(failure: { readonly error: unknown } | null): void {
  if (failure !== null) throw failure.error;
}

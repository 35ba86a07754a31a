import { PROBLEM_FACTS, type Problem, ProblemError } from '../../contract/problem';
import type { RunEvent } from '../../contract/run-event';
import type { Clock } from '../files/clock';
import type { OutageWatch } from './outage';

/** How often and how long: full jitter over an exponentially growing delay. */
export interface RetryPolicy {
  /** Tries in all, the first one included. */
  readonly attempts: number;
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
  /** An upstream that asks to be left alone for longer than this has failed. */
  readonly longestRetryAfterMs: number;
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  attempts: 6,
  firstDelayMs: 500,
  longestDelayMs: 30_000,
  longestRetryAfterMs: 300_000,
};

export interface RetryContext {
  readonly policy: RetryPolicy;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly emit: (event: RunEvent) => void;
  readonly outages: OutageWatch;
  readonly signal: AbortSignal;
}

/**
 * Calls `attempt` until it succeeds, fails for good, or the tries are used up; then throws what the last try threw.
 * Where nothing can be reached at all, it waits for the network and begins anew. Each wait is announced with `waiting-started`, and ended with `waiting-ended`. `subject` names what is waited for.
 */
export async function withRetries<Value>(
  subject: string,
  attempt: (number: number) => Promise<Value>,
  context: RetryContext,
): Promise<Value> {
  for (let number = 1; ; number += 1) {
    context.signal.throwIfAborted();
    try {
      return await attempt(number);
    } catch (error) {
      context.signal.throwIfAborted();
      if (!(error instanceof ProblemError)) throw error;
      const delayMs = retryDelayMs(error.problem, number, context);
      if (delayMs !== null) await wait(subject, number, delayMs, error.problem, context);
      // What cannot be reached for want of a network is not given up.
      else if (await context.outages.outlast(error.problem, context)) number = 0;
      else throw error;
    }
  }
}

/** How long to wait before the next try, or `null` when there should be none. */
export function retryDelayMs(
  problem: Problem,
  attempt: number,
  { policy, random }: Pick<RetryContext, 'policy' | 'random'>,
): number | null {
  const { family, retryable } = PROBLEM_FACTS[problem.code];
  // Bytes that arrived whole but wrong are judged where the file is put together.
  if (family !== 'upstream' || !retryable || attempt >= policy.attempts) return null;
  if (isWorthOneMore(problem) && attempt > 1) return null;
  const ceilingMs = Math.min(policy.longestDelayMs, policy.firstDelayMs * 2 ** (attempt - 1));
  const backOffMs = Math.round(ceilingMs * (0.5 + random() / 2));
  if (problem.code !== 'upstream-status') return isInLocalTree(problem) ? null : backOffMs;
  const { status, retryAfterMs } = problem.parameters;
  if (!RETRYABLE_STATUS.has(status) && status !== 404) return null;
  if (retryAfterMs === null) return backOffMs;
  // Some servers send "0", and mean no hurry.
  return retryAfterMs > policy.longestRetryAfterMs ? null : Math.max(retryAfterMs, backOffMs);
}

/**
 * What speaks no TLS now, leads in a circle or is missing will hardly mend itself. One bad answer of an index with many
 * servers behind it is all that a second try can help against.
 */
function isWorthOneMore({ code, parameters }: Problem): boolean {
  if (code === 'upstream-status') return parameters.status === 404;
  return code === 'upstream-encryption' || code === 'upstream-redirect-refused';
}

/** What is missing in a folder is not going to come by waiting for it. */
function isInLocalTree({ parameters }: Problem): boolean {
  return 'url' in parameters && parameters.url.startsWith('file:');
}

/** Statuses that pass by themselves (RFC 9110, RFC 6585, and what proxies in front of an index send). */
const RETRYABLE_STATUS = new Set([408, 421, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524]);

async function wait(
  subject: string,
  attempt: number,
  delayMs: number,
  problem: Problem,
  { clock, emit, signal }: RetryContext,
): Promise<void> {
  emit({ type: 'waiting-started', waiting: { subject, attempt, retryAtMs: clock.now() + delayMs, problem } });
  try {
    await clock.sleep(delayMs, { signal });
  } finally {
    emit({ type: 'waiting-ended', subject });
  }
}

import { type Problem, ProblemError, problem } from '../../contract/problem';
import type { RunEvent } from '../../contract/run-event';
import type { Clock } from '../files/clock';

/** Tells an address that is bad from a network that is gone, and waits for the network. */
export interface OutageWatch {
  /**
   * After the last try of something: waits while nothing can be reached, and says whether it came back, so that the tries
   * begin anew. False at once where the network is there. Rejects with the signal's reason when it aborts.
   */
  readonly outlast: (failed: Problem, options: { readonly signal: AbortSignal }) => Promise<boolean>;
}

/** Takes every failure for one of the address. */
export const NO_OUTAGES: OutageWatch = { outlast: async () => false };

export interface OutageParts {
  /** The address of the index, which is asked where a host has never answered. */
  readonly home: string;
  /** Whether anything at all answers there. */
  readonly probe: (url: string, options: { readonly signal: AbortSignal }) => Promise<boolean>;
  /** Whether this host, with its port, has answered anything in this run. */
  readonly hasAnswered: (host: string) => boolean;
  /** How long to wait in all. */
  readonly patienceMs: () => number;
  readonly clock: Clock;
  readonly emit: (event: RunEvent) => void;
}

const FIRST_DELAY_MS = 5000;
const LONGEST_DELAY_MS = 60_000;

/** What a network that is gone looks like; a probe decides. */
const SIGNS: ReadonlySet<Problem['code']> = new Set([
  'upstream-unreachable',
  'upstream-stalled',
  'proxy-unreachable',
]);

/** Whether a thrown problem may mean that there is no network. */
export function isSignOfOutage(error: unknown): boolean {
  return error instanceof ProblemError && SIGNS.has(error.problem.code);
}

export function watchForOutages(parts: OutageParts): OutageWatch {
  const waits = new Map<string, Promise<boolean>>();
  return {
    outlast: async (failed, { signal }) => {
      const url = 'url' in failed.parameters ? failed.parameters.url : null;
      if (!SIGNS.has(failed.code) || url === null || !url.startsWith('http')) return false;
      const { origin, host } = new URL(url);
      // A host that answered before and does not now is out; of any other, only the index can tell.
      const target = parts.hasAnswered(host) ? `${origin}/` : parts.home;
      if (!target.startsWith('http')) return false;
      const wait = waits.get(target) ?? waitFor(target, failed, parts, signal);
      waits.set(target, wait);
      try {
        return await wait;
      } finally {
        waits.delete(target);
      }
    },
  };
}

async function waitFor(
  target: string,
  failed: Problem,
  { probe, patienceMs, clock, emit }: OutageParts,
  signal: AbortSignal,
): Promise<boolean> {
  if (await probe(target, { signal })) return false;
  const { host } = new URL(target);
  const cause = 'cause' in failed.parameters ? failed.parameters.cause : 'nothing came';
  const longestMs = patienceMs();
  let waitedMs = 0;
  try {
    for (let attempt = 1; waitedMs < longestMs; attempt += 1) {
      const delayMs = Math.min(FIRST_DELAY_MS * 1.5 ** (attempt - 1), LONGEST_DELAY_MS, longestMs - waitedMs);
      const retryAtMs = clock.now() + delayMs;
      const lost = problem('network-lost', { host, cause, endsAtMs: clock.now() + longestMs - waitedMs });
      emit({ type: 'waiting-started', waiting: { subject: host, attempt, retryAtMs, problem: lost } });
      await clock.sleep(delayMs, { signal });
      // Not by the clock: a computer that slept has not waited.
      waitedMs += delayMs;
      if (await probe(target, { signal })) return true;
    }
    return false;
  } finally {
    if (longestMs > 0) emit({ type: 'waiting-ended', subject: host });
  }
}

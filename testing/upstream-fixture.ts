import type { Problem } from '../src/contract/problem';
import type { RunEvent } from '../src/contract/run-event';
import type { MetadataCache } from '../src/engine/upstream/metadata-cache';
import { openUpstream } from '../src/engine/upstream/open-upstream';
import { NO_OUTAGES } from '../src/engine/upstream/outage';
import { DEFAULT_RETRY_POLICY, type RetryContext } from '../src/engine/upstream/retry';
import type { CachedPage, Index, PageCache } from '../src/engine/upstream/upstream';
import { createTestClock, type TestClock } from './mirror-fixture';
import { openTestAccess } from './network-access';

export interface UpstreamFixture extends Index {
  readonly clock: TestClock;
  readonly events: readonly RunEvent[];
  /** For whoever makes tries of their own. */
  readonly retry: Omit<RetryContext, 'signal'>;
}

/** Opens an upstream whose waits pass at once and are kept to be looked at. */
export function openTestUpstream(
  url: string,
  pageCache: PageCache = createMemoryCache(),
  access = openTestAccess(),
): UpstreamFixture {
  const clock = createTestClock();
  const events: RunEvent[] = [];
  const emit = (event: RunEvent): void => void events.push(event);
  const retry = { policy: DEFAULT_RETRY_POLICY, clock, random: () => 0.5, emit, outages: NO_OUTAGES };
  const metadataCache: MetadataCache = { read: async () => null, write: async () => undefined };
  const upstream = openUpstream({
    url,
    version: '1.2.3',
    stallTimeoutMs: 5000,
    access,
    pageCache,
    metadataCache,
    retry,
  });
  return { ...upstream, clock, events, retry };
}

export function createMemoryCache(pages = new Map<string, CachedPage>()): PageCache {
  return {
    read: async (name) => pages.get(name) ?? null,
    write: async (name, page) => void pages.set(name, page),
  };
}

/** The problem that a piece of work ends with; anything else fails the test. */
export async function problemFrom(work: Promise<unknown>): Promise<Problem> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error === null || typeof error !== 'object' || !('problem' in error)) throw new Error(String(error));
  return error.problem as Problem;
}

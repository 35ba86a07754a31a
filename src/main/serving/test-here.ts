import type { ClientIndex } from '../../contract/clients/client-index';
import type { IndexTest } from '../../contract/clients/index-test';
import { testIndex } from '../../engine/clients/test-index';
import { findPythons, PROBE_TIMEOUT_MS } from '../../engine/prove/find-pythons';

const TEST_TIMEOUT_MS = 120_000;

/** Lets a pip of this computer resolve a project of a tree through the address where it is served. */
export type TestServing = (tree: string, index: ClientIndex) => Promise<IndexTest>;

export function testHere(targetScript: string, { signal }: { readonly signal: AbortSignal }): TestServing {
  return async (tree, index) => {
    const { platform, env: variables } = process;
    const pythons = await findPythons({
      targetScript,
      variables,
      platform,
      probeTimeoutMs: PROBE_TIMEOUT_MS,
      signal,
    });
    const timeoutMs = TEST_TIMEOUT_MS;
    return testIndex({ index, requirement: null, tree, pythons, variables, timeoutMs, signal });
  };
}

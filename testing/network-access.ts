import { DEFAULT_NETWORK_OPTIONS, type NetworkOptions } from '../src/contract/network';
import type { Clock } from '../src/engine/files/clock';
import { SYSTEM_RESOLVER } from '../src/engine/upstream/connection/address-guard';
import {
  type NetworkAccess,
  type NetworkAccessOptions,
  openNetworkAccess,
} from '../src/engine/upstream/connection/network-access';

/** Waits pass at once. */
const INSTANT_CLOCK: Clock = {
  now: () => Date.now(),
  sleep: async (_delayMs, { signal }) => signal.throwIfAborted(),
};

/** The network as a test has it: nothing of this computer's own settings. */
export function openTestAccess(
  changes: Partial<NetworkOptions> = {},
  variables: Readonly<Record<string, string>> = {},
  others: Partial<NetworkAccessOptions> = {},
): NetworkAccess {
  return openNetworkAccess({
    network: { ...DEFAULT_NETWORK_OPTIONS, ...changes },
    variables,
    upstreamUrl: 'https://index.example/simple/',
    credentials: async () => null,
    clock: INSTANT_CLOCK,
    resolveHost: SYSTEM_RESOLVER,
    ...others,
  });
}

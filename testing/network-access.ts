import { DEFAULT_NETWORK_OPTIONS, type NetworkOptions } from '../src/contract/network';
import { type NetworkAccess, openNetworkAccess } from '../src/engine/upstream/connection/network-access';

/** The network as a test has it: nothing of this computer's own settings. */
export function openTestAccess(
  changes: Partial<NetworkOptions> = {},
  variables: Readonly<Record<string, string>> = {},
): NetworkAccess {
  return openNetworkAccess({ network: { ...DEFAULT_NETWORK_OPTIONS, ...changes }, variables });
}

import type { SecureContext } from 'node:tls';
import type { NetworkOptions } from '../../../contract/network';
import type { Clock } from '../../files/clock';
import type { ResolveHost } from './address-guard';
import { type Bandwidth, createBandwidth } from './bandwidth';
import { readTrust } from './certificate-authorities';
import { authorizations, type CredentialSource } from './credentials';
import { createHostGate, type HostGate } from './host-gate';
import { chooseProxies, type ProxyChoice, type Variables } from './proxy-choice';

/** How everything that is asked for is reached. One for all upstreams of a run: what it limits, it limits for all. */
export interface NetworkAccess {
  readonly proxyFor: ProxyChoice;
  /** Which certificates are believed; `undefined`: those that Node does. */
  readonly trust: () => SecureContext | undefined;
  /** The value of `Authorization` for an address and all others of its origin. */
  readonly authorizationFor: (url: string) => Promise<string | null>;
  readonly hosts: HostGate;
  readonly nowMs: () => number;
  /** The hosts, with their ports, that have answered anything. */
  readonly answered: Set<string>;
  /** For all that is read, together; `null`: as fast as it goes. */
  readonly bandwidth: Bandwidth | null;
  readonly resolveHost: ResolveHost;
}

export interface NetworkAccessOptions {
  readonly network: NetworkOptions;
  readonly variables: Variables;
  /** Of the profile. */
  readonly upstreamUrl: string;
  readonly credentials: CredentialSource;
  readonly clock: Clock;
  readonly resolveHost: ResolveHost;
}

/** Makes the network of a profile act. Throws `proxy-invalid` or `certificate-file-invalid`. */
export function openNetworkAccess({
  network,
  variables,
  upstreamUrl,
  credentials,
  clock,
  resolveHost,
}: NetworkAccessOptions): NetworkAccess {
  const { maxBytesPerSecond } = network;
  return {
    resolveHost,
    bandwidth: maxBytesPerSecond === null ? null : createBandwidth(maxBytesPerSecond, clock),
    proxyFor: chooseProxies(network.proxyUrl, variables),
    nowMs: clock.now,
    answered: new Set(),
    hosts: createHostGate(network.connectionsPerHost, clock),
    trust: readTrust(network.certificateAuthorities, variables),
    authorizationFor: authorizations(credentials, upstreamUrl),
  };
}

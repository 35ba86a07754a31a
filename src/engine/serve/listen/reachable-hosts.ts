import { hostname, networkInterfaces } from 'node:os';
import type { ReachableHost } from '../../../contract/sharing';

type Interfaces = ReturnType<typeof networkInterfaces>;

/** fe80::/10: only with the name of an interface, which differs on the client's side. */
const LINK_LOCAL = /^fe[89ab]/i;

/** The addresses of this computer on its networks, IPv4 first: the ones that a person can read out. */
export function listReachableAddresses(
  interfaces: Interfaces = networkInterfaces(),
): readonly ReachableHost[] {
  const found = Object.entries(interfaces).flatMap(([networkName, addresses = []]) =>
    addresses
      .filter(({ internal, address }) => !internal && !LINK_LOCAL.test(address))
      .map(({ family, address }) => ({
        networkName,
        host: family === 'IPv6' ? `[${address}]` : address,
      })),
  );
  return [
    ...found.filter(({ host }) => !host.startsWith('[')),
    ...found.filter(({ host }) => host.startsWith('[')),
  ];
}

/** What this computer calls itself, alone and as multicast DNS has it (RFC 6762). */
export function listOwnNames(name: string = hostname()): readonly string[] {
  const [label = ''] = name.split('.');
  return [
    ...new Set([name, label, `${label}.local`].filter((own) => /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/i.test(own))),
  ];
}

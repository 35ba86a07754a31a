import { type LookupAddress, promises } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { isLoopback } from '../redirect-rules';

/** Looks a host's name up. Rejects as `node:dns` does. */
export type ResolveHost = (hostname: string) => Promise<readonly LookupAddress[]>;

export const SYSTEM_RESOLVER: ResolveHost = (hostname) => promises.lookup(hostname, { all: true });

/** How far from outside an address can be reached: this computer alone, the network that it is in, everywhere. */
const REACHES = ['this computer', 'a private network', 'everywhere'] as const;

const HERE = 0;
const PRIVATE = 1;
const EVERYWHERE = 2;

const OWN = listOf(['0.0.0.0/8', '127.0.0.0/8', '::/128', '::1/128']);
const INSIDE = listOf([
  // RFC 1918, RFC 3927, RFC 6598; RFC 4193, RFC 4291.
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '100.64.0.0/10',
  'fc00::/7',
  'fe80::/10',
]);

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', bits] = range.split('/');
    list.addSubnet(network, Number(bits), network.includes(':') ? 'ipv6' : 'ipv4');
  }
  return list;
}

function reachOf(address: string): number {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (OWN.check(address, family)) return HERE;
  return INSIDE.check(address, family) ? PRIVATE : EVERYWHERE;
}

/** Refused: an index from outside would have this computer ask something further inside. */
export class AddressRefusal extends Error {
  override readonly name = 'AddressRefusal';
  constructor(readonly reason: string) {
    super(reason);
  }
}

export interface AddressGuard {
  /** Throws `AddressRefusal` where the address itself says that it is further inside than the index. */
  readonly check: (url: string) => Promise<void>;
  /** For connections: looks up, and gives only addresses that are no further inside. */
  readonly lookup: LookupFunction;
}

/**
 * An index on the internet leads neither into the network that this computer is in nor to the computer itself, one in
 * that network not to the computer. The addresses are looked at that are connected to, so that a name which means
 * something else the second time changes nothing. `home`: the address of the index.
 */
export function guardAddresses(home: string, resolve: ResolveHost): AddressGuard {
  let known: Promise<number> | null = null;
  const homeReach = (): Promise<number> => {
    known ??= reachOfHome(home, resolve).catch(() => {
      known = null;
      return EVERYWHERE;
    });
    return known;
  };
  const refuseBelow = (reach: number): never => {
    throw new AddressRefusal(`it leads to ${REACHES[reach] ?? 'elsewhere'}, which the index is not in`);
  };
  return {
    check: async (url) => {
      const hostname = new URL(url).hostname.replace(/^\[|\]$/g, '');
      const reach = isLoopback(new URL(url).hostname)
        ? HERE
        : isIP(hostname) === 0
          ? EVERYWHERE
          : reachOf(hostname);
      if (reach < EVERYWHERE && reach < (await homeReach())) refuseBelow(reach);
    },
    lookup: (hostname, options, callback) => {
      const answer = async (): Promise<readonly LookupAddress[]> => {
        const found = await resolve(hostname);
        const least = await homeReach();
        const allowed = found.filter(({ address }) => reachOf(address) >= least);
        return allowed.length > 0
          ? allowed
          : refuseBelow(Math.min(...found.map((each) => reachOf(each.address))));
      };
      answer().then(
        (addresses) => {
          const [first] = addresses;
          if (options.all === true) callback(null, [...addresses]);
          else callback(null, first?.address ?? '', first?.family ?? 4);
        },
        (error: NodeJS.ErrnoException) => callback(error, ''),
      );
    },
  };
}

/** Of several addresses the outermost: whoever is on the internet as well is from outside. */
async function reachOfHome(home: string, resolve: ResolveHost): Promise<number> {
  const { protocol, hostname } = new URL(home);
  if (protocol === 'file:' || isLoopback(hostname)) return HERE;
  const plain = hostname.replace(/^\[|\]$/g, '');
  if (isIP(plain) !== 0) return reachOf(plain);
  return Math.max(...(await resolve(plain)).map(({ address }) => reachOf(address)));
}

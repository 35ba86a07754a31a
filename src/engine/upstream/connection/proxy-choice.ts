import { BlockList, isIP } from 'node:net';
import { refuse } from '../../../contract/problem';
import { isLoopback } from '../redirect-rules';

/** A proxy to go through. Its password, where it has one, is never shown. */
export interface ChosenProxy {
  readonly kind: 'http' | 'https' | 'socks5';
  /** Without brackets around an IPv6 address. */
  readonly hostname: string;
  readonly port: number;
  /** How it is shown to people: `http://proxy.example:3128`. */
  readonly shown: string;
  readonly login: { readonly username: string; readonly password: string } | null;
}

/** The variables of the process, as `process.env` has them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** The proxy for an address; `null` where it is asked directly. */
export type ProxyChoice = (url: string) => ChosenProxy | null;

const KINDS: Readonly<Record<string, Pick<ChosenProxy, 'kind' | 'port'>>> = {
  'http:': { kind: 'http', port: 80 },
  'https:': { kind: 'https', port: 443 },
  'socks5:': { kind: 'socks5', port: 1080 },
  'socks5h:': { kind: 'socks5', port: 1080 },
  'socks:': { kind: 'socks5', port: 1080 },
};

/**
 * Which proxy to take. An address from the profile is for everything. Without one the variables decide, as for curl and
 * pip: `HTTPS_PROXY` and `HTTP_PROXY` by the protocol of the address, else `ALL_PROXY`, also in small letters, which go
 * first; not for what `NO_PROXY` names, nor for this computer itself. Throws `proxy-invalid`.
 */
export function chooseProxies(proxyUrl: string | null, variables: Variables): ProxyChoice {
  if (proxyUrl !== null) {
    const proxy = readProxy(proxyUrl, 'the profile');
    return () => proxy;
  }
  const read = (name: string): { readonly name: string; readonly value: string } | null => {
    const found = [name.toLowerCase(), name].find((each) => (variables[each] ?? '').trim() !== '');
    return found === undefined ? null : { name: found, value: (variables[found] ?? '').trim() };
  };
  const proxyOf = (name: string): ChosenProxy | null => {
    const found = read(name) ?? read('ALL_PROXY');
    return found === null ? null : readProxy(found.value, `the variable ${found.name}`);
  };
  const byProtocol = new Map([
    ['https:', proxyOf('HTTPS_PROXY')],
    ['http:', proxyOf('HTTP_PROXY')],
  ]);
  const isDirect = readExceptions(read('NO_PROXY')?.value ?? '');
  return (url) => {
    const address = new URL(url);
    return isLoopback(address.hostname) || isDirect(address)
      ? null
      : (byProtocol.get(address.protocol) ?? null);
  };
}

/** curl takes a proxy without a protocol for http. `source` is told in words, the value never: it may hold a password. */
function readProxy(value: string, source: string): ChosenProxy {
  const written = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  const url = URL.canParse(written) ? new URL(written) : null;
  const found = url === null ? undefined : KINDS[url.protocol];
  if (url === null || found === undefined || url.hostname === '') {
    return refuse('proxy-invalid', { source });
  }
  const { kind } = found;
  const port = url.port === '' ? found.port : Number(url.port);
  const hasLogin = url.username !== '' || url.password !== '';
  return {
    kind,
    hostname: withoutBrackets(url.hostname),
    port,
    shown: `${kind}://${url.hostname}:${port}`,
    login: hasLogin ? { username: decoded(url.username), password: decoded(url.password) } : null,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function withoutBrackets(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

const PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/**
 * `NO_PROXY`: names with everything below them, with or without a leading dot or `*.`, addresses and ranges of them
 * (`10.0.0.0/8`), each with a port or for all; `*` for everything.
 */
function readExceptions(value: string): (address: URL) => boolean {
  const entries = value
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '');
  const ranges = new BlockList();
  for (const entry of entries) {
    const [, network, bits] = /^\[?([0-9a-f.:]+)\]?\/(\d{1,3})$/.exec(entry) ?? [];
    if (network === undefined || isIP(network) === 0) continue;
    const family = isIP(network) === 4 ? 'ipv4' : 'ipv6';
    if (Number(bits) <= (family === 'ipv4' ? 32 : 128)) ranges.addSubnet(network, Number(bits), family);
  }
  return ({ hostname, port, protocol }) => {
    const name = withoutBrackets(hostname).replace(/\.$/, '');
    const family = isIP(name);
    if (family !== 0 && ranges.check(name, family === 4 ? 'ipv4' : 'ipv6')) return true;
    const shownPort = port === '' ? (PORTS[protocol] ?? 0) : Number(port);
    return entries.some((entry) => matches(entry, name, shownPort));
  };
}

function matches(entry: string, name: string, port: number): boolean {
  if (entry === '*') return true;
  const parts = /^(\[.+\]|[^:]+):(\d{1,5})$/.exec(entry);
  if (parts !== null && Number(parts[2]) !== port) return false;
  const wanted = withoutBrackets(parts?.[1] ?? entry).replace(/^\*?\./, '');
  return name === wanted || name.endsWith(`.${wanted}`);
}

import type { Socket } from 'node:net';
import type { Connect, Tunnel, TunnelTarget } from './connect';
import { connectThroughHttp } from './http-tunnel';
import type { ChosenProxy, ProxyChoice } from './proxy-choice';
import { ProxyFailure } from './proxy-failure';
import { connectThroughSocks } from './socks-tunnel';

const TUNNELS: { readonly [Kind in ChosenProxy['kind']]: Tunnel } = {
  http: connectThroughHttp,
  https: connectThroughHttp,
  socks5: connectThroughSocks,
};

interface ConnectorParts {
  /** Connects directly, and encrypts for https. */
  readonly direct: Connect;
  /** The same, for the connection to a proxy itself. */
  readonly toProxy: Connect;
  readonly proxyFor: ProxyChoice;
  readonly timeoutMs: number;
}

/** Connects to whatever is asked for, through the proxy that is meant for it. */
export function createConnector({ direct, toProxy, proxyFor, timeoutMs }: ConnectorParts): Connect {
  return (target, callback) => {
    const port = target.port === '' ? (target.protocol === 'https:' ? 443 : 80) : Number(target.port);
    const { hostname } = target;
    const shown = hostname.includes(':') ? `[${hostname}]` : hostname;
    const proxy = proxyFor(`${target.protocol}//${shown}:${port}/`);
    if (proxy === null) {
      direct(target, callback);
      return;
    }
    throughProxy(proxy, toProxy, { hostname, port, timeoutMs }).then(
      (socket) => {
        if (target.protocol === 'https:') direct({ ...target, httpSocket: socket }, callback);
        else callback(null, socket);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    );
  };
}

/** A connection to a proxy that does not come about is told as that. */
export function namingTheProxy(connect: Connect): Connect {
  return (target, callback) => {
    const { protocol, hostname, port } = target;
    const shown = `${protocol}//${hostname.includes(':') ? `[${hostname}]` : hostname}:${port === '' ? 80 : port}`;
    connect(target, (...[error, socket]) => {
      if (error === null) callback(null, socket);
      else callback(new ProxyFailure(shown, 'unreachable', error), null);
    });
  };
}

async function throughProxy(proxy: ChosenProxy, toProxy: Connect, target: TunnelTarget): Promise<Socket> {
  const socket = await connected(proxy, toProxy).catch((error: unknown) => {
    throw new ProxyFailure(proxy.shown, 'unreachable', error instanceof Error ? error : String(error));
  });
  const timer = setTimeout(() => {
    socket.destroy(new ProxyFailure(proxy.shown, 'unreachable', 'it said nothing'));
  }, target.timeoutMs);
  try {
    return await TUNNELS[proxy.kind](proxy, socket, target);
  } catch (error) {
    socket.on('error', () => undefined).destroy();
    if (error instanceof ProxyFailure) throw error;
    throw new ProxyFailure(proxy.shown, 'unreachable', error instanceof Error ? error : String(error));
  } finally {
    clearTimeout(timer);
  }
}

function connected({ kind, hostname, port }: ChosenProxy, toProxy: Connect): Promise<Socket> {
  const protocol = kind === 'https' ? 'https:' : 'http:';
  return new Promise((fulfil, reject) => {
    toProxy({ hostname, host: hostname, protocol, port: String(port) }, (...[error, socket]) => {
      if (error === null) fulfil(socket);
      else reject(error);
    });
  });
}

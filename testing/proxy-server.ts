import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net';
import type { Duplex } from 'node:stream';

/** A real HTTP proxy: CONNECT for what is encrypted, whole addresses for what is not. */
export interface ProxyServer {
  readonly port: number;
  /** What it was asked for: `CONNECT host:port` or `GET http://…`. */
  readonly requests: readonly string[];
  readonly close: () => Promise<void>;
}

export interface ProxyServerOptions {
  /** `Basic …`, where it wants one. */
  readonly authorization?: string;
  /** Answers everything with this status instead. */
  readonly status?: number;
  /** Speaks TLS itself. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Names that it knows, and the port of this computer that they stand for. */
  readonly names?: Readonly<Record<string, number>>;
}

export async function startProxyServer(options: ProxyServerOptions = {}): Promise<ProxyServer> {
  const requests: string[] = [];
  const server = options.tls === undefined ? createServer() : createHttpsServer(options.tls);
  const sockets = watchSockets(server);
  const verdict = (request: IncomingMessage): number | null => {
    requests.push(`${request.method} ${request.url}`);
    if (options.status !== undefined) return options.status;
    const isKnown =
      options.authorization === undefined || request.headers['proxy-authorization'] === options.authorization;
    return isKnown ? null : 407;
  };
  server.on('connect', (request: IncomingMessage, client: Duplex) => {
    const status = verdict(request);
    if (status !== null) {
      client.end(`HTTP/1.1 ${status} No\r\n\r\n`);
      return;
    }
    const [host = '', port = ''] = (request.url ?? '').split(':');
    join(client, targetOf(host, Number(port), options.names), () =>
      client.write('HTTP/1.1 200 Connection established\r\n\r\n'),
    );
  });
  server.on('request', (request, response) => {
    const status = verdict(request);
    const target = URL.canParse(request.url ?? '') ? new URL(request.url ?? '') : null;
    if (status !== null || target === null) {
      response.writeHead(status ?? 400).end();
      return;
    }
    const headers = { ...request.headers };
    delete headers['proxy-authorization'];
    const path = `${target.pathname}${target.search}`;
    const to = targetOf(target.hostname, Number(target.port || 80), options.names);
    const onward = httpRequest({ ...to, path, method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.writeHead(502).end());
    onward.end();
  });
  return { ...(await listening(server)), requests, close: () => closing(server, sockets) };
}

function targetOf(
  host: string,
  port: number,
  names: ProxyServerOptions['names'],
): { readonly host: string; readonly port: number } {
  const named = names?.[host];
  return named === undefined ? { host, port } : { host: '127.0.0.1', port: named };
}

/** A SOCKS5 proxy (RFC 1928), with a password (RFC 1929) where one is given. */
export async function startSocksServer(
  options: {
    readonly login?: string;
    readonly reply?: number;
    readonly names?: ProxyServerOptions['names'];
  } = {},
): Promise<ProxyServer> {
  const requests: string[] = [];
  const server = createTcpServer((client) => {
    client.on('error', () => undefined);
    let step: 'methods' | 'login' | 'request' = 'methods';
    const take = (bytes: Buffer): void => {
      if (step === 'methods') {
        const method = options.login === undefined ? 0 : bytes.subarray(2).includes(2) ? 2 : 255;
        step = method === 2 ? 'login' : 'request';
        client.write(Buffer.from([5, method]));
      } else if (step === 'login') {
        const username = bytes.subarray(2, 2 + (bytes[1] ?? 0)).toString();
        const password = bytes.subarray(3 + (bytes[1] ?? 0)).toString();
        step = 'request';
        client.write(Buffer.from([1, `${username}:${password}` === options.login ? 0 : 1]));
      } else {
        const isName = bytes[3] === 3;
        const length = isName ? (bytes[4] ?? 0) : 4;
        const at = isName ? 5 : 4;
        const host = isName
          ? bytes.subarray(at, at + length).toString()
          : [...bytes.subarray(at, at + length)].join('.');
        const port = bytes.readUInt16BE(at + length);
        requests.push(`CONNECT ${host}:${port}`);
        client.off('data', take);
        const answer = Buffer.from([5, options.reply ?? 0, 0, 1, 0, 0, 0, 0, 0, 0]);
        if (options.reply !== undefined) client.end(answer);
        else join(client, targetOf(host, port, options.names), () => client.write(answer));
      }
    };
    client.on('data', take);
  });
  const sockets = watchSockets(server);
  return { ...(await listening(server)), requests, close: () => closing(server, sockets) };
}

function join(
  client: Duplex,
  target: { readonly host: string; readonly port: number },
  ready: () => void,
): void {
  const onward = connect(target, () => {
    ready();
    client.pipe(onward).pipe(client);
  });
  onward.on('error', () => client.destroy());
  client.on('error', () => onward.destroy());
  client.on('close', () => onward.destroy());
}

function watchSockets(server: Server): Set<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}

async function listening(server: Server): Promise<{ readonly port: number }> {
  await new Promise<void>((fulfil) => {
    server.listen(0, '127.0.0.1', fulfil);
  });
  return { port: (server.address() as AddressInfo).port };
}

function closing(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((fulfil) => {
    server.close(() => fulfil());
    for (const socket of sockets) socket.destroy();
  });
}

import { request } from 'node:http';
import type { Socket } from 'node:net';
import type { TunnelTarget } from './connect';
import type { ChosenProxy } from './proxy-choice';
import { ProxyFailure } from './proxy-failure';

/** Asks an HTTP proxy for a way to the target (RFC 9110, 9.3.6). */
export async function connectThroughHttp(
  proxy: ChosenProxy,
  socket: Socket,
  { hostname, port }: TunnelTarget,
): Promise<Socket> {
  const path = `${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`;
  const status = await new Promise<number>((fulfil, reject) => {
    const asking = request({
      createConnection: () => socket,
      method: 'CONNECT',
      path,
      headers: { host: path, ...proxyAuthorization(proxy) },
    });
    asking.once('connect', (response, _socket, head) => {
      // Nobody behind the proxy speaks before being spoken to; what comes all the same is given back.
      if (head.length > 0) socket.unshift(head);
      fulfil(response.statusCode ?? 0);
    });
    asking.once('error', reject);
    asking.end();
  });
  const fault = tunnelFault(status);
  if (fault === null) return socket;
  throw new ProxyFailure(proxy.shown, fault, refusalInWords(proxy, status));
}

/** What a proxy's status means, where it is one that the proxy gives in its own name. */
function tunnelFault(status: number): 'password' | 'target' | 'refused' | null {
  if (status >= 200 && status < 300) return null;
  if (status === 407) return 'password';
  return status >= 500 ? 'target' : 'refused';
}

/** A status in words. */
export function refusalInWords({ login }: ChosenProxy, status: number): string {
  if (status !== 407) return `it answered with HTTP status ${status}`;
  return login === null
    ? 'it asks for a user name and a password'
    : 'it does not take the user name and the password that it was given';
}

/** RFC 9110, 11.7.2, with Basic (RFC 7617). */
export function proxyAuthorization({ login }: ChosenProxy): Readonly<Record<string, string>> {
  if (login === null) return {};
  const text = Buffer.from(`${login.username}:${login.password}`, 'utf8').toString('base64');
  return { 'proxy-authorization': `Basic ${text}` };
}

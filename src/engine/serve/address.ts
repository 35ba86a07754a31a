import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';

/**
 * The address by which the client called this server, without a slash at its end: pages that name a place here in full
 * name it as the client can reach it. The server has looked at the Host header before.
 */
export function addressOf({ headers, socket }: IncomingMessage): string {
  const scheme = socket instanceof TLSSocket ? 'https' : 'http';
  return `${scheme}://${headers.host ?? `${hostOf(socket.localAddress)}:${socket.localPort ?? 80}`}`;
}

function hostOf(address = 'localhost'): string {
  return address.includes(':') ? `[${address}]` : address;
}

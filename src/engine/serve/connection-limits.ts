import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** How many connections are held at once. */
export interface ConnectionLimits {
  readonly perAddress: number;
  readonly total: number;
}

/**
 * An installer opens some ten to fifty; a room full of them behind one address, or on this computer, stays below this.
 */
export const CONNECTION_LIMITS: ConnectionLimits = { perAddress: 1024, total: 2048 };

interface Connection {
  readonly socket: Socket;
  readonly address: string;
  /** Answers that it waits for now. */
  answering: number;
}

/**
 * Holds a server to its limits: where one more connection comes, the one that has gone longest without a request is
 * ended, so that whoever only holds connections keeps nobody from being served. Where all of them are being answered,
 * the new one is ended. Those of the same address go first. Gives what ends them all: Node ends those alone on which a
 * request may come, and would wait for those that have not become secret yet.
 */
export function limitConnections(server: Server, { perAddress, total }: ConnectionLimits): () => void {
  const connections = new Map<string, Connection>();
  const counts = new Map<string, number>();
  const forget = (key: string, { address }: Connection): void => {
    if (!connections.delete(key)) return;
    const count = (counts.get(address) ?? 1) - 1;
    if (count === 0) counts.delete(address);
    else counts.set(address, count);
  };
  const endOne = (among: (connection: Connection) => boolean, newest: Connection): void => {
    const idle = [...connections].find(([, one]) => one.answering === 0 && among(one));
    const [key, connection] = idle ?? [keyOf(newest.socket), newest];
    forget(key, connection);
    connection.socket.destroy();
  };
  server.on('connection', (socket) => {
    const connection = { socket, address: socket.remoteAddress ?? '', answering: 0 };
    const key = keyOf(socket);
    connections.set(key, connection);
    counts.set(connection.address, (counts.get(connection.address) ?? 0) + 1);
    socket.on('close', () => forget(key, connection));
    if ((counts.get(connection.address) ?? 0) > perAddress) {
      endOne(({ address }) => address === connection.address, connection);
    } else if (connections.size > total) endOne(() => true, connection);
  });
  server.on('request', ({ socket }, response) => {
    const key = keyOf(socket);
    const connection = connections.get(key);
    if (connection === undefined) return;
    connection.answering += 1;
    response.on('close', () => {
      connection.answering -= 1;
      // Behind all others: it was used last.
      if (connections.delete(key)) connections.set(key, connection);
    });
  });
  return () => {
    for (const { socket } of connections.values()) socket.destroy();
  };
}

/** The same for an encrypted connection and the plain one below it. */
const keyOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress ?? ''} ${remotePort ?? ''}`;

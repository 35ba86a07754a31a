import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server for tests that need one particular answer, on a free port of this computer. */
export interface PlainServer {
  /** With a slash at its end. */
  readonly url: string;
  /** Connections that are open now. */
  readonly countConnections: () => Promise<number>;
  readonly close: () => Promise<void>;
}

export async function startPlainServer(listener: RequestListener): Promise<PlainServer> {
  const server = createServer(listener);
  await new Promise<void>((fulfil) => {
    server.listen(0, '127.0.0.1', fulfil);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    countConnections: () =>
      new Promise((fulfil, reject) => {
        server.getConnections((error, count) => (error === null ? fulfil(count) : reject(error)));
      }),
    close: () =>
      new Promise((fulfil) => {
        server.close(() => fulfil());
        server.closeAllConnections();
      }),
  };
}

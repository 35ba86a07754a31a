import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TestCertificate } from './certificate';

/** A server that speaks TLS, on a free port of this computer. */
export interface EncryptedServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

export async function startEncryptedServer(
  { key, cert }: TestCertificate,
  listener: RequestListener,
): Promise<EncryptedServer> {
  const server = createServer({ key, cert }, listener);
  await new Promise<void>((fulfil) => {
    server.listen(0, '127.0.0.1', fulfil);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((fulfil) => {
        server.close(() => fulfil());
        server.closeAllConnections();
      }),
  };
}

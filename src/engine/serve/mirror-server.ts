import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { ProblemError, problem, refuse } from '../../contract/problem';
import { codeOf } from '../files/disk-problems';
import { mirrorPaths } from '../mirror/mirror-paths';
import { answer, respond } from './respond';

export interface MirrorServerOptions {
  readonly directory: string;
  /** `null`: any free port. */
  readonly port: number | null;
  /** Called after each request was answered. */
  readonly onRequest: () => void;
}

/** A mirror on the air, on this computer only. */
export interface MirrorServer {
  readonly port: number;
  /** What an installer is given as its index. */
  readonly indexUrl: string;
  readonly close: () => Promise<void>;
}

const LOOPBACK = '127.0.0.1';

/** Starts serving a mirror's tree on loopback. Throws `nothing-to-serve` or `port-taken`. */
export async function startMirrorServer({
  directory,
  port,
  onRequest,
}: MirrorServerOptions): Promise<MirrorServer> {
  const paths = mirrorPaths(directory);
  const isThere = await stat(paths.simple).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (!isThere) refuse('nothing-to-serve', { directory });
  let indexUrl = '';
  const mirror = { web: paths.web, name: basename(paths.directory), indexUrl: () => indexUrl };
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 15_000 }, (request, response) => {
    response.on('close', onRequest);
    if (!isForLoopback(request)) {
      answer(response, 421, 'This server answers to the names of this computer only.\n');
      return;
    }
    respond(mirror, request, response).catch(() => {
      answer(response, 500, 'The mirror cannot be read now.\n');
    });
  });
  await listen(server, port);
  const { port: actualPort } = server.address() as AddressInfo;
  indexUrl = `http://${LOOPBACK}:${actualPort}/simple/`;
  return { port: actualPort, indexUrl, close: () => closeServer(server) };
}

/** A page on the web that has its own name lead to this computer would otherwise be able to read the mirror. */
function isForLoopback({ headers }: IncomingMessage): boolean {
  const host = (headers.host ?? LOOPBACK).toLowerCase().replace(/:\d+$/, '');
  return host === LOOPBACK || host === 'localhost' || host.endsWith('.localhost') || host === '[::1]';
}

function listen(server: Server, port: number | null): Promise<void> {
  return new Promise((fulfil, reject) => {
    server.once('error', (error) => {
      const isTaken = codeOf(error) === 'EADDRINUSE' || codeOf(error) === 'EACCES';
      reject(
        isTaken && port !== null
          ? new ProblemError(problem('port-taken', { port }), { cause: error })
          : error,
      );
    });
    server.listen({ host: LOOPBACK, port: port ?? 0 }, fulfil);
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((fulfil) => {
    server.close(() => fulfil());
    server.closeAllConnections();
  });
}

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ProblemError, problem } from '../../contract/problem';
import { codeOf } from '../files/disk-problems';
import { answer } from './answer';
import { CONNECTION_LIMITS, limitConnections } from './connection-limits';
import { LOOPBACK, namesThisComputer } from './loopback';
import { respond } from './respond';
import { openServedMirrors, type ServedMirror, type ServedMirrors } from './served-mirrors';

export interface MirrorServerOptions {
  /** One mirror is at `/` and at `/NAME/`, several are at `/NAME/` alone. */
  readonly directories: readonly [string, ...string[]];
  /** `null`: any free port. */
  readonly port: number | null;
  /** Whether nothing else goes on in this process, a window say, that must not wait for a disk. */
  readonly isAlone?: boolean;
  /** Called after each request was answered or given up. */
  readonly onRequest: () => void;
}

/** Where one of the served mirrors is. */
export interface ServedAddress {
  readonly directory: string;
  /** What an installer is given as its index. */
  readonly indexUrl: string;
}

/** Mirrors on the air, on this computer only. */
export interface MirrorServer {
  readonly port: number;
  /** What an installer is given as its index; of several mirrors, that of the first. */
  readonly indexUrl: string;
  /** Of every mirror, in their order. */
  readonly addresses: readonly ServedAddress[];
  /** Ends also what is under way: an installer then tries again, and finds nobody. */
  readonly close: () => Promise<void>;
}

/** A head has to come in this time. */
const HEADERS_TIMEOUT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** How often it is looked whether somebody takes too long. */
const CHECKING_INTERVAL_MS = 5000;
/** Who takes no byte of an answer for so long has gone. */
const SILENCE_TIMEOUT_MS = 120_000;
/** Clients ask for many small files one after another. */
const KEEP_ALIVE_MS = 30_000;

/**
 * Starts serving the trees of mirrors on loopback; they may be synced meanwhile. Throws `nothing-to-serve` before a
 * mirror's first sync, or `port-taken`.
 */
export async function startMirrorServer({
  directories,
  port,
  isAlone = false,
  onRequest,
}: MirrorServerOptions): Promise<MirrorServer> {
  const mirrors = await openServedMirrors(directories, { looksAtOnce: isAlone });
  const server = createServer({
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: CHECKING_INTERVAL_MS,
  });
  server.setTimeout(SILENCE_TIMEOUT_MS);
  limitConnections(server, CONNECTION_LIMITS);
  const actualPort = await listen(server, port);
  const addresses = listAddresses(mirrors, `http://${LOOPBACK}:${actualPort}`);
  answerRequests(server, mirrors, onRequest);
  const [{ indexUrl }] = addresses;
  return { port: actualPort, indexUrl, addresses, close: () => closeServer(server) };
}

function listAddresses(
  { mirrors: [first, ...others] }: ServedMirrors,
  address: string,
): readonly [ServedAddress, ...ServedAddress[]] {
  const locate = ({ directory, urlName }: ServedMirror): ServedAddress => ({
    directory,
    indexUrl: `${address}/${urlName}/simple/`,
  });
  if (others.length > 0) return [locate(first), ...others.map(locate)];
  return [{ directory: first.directory, indexUrl: `${address}/simple/` }];
}

function answerRequests(server: Server, mirrors: ServedMirrors, onRequest: () => void): void {
  server.on('request', (request, response) => {
    response.on('close', onRequest);
    if (!namesThisComputer(request.headers.host)) {
      return answer(response, 421, 'This server answers to the names of this computer only.\n');
    }
    respond(mirrors, request, response).catch(() => {
      answer(response, 500, 'The mirror cannot be read now.\n');
    });
  });
}

function listen(server: Server, port: number | null): Promise<number> {
  return new Promise((fulfil, reject) => {
    server.once('error', (error) => {
      const isTaken = codeOf(error) === 'EADDRINUSE' || codeOf(error) === 'EACCES';
      reject(
        isTaken && port !== null
          ? new ProblemError(problem('port-taken', { port }), { cause: error })
          : error,
      );
    });
    server.listen({ host: LOOPBACK, port: port ?? 0, exclusive: true }, () => {
      fulfil((server.address() as AddressInfo).port);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((fulfil) => {
    server.close(() => fulfil());
    server.closeAllConnections();
  });
}

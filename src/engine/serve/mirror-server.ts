import { createServer, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { ProblemError, problem } from '../../contract/problem';
import { NOT_SHARED, type ServedCertificate, type ServedRequest, type Sharing } from '../../contract/sharing';
import { type Clock, SYSTEM_CLOCK } from '../files/clock';
import { codeOf } from '../files/disk-problems';
import { answer } from './answer';
import { CONNECTION_LIMITS, limitConnections } from './connection-limits';
import { AccessGate } from './listen/access-gate';
import { isOurHost, LOOPBACK } from './listen/host-names';
import { listOwnNames, listReachableAddresses } from './listen/reachable-hosts';
import { settleHost } from './listen/request-host';
import { clientOf, watchRequest } from './listen/served-request';
import { openTlsIdentity, type TlsIdentity } from './listen/tls-identity';
import { respond } from './respond';
import { openServedMirrors, type ServedMirror, type ServedMirrors, type ServedPlace } from './served-mirrors';
import { endSlowReaders, TIME_LIMITS, type TimeLimits, timeoutsOf } from './time-limits';

export interface MirrorServerOptions {
  /** One mirror is at `/` and at `/NAME/`, several are at `/NAME/` alone. */
  readonly directories: readonly [ServedPlace, ...ServedPlace[]];
  /** `null`: any free port. */
  readonly port: number | null;
  /** Whether nothing else goes on in this process, a window say, that must not wait for a disk. */
  readonly isAlone?: boolean;
  /** Left out: for this computer alone. */
  readonly network?: ServerNetwork;
  /** Left out: as it suits networks and people. */
  readonly timeLimits?: TimeLimits;
  /** Called after each request was answered or given up. */
  readonly onRequest: (request: ServedRequest) => void;
}

/** How the server is reached, and what it needs for that. */
export interface ServerNetwork {
  readonly sharing: Sharing;
  /** The application's own folder, where the authority of made certificates is kept. */
  readonly dataDirectory: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Where one of the served mirrors is. */
export interface ServedAddress {
  readonly directory: string;
  /** What an installer on this computer is given as its index. */
  readonly indexUrl: string;
  /** The same for other computers, the likeliest first; none where it is not shared. */
  readonly sharedUrls: readonly string[];
}

/** Mirrors on the air. */
export interface MirrorServer {
  readonly port: number;
  /** What an installer on this computer is given as its index; of several mirrors, that of the first. */
  readonly indexUrl: string;
  /** Of every mirror, in their order. */
  readonly addresses: readonly ServedAddress[];
  /** `null` where nothing is encrypted. */
  readonly certificate: ServedCertificate | null;
  /** Ends also what is under way: an installer then tries again, and finds nobody. */
  readonly close: () => Promise<void>;
}

/** After too many wrong passwords; seconds. */
const RETRY_AFTER = '60';

/**
 * Starts serving the trees of mirrors; they may be synced meanwhile. Throws `nothing-to-serve` before a mirror's first
 * sync, `port-taken`, `serving-certificate-unusable`, or a disk problem.
 */
export async function startMirrorServer({
  directories,
  port,
  isAlone = false,
  network = {
    sharing: NOT_SHARED,
    dataDirectory: '',
    clock: SYSTEM_CLOCK,
    signal: new AbortController().signal,
  },
  timeLimits = TIME_LIMITS,
  onRequest,
}: MirrorServerOptions): Promise<MirrorServer> {
  const { sharing } = network;
  const mirrors = await openServedMirrors(directories, { looksAtOnce: isAlone });
  const names = [...sharing.names, ...listOwnNames()];
  const identity = await openIdentity(network, names);
  const timeouts = timeoutsOf(timeLimits);
  const server = identity === null ? createServer(timeouts) : createEncryptedServer(identity, timeouts);
  endSlowReaders(server, timeLimits);
  const endConnections = limitConnections(server, CONNECTION_LIMITS);
  const actualPort = await listen(server, port, sharing);
  answerRequests(server, { mirrors, network, names, onRequest });
  const addresses = listAddresses(mirrors, {
    port: actualPort,
    scheme: identity === null ? 'http' : 'https',
    hosts: sharing.reach === 'network' ? listSharedHosts(sharing) : [],
  });
  const [{ indexUrl }] = addresses;
  return {
    port: actualPort,
    indexUrl,
    addresses,
    certificate: identity?.facts ?? null,
    close: () => closeServer(server, endConnections),
  };
}

function openIdentity(
  { sharing: { encryption }, dataDirectory, clock, signal }: ServerNetwork,
  names: readonly string[],
): Promise<TlsIdentity | null> {
  if (encryption.kind === 'none') return Promise.resolve(null);
  const addresses = listReachableAddresses().map(({ host }) => host.replace(/^\[|\]$/g, ''));
  const hosts = [...new Set([LOOPBACK, '::1', 'localhost', ...addresses, ...names])];
  return openTlsIdentity({ encryption, dataDirectory, hosts, clock, signal });
}

function createEncryptedServer({ chain, key }: TlsIdentity, timeouts: ReturnType<typeof timeoutsOf>): Server {
  return createTlsServer({ ...timeouts, cert: chain, key, minVersion: 'TLSv1.2' });
}

/** A name that a person gave is the likeliest to be right; the computer's own is known on few networks. */
function listSharedHosts({ names }: Sharing): readonly string[] {
  return [...names, ...listReachableAddresses().map(({ host }) => host)];
}

interface Place {
  readonly scheme: string;
  readonly port: number;
  readonly hosts: readonly string[];
}

function listAddresses(
  { mirrors: [first, ...others] }: ServedMirrors,
  { scheme, port, hosts }: Place,
): readonly [ServedAddress, ...ServedAddress[]] {
  // Some versions of pip cannot hold a certificate against an address that is not a name.
  const ownHost = scheme === 'https' ? 'localhost' : LOOPBACK;
  const locate = ({ directory }: ServedMirror, path: string): ServedAddress => ({
    directory,
    indexUrl: `${scheme}://${ownHost}:${port}${path}`,
    sharedUrls: hosts.map((host) => `${scheme}://${host}:${port}${path}`),
  });
  const own = (mirror: ServedMirror): ServedAddress => locate(mirror, `/${mirror.urlName}/simple/`);
  return others.length > 0 ? [own(first), ...others.map(own)] : [locate(first, '/simple/')];
}

interface Answering {
  readonly mirrors: ServedMirrors;
  readonly network: ServerNetwork;
  readonly names: readonly string[];
  readonly onRequest: (request: ServedRequest) => void;
}

function answerRequests(server: Server, { mirrors, network, names, onRequest }: Answering): void {
  const { sharing, clock } = network;
  const gate = sharing.access === null ? null : new AccessGate(sharing.access, clock);
  server.on('request', (request, response) => {
    const hasOneHost = settleHost(request);
    const tell = watchRequest(request, response, { mirrors: mirrors.mirrors, clock });
    response.on('close', () => onRequest(tell()));
    if (!hasOneHost) return answer(response, 400, 'A request is for one host.\n');
    if (!isOurHost(request.headers.host, { reach: sharing.reach, names })) {
      return answer(response, 421, 'This server answers to the names and addresses of its computer only.\n');
    }
    const client = clientOf(request.socket.remoteAddress);
    const entry = gate?.check(request.headers.authorization, client) ?? 'open';
    if (entry !== 'open') return refuseEntry(response, entry);
    respond(mirrors, request, response).catch((error: unknown) => {
      answer(response, 500, failureText(error));
    });
  });
}

/** What was changed on a drive is told for what it is; everything else is this computer's own business. */
function failureText(error: unknown): string {
  if (!(error instanceof ProblemError) || error.problem.code !== 'bundle-damaged') {
    return 'The mirror cannot be read now.\n';
  }
  return `Not given out, for it is not as it was exported: ${error.problem.parameters.names.join('; ')}.\n`;
}

function refuseEntry(response: ServerResponse, entry: 'wrong' | 'later'): void {
  if (entry === 'later') {
    response.setHeader('Retry-After', RETRY_AFTER);
    answer(response, 429, 'There were too many wrong passwords from your address. Wait for a minute.\n');
    return;
  }
  response.setHeader('WWW-Authenticate', 'Basic realm="Sandgrouse", charset="UTF-8"');
  answer(response, 401, 'This mirror wants a password.\n');
}

function listen(server: Server, port: number | null, { reach }: Sharing): Promise<number> {
  // Without a host, Node takes both IPv6 and IPv4, or IPv4 alone where there is no other.
  const host = reach === 'computer' ? { host: LOOPBACK } : {};
  return new Promise((fulfil, reject) => {
    server.once('error', (error) => {
      const isTaken = codeOf(error) === 'EADDRINUSE' || codeOf(error) === 'EACCES';
      reject(
        isTaken && port !== null
          ? new ProblemError(problem('port-taken', { port }), { cause: error })
          : error,
      );
    });
    server.listen({ ...host, port: port ?? 0, exclusive: true }, () => {
      fulfil((server.address() as AddressInfo).port);
    });
  });
}

function closeServer(server: Server, endConnections: () => void): Promise<void> {
  return new Promise((fulfil) => {
    server.close(() => fulfil());
    server.closeAllConnections();
    endConnections();
  });
}

import type { LookupFunction } from 'node:net';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Agent, buildConnector, type Dispatcher } from 'undici';
import { ProblemError, problem, refuse } from '../../contract/problem';
import { type AddressGuard, guardAddresses } from './connection/address-guard';
import type { Bandwidth } from './connection/bandwidth';
import type { Connect } from './connection/connect';
import { createConnector, namingTheProxy } from './connection/connector';
import type { HostGate, Passage } from './connection/host-gate';
import { proxyAuthorization, refusalInWords } from './connection/http-tunnel';
import type { NetworkAccess } from './connection/network-access';
import { ProxyFailure } from './connection/proxy-failure';
import { httpProblem, isReset, retryAfterMs } from './http-errors';
import { checkRedirect } from './redirect-rules';

/** A response whose head has arrived. The body has to be read to its end or destroyed. */
export interface HttpResponse {
  /** After redirects. */
  readonly url: string;
  readonly status: number;
  readonly header: (name: string) => string | null;
  /** Whether the host was told a password or a token. */
  readonly isAuthorized: boolean;
  readonly body: AsyncIterable<Uint8Array> & { readonly destroy: () => void };
}

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD';
  readonly headers: Readonly<Record<string, string>>;
  /** Whether a compressed body is unpacked. Files never are: servers call a `.tar.gz` gzip-encoded, and mean the file. */
  readonly decompress: boolean;
  readonly signal: AbortSignal;
}

/**
 * The only place that talks to the network. Time-outs are of silence, or of a trickle that comes to the same, never of
 * the whole.
 */
export interface HttpClient {
  readonly send: (url: string, request: HttpRequest) => Promise<HttpResponse>;
  readonly stallTimeoutMs: number;
  readonly close: () => Promise<void>;
}

export interface HttpClientOptions {
  readonly version: string;
  readonly stallTimeoutMs: number;
  readonly access: NetworkAccess;
  /** The address of the index: what it leads to may be no further inside. */
  readonly home: string;
}

export function openHttpClient({ version, stallTimeoutMs, access, home }: HttpClientOptions): HttpClient {
  const guard = guardAddresses(home, access.resolveHost);
  const dispatchers = openDispatchers(access, stallTimeoutMs, guard);
  const { bandwidth, hosts, nowMs } = access;
  const reading = { stallTimeoutMs, bandwidth, hosts, nowMs };
  const userAgent = `sandgrouse/${version}`;
  return {
    stallTimeoutMs,
    send: async (url, options) => {
      let current = url;
      const authorization = await access.authorizationFor(url);
      const { origin } = new URL(url);
      for (let redirects = 0; ; redirects += 1) {
        // Where a redirect leads is not for the person who gave the password to see.
        const isSame = new URL(current).origin === origin;
        const own = {
          'user-agent': userAgent,
          ...(authorization !== null && isSame ? { authorization } : {}),
        };
        const headers = { ...own, ...options.headers };
        const response = await sendOnce(dispatchers, current, { ...options, headers }, reading);
        access.answered.add(new URL(current).host);
        const target = redirectTarget(response, current);
        if (target === null) return response;
        response.body.destroy();
        checkRedirect(current, target, redirects);
        current = target;
      }
    },
    close: dispatchers.close,
  };
}

/** Otherwise undici makes a new connection, and encrypts it anew, after every HEAD request: one for each file. */
const KEEP_CONNECTION = false;

interface Dispatchers {
  readonly request: (
    url: string,
    options: Pick<HttpRequest, 'method' | 'headers' | 'signal'>,
  ) => Promise<Dispatcher.ResponseData>;
  readonly close: () => Promise<void>;
}

/**
 * Connections are made here rather than by undici's own agents for proxies, which hide a proxy's refusal and wait for as
 * long as they like.
 */
function openDispatchers(access: NetworkAccess, timeoutMs: number, guard: AddressGuard): Dispatchers {
  const { proxyFor } = access;
  const direct = trusting(access, { timeout: timeoutMs, lookup: guard.lookup });
  // A proxy is what the person named.
  const toProxy = trusting(access, { timeout: timeoutMs });
  const connect = createConnector({ direct, toProxy, proxyFor, timeoutMs });
  const options = {
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    keepAliveTimeout: 10_000,
  };
  const agent = new Agent({ ...options, connect });
  const toProxies = new Agent({ ...options, connect: namingTheProxy(toProxy) });
  return {
    request: async (url, { method, headers, signal }) => {
      await guard.check(url);
      const { origin, pathname, search, protocol, host } = new URL(url);
      const proxy = protocol === 'http:' ? proxyFor(url) : null;
      const onInfo = countInterimAnswers(url);
      if (proxy?.kind !== 'http') {
        const path = `${pathname}${search}`;
        return agent.request({ origin, path, method, headers, signal, onInfo, reset: KEEP_CONNECTION });
      }
      // RFC 9112, 3.2.2: many proxies let CONNECT through to port 443 only.
      const login = proxyAuthorization(proxy);
      const path = `${origin}${pathname}${search}`;
      const named = { ...headers, host, ...login };
      const response = await toProxies.request({
        origin: proxy.shown,
        path,
        method,
        headers: named,
        signal,
        onInfo,
        reset: KEEP_CONNECTION,
      });
      if (response.statusCode !== 407) return response;
      response.body.on('error', () => undefined).destroy();
      throw new ProxyFailure(proxy.shown, 'password', refusalInWords(proxy, 407));
    },
    close: async () => {
      await Promise.all([agent.destroy(), toProxies.destroy()]);
    },
  };
}

/** Any server sends one or two of them (RFC 9110, 15.2). Each one counts as a sign of life, and says nothing. */
const MOST_INTERIM_ANSWERS = 16;

function countInterimAnswers(url: string): () => void {
  let answers = 0;
  return () => {
    answers += 1;
    if (answers > MOST_INTERIM_ANSWERS) {
      refuse('upstream-unreachable', {
        url,
        cause: 'it announces an answer again and again, and gives none',
      });
    }
  };
}

interface ConnectOptions {
  readonly timeout: number;
  readonly lookup?: LookupFunction;
}

/** What to trust is asked for with the first connection that is encrypted. */
function trusting({ trust }: NetworkAccess, options: ConnectOptions): Connect {
  const plain = buildConnector(options);
  let encrypted: Connect | null = null;
  return (target, callback) => {
    if (target.protocol !== 'https:') return plain(target, callback);
    const secureContext = encrypted === null ? trust() : undefined;
    encrypted ??= secureContext === undefined ? plain : buildConnector({ ...options, secureContext });
    encrypted(target, callback);
  };
}

/** How bodies are read. */
interface Reading {
  readonly stallTimeoutMs: number;
  readonly bandwidth: Bandwidth | null;
  readonly hosts: HostGate;
  readonly nowMs: () => number;
}

interface BodyReading extends Pick<Reading, 'stallTimeoutMs' | 'bandwidth'> {
  readonly url: string;
  readonly signal: AbortSignal;
  readonly passage: Passage;
  /** Nothing comes after the head: its end is there already. */
  readonly isEmpty: boolean;
}

/** RFC 9112, 6.3. */
const BODILESS: ReadonlySet<number> = new Set([204, 304]);

async function sendOnce(
  dispatchers: Dispatchers,
  url: string,
  { method, headers, decompress, signal }: HttpRequest,
  { stallTimeoutMs, bandwidth, hosts, nowMs }: Reading,
): Promise<HttpResponse> {
  const passage = await hosts.enter(new URL(url).host, { signal });
  try {
    const response = await dispatchers.request(url, { method, headers, signal });
    response.body.once('close', passage.leave);
    judge(response, passage, nowMs());
    return {
      url,
      status: response.statusCode,
      isAuthorized: 'authorization' in headers,
      header: (name) => {
        const value = response.headers[name];
        return (Array.isArray(value) ? value[0] : value) ?? null;
      },
      body: readable(decompress ? decoded(response) : response.body, {
        url,
        stallTimeoutMs,
        bandwidth,
        signal,
        passage,
        isEmpty: method === 'HEAD' || BODILESS.has(response.statusCode),
      }),
    };
  } catch (error) {
    if (isReset(error)) passage.complained(null);
    passage.leave();
    throw httpProblem(error, { url, stallTimeoutMs });
  }
}

/** A host that asks for more time than this is not waited for by everybody. */
const LONGEST_HOLD_MS = 300_000;

/** What an answer says of how much its host can take. */
function judge({ statusCode, headers }: Dispatcher.ResponseData, passage: Passage, nowMs: number): void {
  if (statusCode !== 429 && statusCode !== 503) {
    passage.answered();
    return;
  }
  const header = headers['retry-after'];
  const holdMs = retryAfterMs((Array.isArray(header) ? header[0] : header) ?? null, nowMs);
  passage.complained(holdMs !== null && holdMs <= LONGEST_HOLD_MS ? holdMs : null);
}

/** An index may compress its pages; nothing but gzip was offered to it. */
function decoded({ headers, body }: Dispatcher.ResponseData): Readable {
  const encoding = headers['content-encoding'];
  if (encoding !== 'gzip' && encoding !== 'x-gzip') return body;
  // Both ends are watched by whoever reads the result.
  return pipeline(body, createGunzip(), () => undefined);
}

/** Over three stall time-outs of waiting, a body has to bring more than this. Any real line does in a second. */
const TRICKLE_BYTES = 1024;

/** The body, with everything that can break it off translated. */
function readable(
  body: Readable,
  { url, stallTimeoutMs, bandwidth, signal, passage, isEmpty }: BodyReading,
): HttpResponse['body'] {
  // A body that nobody reads any more may still fail; that is nobody's business.
  body.on('error', () => undefined);
  return {
    destroy: () => {
      // To break off what is at its end costs an error with its trace, for every request that asks for nothing else.
      if (isEmpty) body.resume();
      else body.destroy();
    },
    async *[Symbol.asyncIterator]() {
      let waitedMs = 0;
      let broughtBytes = 0;
      try {
        let sinceMs = performance.now();
        for await (const chunk of body as AsyncIterable<Uint8Array>) {
          // The time that the reader takes is not upstream's.
          waitedMs += performance.now() - sinceMs;
          broughtBytes += chunk.byteLength;
          if (broughtBytes > TRICKLE_BYTES) {
            waitedMs = 0;
            broughtBytes = 0;
          }
          const timeoutMs = 3 * stallTimeoutMs;
          if (waitedMs > timeoutMs) refuse('upstream-stalled', { url, timeoutMs });
          if (bandwidth !== null) await bandwidth.take(chunk.byteLength, { signal });
          yield chunk;
          sinceMs = performance.now();
        }
      } catch (error) {
        if (isReset(error)) passage.complained(null);
        throw httpProblem(error, { url, stallTimeoutMs });
      }
    },
  };
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

function redirectTarget(response: HttpResponse, url: string): string | null {
  const location = REDIRECTS.has(response.status) ? response.header('location') : null;
  if (location === null) return null;
  if (!URL.canParse(location, url)) {
    throw new ProblemError(
      problem('upstream-page-invalid', { url, reason: 'its redirect leads to no address' }),
    );
  }
  const target = new URL(location, url);
  target.username = '';
  target.password = '';
  return target.href;
}

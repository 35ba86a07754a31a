import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Agent, type Dispatcher, request } from 'undici';
import { ProblemError, problem, refuse } from '../../contract/problem';
import { httpProblem } from './http-errors';
import { checkRedirect } from './redirect-rules';

/** A response whose head has arrived. The body has to be read to its end or destroyed. */
export interface HttpResponse {
  /** After redirects. */
  readonly url: string;
  readonly status: number;
  readonly header: (name: string) => string | null;
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

export function openHttpClient({
  version,
  stallTimeoutMs,
}: {
  readonly version: string;
  readonly stallTimeoutMs: number;
}): HttpClient {
  const agent = new Agent({
    connect: { timeout: stallTimeoutMs },
    headersTimeout: stallTimeoutMs,
    bodyTimeout: stallTimeoutMs,
    connections: 64,
    keepAliveTimeout: 10_000,
  });
  const userAgent = `sandgrouse/${version}`;
  return {
    stallTimeoutMs,
    send: async (url, options) => {
      let current = url;
      for (let redirects = 0; ; redirects += 1) {
        const response = await sendOnce(agent, current, userAgent, options, stallTimeoutMs);
        const target = redirectTarget(response, current);
        if (target === null) return response;
        response.body.destroy();
        checkRedirect(current, target, redirects);
        current = target;
      }
    },
    close: () => agent.destroy(),
  };
}

async function sendOnce(
  dispatcher: Dispatcher,
  url: string,
  userAgent: string,
  { method, headers, decompress, signal }: HttpRequest,
  stallTimeoutMs: number,
): Promise<HttpResponse> {
  try {
    const response = await request(url, {
      dispatcher,
      method,
      headers: { 'user-agent': userAgent, ...headers },
      signal,
    });
    return {
      url,
      status: response.statusCode,
      header: (name) => {
        const value = response.headers[name];
        return (Array.isArray(value) ? value[0] : value) ?? null;
      },
      body: readable(decompress ? decoded(response) : response.body, url, stallTimeoutMs),
    };
  } catch (error) {
    throw httpProblem(error, { url, stallTimeoutMs });
  }
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
function readable(body: Readable, url: string, stallTimeoutMs: number): HttpResponse['body'] {
  // A body that nobody reads any more may still fail; that is nobody's business.
  body.on('error', () => undefined);
  return {
    destroy: () => {
      body.destroy();
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
          yield chunk;
          sinceMs = performance.now();
        }
      } catch (error) {
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
  return new URL(location, url).href;
}

import { type Problem, ProblemError, problem } from '../../contract/problem';
import { AddressRefusal } from './connection/address-guard';
import { ProxyFailure } from './connection/proxy-failure';
import { tlsProblem } from './tls-problems';

/** What the network said, as a problem; this is the only place where its error codes are read. An abort passes through. */
export function httpProblem(
  error: unknown,
  { url, stallTimeoutMs }: { readonly url: string; readonly stallTimeoutMs: number },
): unknown {
  if (!(error instanceof Error) || error instanceof ProblemError || error.name === 'AbortError') return error;
  if (error instanceof AddressRefusal) {
    return new ProblemError(problem('upstream-address-refused', { url, reason: error.reason }), {
      cause: error,
    });
  }
  if (error instanceof ProxyFailure) {
    return new ProblemError(proxyProblem(error, url), { cause: error });
  }
  if (error.name === 'HTTPParserError') {
    return new ProblemError(problem('upstream-unreachable', { url, cause: 'it does not speak HTTP' }), {
      cause: error,
    });
  }
  const code = codeOf(error);
  if (code === null) return error;
  return new ProblemError(translate(code, error, url, stallTimeoutMs), { cause: error });
}

const CAUSES: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'host names cannot be looked up now',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no network',
  EPIPE: 'the connection was closed',
  UND_ERR_SOCKET: 'the connection was closed',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the connection was closed early',
};

const STALLED = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);

function translate(code: string, error: Error, url: string, timeoutMs: number): Problem {
  if (STALLED.has(code)) return problem('upstream-stalled', { url, timeoutMs });
  if (code.startsWith('Z_') || code.startsWith('ERR__ERROR_FORMAT')) {
    return problem('upstream-page-invalid', { url, reason: 'its compression is damaged' });
  }
  return (
    tlsProblem(code, error.message, url) ?? problem('upstream-unreachable', { url, cause: causeOf(error) })
  );
}

/** The words for a proxy hold its address, and never what it was told. */
function proxyProblem({ proxy, fault, reason }: ProxyFailure, url: string): Problem {
  const inWords = typeof reason === 'string' ? reason : causeOf(reason);
  switch (fault) {
    case 'unreachable':
      if (typeof reason !== 'string') {
        const ofTls = tlsProblem(codeOf(reason) ?? '', reason.message, proxy);
        if (ofTls !== null) return ofTls;
      }
      return problem('proxy-unreachable', { url, proxy, cause: inWords });
    case 'target':
      return problem('upstream-unreachable', { url, cause: `the proxy "${proxy}" says: ${inWords}` });
    case 'password':
    case 'refused':
      return problem('proxy-refused', { url, proxy, reason: inWords, wantsPassword: fault === 'password' });
  }
}

/** Whether the other side cut the connection off, as one does that has enough. */
export function isReset(error: unknown): boolean {
  return error instanceof Error && RESETS.has(codeOf(error) ?? '');
}

const RESETS = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

function codeOf(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** Several addresses that were tried leave an error without a message. */
function causeOf(error: Error): string {
  const code = codeOf(error);
  if (code === null) return error.message;
  return STALLED.has(code) ? 'it said nothing' : (CAUSES[code] ?? `${error.message} (${code})`);
}

/** The problem for an answer that is neither a success nor one of the statuses that mean something else. */
export function failure({ url, status, header, isAuthorized }: ResponseHead, nowMs: number): ProblemError {
  if (status === 401 || status === 403) {
    const { origin, hostname: host } = new URL(url);
    return new ProblemError(
      problem('upstream-credentials', { url, origin, host, status, wereGiven: isAuthorized }),
    );
  }
  const retryAfter = retryAfterMs(header('retry-after'), nowMs);
  return new ProblemError(problem('upstream-status', { url, status, retryAfterMs: retryAfter }));
}

interface ResponseHead {
  readonly url: string;
  readonly status: number;
  readonly isAuthorized: boolean;
  readonly header: (name: string) => string | null;
}

/** RFC 9110, 10.2.3: seconds, or an HTTP date. */
export function retryAfterMs(value: string | null, nowMs: number): number | null {
  if (value === null) return null;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
  const dateMs = Date.parse(value);
  return Number.isNaN(dateMs) ? null : Math.max(0, dateMs - nowMs);
}

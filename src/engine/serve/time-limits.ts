import type { Server, ServerOptions, ServerResponse } from 'node:http';

/** How long a client may take over what. */
export interface TimeLimits {
  /** A head has to come in this time, and so has what makes a connection secret. */
  readonly headMs: number;
  /** A whole request has. */
  readonly requestMs: number;
  /** Who takes no byte of an answer for so long has gone. */
  readonly silenceMs: number;
  /** Until the next request: clients ask for many small files one after another. */
  readonly keepAliveMs: number;
  /** How often it is looked whether somebody takes too long. */
  readonly checkingMs: number;
  /** Who takes an answer slower than this, after the time of silence, only holds a connection. */
  readonly leastBytesPerSecond: number;
}

/** A modem takes ten times the least. */
export const TIME_LIMITS: TimeLimits = {
  headMs: 15_000,
  requestMs: 30_000,
  silenceMs: 120_000,
  keepAliveMs: 30_000,
  checkingMs: 5000,
  leastBytesPerSecond: 500,
};

/** As Node's servers are told, also those with TLS. */
export function timeoutsOf(limits: TimeLimits): ServerOptions & { readonly handshakeTimeout: number } {
  return {
    headersTimeout: limits.headMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: limits.checkingMs,
    handshakeTimeout: limits.headMs,
  };
}

interface Answering {
  readonly startedAtMs: number;
  readonly bytesBefore: number;
}

/**
 * Ends connections whose client takes its answer too slowly, or not at all: a byte now and then would else keep one for
 * ever, and those that are being answered are never ended to make place.
 */
export function endSlowReaders(server: Server, limits: TimeLimits): void {
  const { silenceMs, checkingMs, leastBytesPerSecond } = limits;
  server.setTimeout(silenceMs);
  const underWay = new Map<ServerResponse, Answering>();
  server.on('request', ({ socket }, response) => {
    underWay.set(response, { startedAtMs: performance.now(), bytesBefore: socket.bytesWritten });
    response.on('close', () => underWay.delete(response));
  });
  const look = (): void => {
    const nowMs = performance.now();
    for (const [{ socket }, { startedAtMs, bytesBefore }] of underWay) {
      if (socket === null) continue;
      const allowedMs = silenceMs + ((socket.bytesWritten - bytesBefore) / leastBytesPerSecond) * 1000;
      if (nowMs - startedAtMs > allowedMs) socket.destroy();
    }
  };
  const looking = setInterval(look, checkingMs).unref();
  server.on('close', () => clearInterval(looking));
}

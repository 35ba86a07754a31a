export const LOOPBACK = '127.0.0.1';

/** `localhost`, `NAME.localhost` (RFC 6761), 127.0.0.0/8, `::1`; with or without a port. */
const LOOPBACK_HOST = /^(?:(?:[a-z0-9-]+\.)*localhost\.?|127(?:\.[0-9]{1,3}){3}|\[::1\])(?::[0-9]*)?$/i;

/**
 * Whether a Host header names this computer. A page on the web that has its own name lead to this computer (DNS
 * rebinding) would otherwise be able to read the mirror. HTTP/1.0 sends none.
 */
export function namesThisComputer(host: string | undefined): boolean {
  return host === undefined || LOOPBACK_HOST.test(host);
}

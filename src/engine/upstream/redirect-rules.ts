import { refuse } from '../../contract/problem';

const MOST_REDIRECTS = 10;

/**
 * Throws `upstream-redirect-refused` for a redirect that must not be followed: the last of too many, out of the web, out
 * of an encrypted connection, or from elsewhere to this computer, whose services trust whoever calls from it.
 * `redirects`: how many were followed before this one.
 */
export function checkRedirect(url: string, target: string, redirects: number): void {
  const from = new URL(url);
  const to = new URL(target);
  const refuseWith = (reason: string): never => refuse('upstream-redirect-refused', { url, target, reason });
  if (redirects >= MOST_REDIRECTS) refuseWith(`there were more than ${MOST_REDIRECTS} redirects`);
  if (to.protocol !== 'https:' && to.protocol !== 'http:') refuseWith('it leaves the web');
  if (from.protocol === 'https:' && to.protocol === 'http:') refuseWith('it leaves the encrypted connection');
  if (leadsToThisComputer(from, to)) refuseWith('it leads to this computer');
}

/** Whether an address from elsewhere, in a redirect or on a page, would have this computer ask its own services. */
export function leadsToThisComputer(from: URL, to: URL): boolean {
  return isLoopback(to.hostname) && !isLoopback(from.hostname);
}

/** By the address alone. URLs have already brought every way of writing an IP address into one form. */
export function isLoopback(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '');
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '0.0.0.0' ||
    /^127(\.\d+){3}$/.test(name) ||
    name === '[::]' ||
    name === '[::1]' ||
    // 127.0.0.0/8 written as an IPv6 address (RFC 4291, 2.5.5.2).
    /^\[::ffff:7f[0-9a-f]{2}:/.test(name)
  );
}

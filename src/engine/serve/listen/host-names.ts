import type { Reach } from '../../../contract/sharing';

export const LOOPBACK = '127.0.0.1';

/** `localhost`, `NAME.localhost` (RFC 6761), 127.0.0.0/8, `::1`. */
const LOOPBACK_HOST = /^(?:(?:[a-z0-9-]+\.)*localhost|127(?:\.[0-9]{1,3}){3}|\[::1\])$/;
/** An address, no name: nobody's page can have it lead elsewhere. */
const ADDRESS = /^(?:[0-9]{1,3}(?:\.[0-9]{1,3}){3}|\[[0-9a-f:.]+\])$/;
const PORT = /:[0-9]*$/;

/**
 * Whether a Host header names this computer. A page on the web that has its own name lead to this computer (DNS
 * rebinding) would otherwise be able to read the mirror. HTTP/1.0 sends none. `names`: what this computer is called, on a
 * network that it is shared with.
 */
export function isOurHost(
  header: string | undefined,
  { reach, names }: { readonly reach: Reach; readonly names: readonly string[] },
): boolean {
  if (header === undefined) return true;
  const host = header.replace(PORT, '').replace(/\.$/, '').toLowerCase();
  if (LOOPBACK_HOST.test(host)) return true;
  if (reach === 'computer') return false;
  return ADDRESS.test(host) || names.some((name) => host === name.toLowerCase());
}

import { leadsToThisComputer } from './redirect-rules';

const LINK_PROTOCOLS = new Set(['http:', 'https:', 'file:']);

/** An address that parsing leaves as it is, once its origin is known to be written plainly. */
const PLAIN_LINK = /^(https?:\/\/[a-z0-9.-]+(?::\d+)?)\/[A-Za-z0-9._~+=/-]*$/;

/**
 * Makes the links of one page absolute, without their fragments; `null` where one is no address that can be followed. A
 * page from the web can lead neither to local files nor to what this computer serves to itself.
 */
export function createLinkResolver(base: string): (link: string) => string | null {
  const from = new URL(base);
  // Pages have thousands of links to the same few places.
  const plainOrigins = new Set<string>();
  return (link) => {
    const origin = link.includes('/.') ? undefined : PLAIN_LINK.exec(link)?.[1];
    if (origin !== undefined && plainOrigins.has(origin)) return link;
    const resolved = resolveLink(link, from);
    if (origin !== undefined && resolved === link) plainOrigins.add(origin);
    return resolved;
  };
}

function resolveLink(link: string, from: URL): string | null {
  const url = parseLink(link, from);
  if (url === null) return null;
  const leavesTheWeb =
    from.protocol !== 'file:' && (url.protocol === 'file:' || leadsToThisComputer(from, url));
  if (!LINK_PROTOCOLS.has(url.protocol) || leavesTheWeb) return null;
  if (link.includes('#')) url.hash = '';
  if (link.includes('@')) {
    // A password on a page would end up in plans and logs.
    url.username = '';
    url.password = '';
  }
  return url.href;
}

function parseLink(link: string, from: URL): URL | null {
  try {
    return new URL(link, from);
  } catch {
    return null;
  }
}

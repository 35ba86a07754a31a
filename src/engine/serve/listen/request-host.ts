import type { IncomingMessage } from 'node:http';

const ABSOLUTE_FORM = /^https?:\/\/([^/?#]*)([^#]*)$/i;

/**
 * Settles which host a request is for. A target in absolute form (RFC 9112, 3.2.2), as a client sends it that takes this
 * server for a proxy, counts before the header, and is taken apart; nothing is ever fetched for anybody. `false` where
 * there are several headers (3.2): others on the way may have gone by another one than this server.
 */
export function settleHost(request: IncomingMessage): boolean {
  const [, authority, target = ''] = ABSOLUTE_FORM.exec(request.url ?? '') ?? [];
  if (authority !== undefined) {
    request.headers.host = authority;
    request.url = target.startsWith('/') ? target : `/${target}`;
  }
  let hosts = 0;
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    if (request.rawHeaders[at]?.length === 4 && request.rawHeaders[at]?.toLowerCase() === 'host') hosts += 1;
  }
  return hosts <= 1;
}

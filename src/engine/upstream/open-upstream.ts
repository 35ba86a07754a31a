import { refuse } from '../../contract/problem';
import type { NetworkAccess } from './connection/network-access';
import { openFileUpstream } from './file-upstream';
import { openHttpClient } from './http-client';
import { openHttpUpstream } from './http-upstream';
import { type MetadataCache, withMetadataCache } from './metadata-cache';
import type { RetryContext } from './retry';
import type { Index, PageCache } from './upstream';

export interface OpenUpstreamOptions {
  /** The address of a Simple API: http, https or file. */
  readonly url: string;
  /** The application's version, for the User-Agent. */
  readonly version: string;
  readonly stallTimeoutMs: number;
  readonly access: NetworkAccess;
  readonly pageCache: PageCache;
  readonly metadataCache: MetadataCache;
  readonly retry: Omit<RetryContext, 'signal'>;
}

/** Opens an index; nothing is asked yet. Throws `upstream-url-invalid`. */
export function openUpstream({
  url,
  version,
  stallTimeoutMs,
  access,
  pageCache,
  metadataCache,
  retry,
}: OpenUpstreamOptions): Index {
  const checked = checkUpstreamUrl(url);
  const client = openHttpClient({ version, stallTimeoutMs, access, home: checked });
  const web = openHttpUpstream({ url: checked, client, pageCache, retry });
  const upstream = checked.startsWith('file:') ? openFileUpstream(checked, web) : web;
  return withMetadataCache(upstream, metadataCache);
}

/** The address with a slash at its end. Throws `upstream-url-invalid`. */
export function checkUpstreamUrl(url: string): string {
  const invalid = (reason: string): never => refuse('upstream-url-invalid', { url, reason });
  if (!URL.canParse(url)) return invalid('it is not an address');
  const parsed = new URL(url);
  if (!['http:', 'https:', 'file:'].includes(parsed.protocol)) invalid('it is neither http, https nor file');
  if (parsed.username !== '' || parsed.password !== '') {
    parsed.username = '';
    parsed.password = '';
    refuse('upstream-url-invalid', {
      url: parsed.href,
      reason: 'it has a user name or a password in it, which a profile must not hold',
    });
  }
  if (parsed.search !== '' || parsed.hash !== '') invalid('it has a part after "?" or "#"');
  if (parsed.protocol === 'file:' && parsed.host !== '')
    invalid('a file address has three slashes before its path');
  return parsed.href.endsWith('/') ? parsed.href : `${parsed.href}/`;
}

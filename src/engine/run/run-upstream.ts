import type { Profile } from '../../contract/profile';
import type { RunEvent } from '../../contract/run-event';
import { openNetworkAccess } from '../upstream/connection/network-access';
import { openMetadataCache } from '../upstream/metadata-cache';
import { openUpstream } from '../upstream/open-upstream';
import { openPageCache } from '../upstream/page-cache';
import type { Upstream } from '../upstream/upstream';
import { writeBehind } from '../upstream/write-behind';
import type { Environment } from './environment';

/**
 * The upstream of a profile, with the answers that this mirror keeps. They are kept when it is closed, which throws a disk
 * problem where they could not be. Throws `upstream-url-invalid`, `proxy-invalid` or
 * `certificate-file-invalid`.
 */
export function openRunUpstream(
  directory: string,
  profile: Profile,
  { version, stallTimeoutMs, retryPolicy, clock, random, variables }: Environment,
  emit: (event: RunEvent) => void,
): Upstream {
  const pageCache = writeBehind(openPageCache(directory));
  const metadataCache = writeBehind(openMetadataCache(directory));
  const upstream = openUpstream({
    url: profile.upstreamUrl,
    version,
    stallTimeoutMs,
    access: openNetworkAccess({ network: profile.network, variables }),
    pageCache,
    metadataCache,
    retry: { policy: retryPolicy, clock, random, emit },
  });
  const close = async (): Promise<void> => {
    await upstream.close();
    await pageCache.flush();
    await metadataCache.flush();
  };
  return { ...upstream, close };
}

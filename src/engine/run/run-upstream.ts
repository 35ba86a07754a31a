import type { Profile } from '../../contract/profile';
import type { RunEvent } from '../../contract/run-event';
import { bindIndexes } from '../upstream/bound-upstream';
import { openNetworkAccess } from '../upstream/connection/network-access';
import { openMetadataCache } from '../upstream/metadata-cache';
import { checkUpstreamUrl, openUpstream } from '../upstream/open-upstream';
import { openPageCache } from '../upstream/page-cache';
import type { Index, Upstream } from '../upstream/upstream';
import { writeBehind } from '../upstream/write-behind';
import type { Environment } from './environment';

/**
 * The upstream of a profile with the indexes that projects are bound to, and the answers that this mirror keeps. They are
 * kept when it is closed, which throws a disk problem where they could not be. Throws `upstream-url-invalid`,
 * `proxy-invalid` or `certificate-file-invalid`.
 */
export function openRunUpstream(
  directory: string,
  profile: Profile,
  environment: Environment,
  emit: (event: RunEvent) => void,
): Upstream {
  const { version, stallTimeoutMs, retryPolicy, clock, random, variables, credentials } = environment;
  const upstreamUrl = checkUpstreamUrl(profile.upstreamUrl);
  const pageCache = writeBehind(openPageCache(directory));
  const metadataCache = writeBehind(openMetadataCache(directory));
  const access = openNetworkAccess({ network: profile.network, variables, upstreamUrl, credentials });
  const retry = { policy: retryPolicy, clock, random, emit };
  const opened = new Map<string, Index>();
  const open = (address: string): Index => {
    const url = checkUpstreamUrl(address);
    const index =
      opened.get(url) ??
      openUpstream({ url, version, stallTimeoutMs, access, pageCache, metadataCache, retry });
    opened.set(url, index);
    return index;
  };
  const main = open(upstreamUrl);
  const upstream = bindIndexes(
    main,
    profile.indexes.map(({ url, projects }) => ({ index: open(url), projects })),
  );
  const close = async (): Promise<void> => {
    await upstream.close();
    await pageCache.flush();
    await metadataCache.flush();
  };
  return { ...upstream, close };
}

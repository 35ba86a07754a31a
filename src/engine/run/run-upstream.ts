import type { Profile } from '../../contract/profile';
import type { NormalizedName } from '../../python-packaging/name';
import { bindIndexes } from '../upstream/bound-upstream';
import { openNetworkAccess } from '../upstream/connection/network-access';
import { openMetadataCache } from '../upstream/metadata-cache';
import { type NearbyFiles, openNearbyFiles, withNearbyFiles } from '../upstream/nearby-files';
import { checkUpstreamUrl, openUpstream } from '../upstream/open-upstream';
import { NO_OUTAGES, type OutageWatch } from '../upstream/outage';
import { openPageCache } from '../upstream/page-cache';
import type { RetryPolicy } from '../upstream/retry';
import type { Index, Upstream } from '../upstream/upstream';
import { writeBehind } from '../upstream/write-behind';
import { boundIndexUrls } from './bound-index-url';
import type { Environment } from './environment';
import { openRunOutages, type RunPurpose } from './run-outages';

/** All that a run asks for anything. */
export interface RunUpstream extends Upstream {
  /** For whoever makes tries of their own. */
  readonly outages: OutageWatch;
  /** The copy of files that is asked before upstream for those of a project; `null`: there is none. */
  readonly nearbyFor: (project: NormalizedName) => NearbyFiles | null;
}

/**
 * The upstream of a profile with the indexes that projects are bound to, and the answers that this mirror keeps. They are
 * kept when it is closed, which throws a disk problem where they could not be. Throws `upstream-url-invalid`,
 * `proxy-invalid` or `certificate-file-invalid`.
 */
export function openRunUpstream(
  directory: string,
  profile: Profile,
  environment: Environment,
  { emit, purpose }: RunPurpose,
): RunUpstream {
  const { version, stallTimeoutMs, retryPolicy, clock, random } = environment;
  const upstreamUrl = checkUpstreamUrl(profile.upstreamUrl);
  const pageCache = writeBehind(openPageCache(directory), ({ body }) => body.length);
  const metadataCache = writeBehind(openMetadataCache(directory), ({ text }) => text.length);
  const access = openNetworkAccess({ ...environment, network: profile.network, upstreamUrl });
  const watch = openRunOutages(upstreamUrl, access, environment, { emit, purpose });
  const open = (url: string, policy: RetryPolicy, outages = watch.outages): Index => {
    const retry = { policy, clock, random, emit, outages };
    return openUpstream({ url, version, stallTimeoutMs, access, pageCache, metadataCache, retry });
  };
  const opened = new Map<string, Index>();
  const openOnce = (address: string): Index => {
    const url = checkUpstreamUrl(address);
    const index = opened.get(url) ?? open(url, retryPolicy);
    opened.set(url, index);
    return index;
  };
  const { fileMirror } = profile.network;
  const nearby =
    fileMirror === null
      ? null
      : openNearbyFiles({
          ...fileMirror,
          // Where upstream can stand in, nobody waits for the copy.
          index: fileMirror.fallback
            ? open(fileMirror.url, { ...retryPolicy, attempts: 1 }, NO_OUTAGES)
            : open(fileMirror.url, retryPolicy),
          onGivenUp: (problem) =>
            emit({ type: 'notice-raised', notice: { severity: 'warning', project: null, problem } }),
        });
  const ofUpstream = openOnce(upstreamUrl);
  const main = nearby === null ? ofUpstream : withNearbyFiles(ofUpstream, nearby);
  opened.set(main.url, main);
  const upstream = bindIndexes(
    main,
    profile.indexes.map(({ url, projects }) => ({ index: openOnce(url), projects })),
  );
  const close = async (): Promise<void> => {
    await upstream.close();
    await watch.close();
    await pageCache.flush();
    await metadataCache.flush();
  };
  const indexUrlOf = boundIndexUrls(profile);
  const { outages } = watch;
  return {
    ...upstream,
    close,
    outages,
    nearbyFor: (project) => (indexUrlOf(project) === null ? nearby : null),
  };
}

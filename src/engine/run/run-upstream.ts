import type { Profile } from '../../contract/profile';
import type { RunEvent } from '../../contract/run-event';
import { openMetadataCache } from '../upstream/metadata-cache';
import { openUpstream } from '../upstream/open-upstream';
import { openPageCache } from '../upstream/page-cache';
import type { Upstream } from '../upstream/upstream';
import type { Environment } from './environment';

/** The upstream of a profile, with the answers that this mirror keeps. Throws `upstream-url-invalid`. */
export function openRunUpstream(
  directory: string,
  profile: Profile,
  { version, stallTimeoutMs, retryPolicy, clock, random }: Environment,
  emit: (event: RunEvent) => void,
): Upstream {
  return openUpstream({
    url: profile.upstreamUrl,
    version,
    stallTimeoutMs,
    pageCache: openPageCache(directory),
    metadataCache: openMetadataCache(directory),
    retry: { policy: retryPolicy, clock, random, emit },
  });
}

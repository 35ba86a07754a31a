import type { Credential } from '../../../contract/credentials';
import { isLoopback } from '../redirect-rules';

/**
 * Asks for what a host wants before it gives something out; `null` where there is nothing for it. `upstreamUrl`: the
 * upstream of the profile, for what is meant for that alone.
 */
export type CredentialSource = (
  url: string,
  context: { readonly upstreamUrl: string },
) => Promise<Credential | null>;

/** The first answer of several sources. */
export function firstOf(sources: readonly CredentialSource[]): CredentialSource {
  return async (url, context) => {
    for (const source of sources) {
      const found = await source(url, context);
      if (found !== null) return found;
    }
    return null;
  };
}

/**
 * The value of `Authorization` for an address (RFC 7617, RFC 6750), asked for once an origin. What is not encrypted is
 * told nothing, but for the upstream that the profile names so, and this computer.
 */
export function authorizations(
  source: CredentialSource,
  upstreamUrl: string,
): (url: string) => Promise<string | null> {
  const known = new Map<string, Promise<string | null>>();
  const upstreamOrigin = new URL(upstreamUrl).origin;
  return (url) => {
    const { origin, protocol, hostname } = new URL(url);
    if (protocol === 'http:' && origin !== upstreamOrigin && !isLoopback(hostname))
      return Promise.resolve(null);
    const before = known.get(origin);
    if (before !== undefined) return before;
    const found = source(url, { upstreamUrl }).then((credential) =>
      credential === null ? null : authorizationOf(credential),
    );
    known.set(origin, found);
    return found;
  };
}

function authorizationOf(credential: Credential): string {
  if (credential.kind === 'token') return `Bearer ${credential.token}`;
  const { username, password } = credential;
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}

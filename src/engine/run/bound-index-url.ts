import { bindProjects } from '../../contract/bound-index';
import type { Profile } from '../../contract/profile';
import { checkUpstreamUrl } from '../upstream/open-upstream';

/**
 * Looks up the address of the index that a project is bound to; `null` for what comes from upstream. Throws
 * `upstream-url-invalid`.
 */
export function boundIndexUrls({
  upstreamUrl,
  indexes,
}: Pick<Profile, 'upstreamUrl' | 'indexes'>): (project: string) => string | null {
  const main = checkUpstreamUrl(upstreamUrl);
  const bindingOf = bindProjects(
    indexes.map(({ url, projects }) => ({ url: checkUpstreamUrl(url), projects })),
  );
  return (project) => {
    const url = bindingOf(project)?.url ?? main;
    return url === main ? null : url;
  };
}

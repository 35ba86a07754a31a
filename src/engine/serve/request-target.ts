import { isNormalizedName, parseProjectName } from '../../python-packaging/name';
import { findPathFault } from '../mirror/mirror-paths';

/** What a request asks for, by its path alone. */
export type RequestTarget =
  | { readonly kind: 'home' }
  | { readonly kind: 'root-page' }
  | { readonly kind: 'project-page'; readonly project: string }
  /** `path` is relative to the served tree, and climbs nowhere. */
  | { readonly kind: 'file'; readonly path: string }
  /** `location` is an absolute path on this server. */
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'nothing' };

const NOTHING: RequestTarget = { kind: 'nothing' };

/**
 * Reads a request's target (RFC 9112, 3.2). Everything that is not exactly of a known form is nothing: there is no
 * cleaning of paths that could be got around.
 */
export function readRequestTarget(target: string): RequestTarget {
  const segments = decodeSegments(target.split('?', 1)[0] ?? '');
  if (segments === null) return NOTHING;
  const [top, second = '', third, ...rest] = segments;
  if (top === '' && segments.length === 1) return { kind: 'home' };
  if (top === 'packages') {
    const path = segments.join('/');
    return segments.length > 1 && findPathFault(path) === null ? { kind: 'file', path } : NOTHING;
  }
  if (top !== 'simple' || rest.length > 0) return NOTHING;
  if (segments.length === 1) return { kind: 'redirect', location: '/simple/' };
  if (second === '' && third === undefined) return { kind: 'root-page' };
  return third === undefined || third === '' ? readProject(second, third === '') : NOTHING;
}

/** PEP 503: the canonical address is the normalised name with a slash at its end. */
function readProject(text: string, hasSlash: boolean): RequestTarget {
  if (hasSlash && isNormalizedName(text)) return { kind: 'project-page', project: text };
  const project = parseProjectName(text);
  return project === null ? NOTHING : { kind: 'redirect', location: `/simple/${project}/` };
}

/** The decoded segments behind the first slash; `null` for what is no path, or hides a slash in a segment. */
function decodeSegments(path: string): readonly string[] | null {
  if (!path.startsWith('/')) return null;
  try {
    const segments = path.slice(1).split('/').map(decodeURIComponent);
    return segments.some((segment) => segment.includes('/')) ? null : segments;
  } catch {
    return null;
  }
}

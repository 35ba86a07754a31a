import { isNormalizedName, parseProjectName } from '../../python-packaging/name';
import { remembered } from '../../python-packaging/remembered';
import { parseVersion } from '../../python-packaging/version';
import { findPathFault } from '../mirror/mirror-paths';

/** What a request asks for, by its path alone. */
export type RequestTarget =
  | { readonly kind: 'home' }
  | { readonly kind: 'root-page' }
  | { readonly kind: 'project-page'; readonly project: string }
  /** PyPI's JSON API; `version` is `null` for the project as a whole. */
  | { readonly kind: 'legacy-json'; readonly project: string; readonly version: string | null }
  /** The page of a project for people; `version` is `null` for the newest. */
  | { readonly kind: 'project-view'; readonly project: string; readonly version: string | null }
  /** `path` is relative to the served tree, and climbs nowhere. */
  | { readonly kind: 'file'; readonly path: string }
  /** `location` is an absolute path within the mirror. */
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'nothing' };

const NOTHING: RequestTarget = { kind: 'nothing' };

/**
 * Reads a request's target (RFC 9112, 3.2). Everything that is not exactly of a known form is nothing: there is no
 * cleaning of paths that could be got around.
 */
export function readRequestTarget(target: string): RequestTarget {
  const path = target.split('?', 1)[0] ?? '';
  return path.length > LONGEST_REMEMBERED ? readPath(path) : readKnownPath(path);
}

const LONGEST_REMEMBERED = 200;
const readKnownPath = remembered((path) => readPath(path));

function readPath(path: string): RequestTarget {
  const segments = decodeSegments(path);
  if (segments === null) return NOTHING;
  const [top] = segments;
  if (top === '' && segments.length === 1) return { kind: 'home' };
  if (top === 'packages') {
    const file = segments.join('/');
    return segments.length > 1 && findPathFault(file) === null ? { kind: 'file', path: file } : NOTHING;
  }
  switch (top) {
    case 'simple':
      return readSimple(segments);
    case 'pypi':
      return readLegacy(segments);
    case 'project':
      return readView(segments);
    default:
      return NOTHING;
  }
}

/** `/simple/` and `/simple/NAME/`. PEP 503: the canonical address is the normalised name with a slash at its end. */
function readSimple([, name, slash, ...rest]: readonly string[]): RequestTarget {
  if (name === undefined) return redirect('/simple/');
  if (name === '' && slash === undefined) return { kind: 'root-page' };
  const project = parseProjectName(name);
  if (project === null || (slash ?? '') !== '' || rest.length > 0) return NOTHING;
  if (slash === '' && isNormalizedName(name)) return { kind: 'project-page', project };
  return redirect(`/simple/${project}/`);
}

/** `/pypi/NAME/json` and `/pypi/NAME/VERSION/json`, with or without a slash behind it. */
function readLegacy([, name = '', ...rest]: readonly string[]): RequestTarget {
  const words = rest.at(-1) === '' ? rest.slice(0, -1) : rest;
  const version = words.length === 2 ? (words[0] ?? '') : null;
  const project = parseProjectName(name);
  if (project === null || words.length > 2 || words.at(-1) !== 'json') return NOTHING;
  if (version !== null && parseVersion(version) === null) return NOTHING;
  if (isNormalizedName(name)) return { kind: 'legacy-json', project, version };
  const between = version === null ? '' : `${encodeURIComponent(version)}/`;
  return redirect(`/pypi/${project}/${between}json`);
}

/** `/project/NAME/` and `/project/NAME/VERSION/`, as PyPI has its pages for people. */
function readView([, name = '', ...rest]: readonly string[]): RequestTarget {
  const hasSlash = rest.at(-1) === '';
  const [version = null, ...more] = hasSlash ? rest.slice(0, -1) : rest;
  const project = parseProjectName(name);
  if (project === null || more.length > 0) return NOTHING;
  if (version !== null && parseVersion(version) === null) return NOTHING;
  if (hasSlash && isNormalizedName(name)) return { kind: 'project-view', project, version };
  return redirect(`/project/${project}/${version === null ? '' : `${encodeURIComponent(version)}/`}`);
}

const redirect = (location: string): RequestTarget => ({ kind: 'redirect', location });

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

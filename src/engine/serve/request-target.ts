import { parseProjectName } from '../../python-packaging/name';

/** What a request asks for, by its path alone. */
export type RequestTarget =
  | { readonly kind: 'home' }
  | { readonly kind: 'root-page' }
  | { readonly kind: 'project-page'; readonly project: string }
  | { readonly kind: 'file'; readonly path: string }
  /** `location` is an absolute path on this server. */
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'nothing' };

/** A segment of a file's path: what a mirror can hold, and nothing that could climb. */
const FILE_SEGMENT = /^[A-Za-z0-9_+!-][A-Za-z0-9._+!-]*$/;

/**
 * Reads a request's target (RFC 9112, 3.2). Everything that is not exactly of a known form is nothing: there is no
 * cleaning of paths that could be got around.
 */
export function readRequestTarget(target: string): RequestTarget {
  const path = decodePath(target.split('?')[0] ?? '');
  if (path === null) return { kind: 'nothing' };
  if (path === '/') return { kind: 'home' };
  if (path === '/simple') return { kind: 'redirect', location: '/simple/' };
  if (path === '/simple/') return { kind: 'root-page' };
  const project = /^\/simple\/([^/]+)(\/?)$/.exec(path);
  if (project !== null) return readProject(project[1] ?? '', project[2] === '/');
  const segments = path.slice(1).split('/');
  const isFile =
    segments[0] === 'packages' && segments.length > 1 && segments.every((s) => FILE_SEGMENT.test(s));
  return isFile ? { kind: 'file', path: segments.join('/') } : { kind: 'nothing' };
}

/** PEP 503: the canonical address is the normalised name with a slash at its end. */
function readProject(text: string, hasSlash: boolean): RequestTarget {
  const project = parseProjectName(text);
  if (project === null) return { kind: 'nothing' };
  return project === text && hasSlash
    ? { kind: 'project-page', project }
    : { kind: 'redirect', location: `/simple/${project}/` };
}

function decodePath(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

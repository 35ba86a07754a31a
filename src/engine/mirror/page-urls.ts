import { findPathFault } from './mirror-paths';

/** From a project's page to the mirror's `web` folder. */
const UP = '../../';

/**
 * The address of a file as our pages give it: relative, so that the tree works from any web server and from `file:`.
 * `path` is relative to `web`. Local versions have a `+`, which some servers would read as a space: it is encoded.
 */
export function relativeFileUrl(path: string): string {
  return UP + path.split('/').map(encodeURIComponent).join('/');
}

/** The way back: the path of a file that one of our pages (or another tool's) names, or `null` when it is elsewhere. */
export function pathOfRelativeFileUrl(url: string): string | null {
  if (!url.startsWith(UP)) return null;
  const bare = url.slice(UP.length).split(/[?#]/, 1)[0] ?? '';
  try {
    const path = bare.split('/').map(decodeURIComponent).join('/');
    return path.startsWith('packages/') && findPathFault(path) === null ? path : null;
  } catch {
    return null;
  }
}

/** Links on a project's page are relative to `simple/NAME/`, so that the tree works from any server and from a drive. */
const PREFIX = '../../';

/** The link to a file of the mirror from a project's page. */
export function relativeFileUrl(path: string): string {
  return PREFIX + path.split('/').map(encodeURIComponent).join('/');
}

/** The file that a link on a mirror's own page leads to, or `null` where it leads out of the mirror. */
export function pathOfRelativeFileUrl(url: string): string | null {
  if (!url.startsWith(PREFIX)) return null;
  try {
    const segments = url.slice(PREFIX.length).split('/').map(decodeURIComponent);
    const isInside = segments.every(
      (segment) => segment !== '' && segment !== '..' && !segment.includes('/'),
    );
    return isInside && segments[0] === 'packages' ? segments.join('/') : null;
  } catch {
    return null;
  }
}

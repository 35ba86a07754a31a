import { readdir, readFile } from 'node:fs/promises';
import { join, posix, relative } from 'node:path';
import { sha256 } from '../../../testing/wheel-builder';

/** Every file below a folder, as paths with `/`, sorted. */
export async function listFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

/** Files that a mirror's HTML pages list but that are missing or have another hash, and wheels that no page lists. */
export async function findFaults(mirror: string): Promise<readonly string[]> {
  const web = join(mirror, 'web');
  const files = await listFiles(web);
  const unlisted = new Set(files.filter((path) => path.endsWith('.whl')));
  const faults: string[] = [];
  for (const page of files.filter((path) => /^simple\/[^/]+\/index\.html$/.test(path))) {
    const html = await readFile(join(web, page), 'utf8');
    for (const [, url = '', hash] of html.matchAll(/href="([^"#]+)#sha256=([0-9a-f]{64})"/g)) {
      const path = posix.join(posix.dirname(page), decodeURIComponent(url));
      const content = await readFile(join(web, path)).catch(() => null);
      if (content === null) faults.push(`${page} lists ${path}, which is missing`);
      else if (sha256(content) !== hash) faults.push(`${path} has another hash`);
      unlisted.delete(path);
    }
  }
  return [...faults, ...[...unlisted].map((path) => `no page lists ${path}`)];
}

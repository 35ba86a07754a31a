import type { SimpleFile } from '../../python-packaging/simple-page';

/** The end of a URL as PyPI makes them: `/packages/aa/bb/<60 hexadecimal digits>/FILE`. */
const UPSTREAM_PATH = /\/packages\/([0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f]{60})\/[^/?#]+(?:[?#].*)?$/;

/**
 * Where a file goes in the mirror, relative to its `web` folder. Upstream's own path is kept where it has PyPI's form,
 * so that a lock file needs no more than another prefix; else the folders come from the file's hash, or from its
 * project and name where upstream tells none. `digest` is SHA-256 in hexadecimal.
 */
export function packagePath(file: SimpleFile, project: string, digest: (text: string) => string): string {
  const kept = UPSTREAM_PATH.exec(file.url)?.[1];
  if (kept !== undefined) return `packages/${kept}/${file.filename}`;
  const sha256 = file.hashes.sha256;
  const hash =
    sha256 !== undefined && /^[0-9a-f]{64}$/.test(sha256) ? sha256 : digest(`${project}/${file.filename}`);
  return `packages/${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash.slice(4)}/${file.filename}`;
}

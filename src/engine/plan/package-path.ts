import type { SimpleFile } from '../../python-packaging/simple-page';

/** The end of a URL as PyPI makes them: `/packages/aa/bb/<60 hexadecimal digits>/FILE`. */
const UPSTREAM_PATH = /\/packages\/([0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f]{60})\/[^/?#]+(?:[?#].*)?$/;

/** Where a file comes from, as far as its place in the mirror goes. */
export interface FileOrigin {
  readonly project: string;
  /** The index that the project is bound to; `null`: upstream. */
  readonly indexUrl: string | null;
  /** SHA-256 in hexadecimal. */
  readonly digest: (text: string) => string;
}

/**
 * Where a file goes in the mirror, relative to its `web` folder. Upstream's own path is kept where it has PyPI's form,
 * so that a lock file needs no more than another prefix; else the folders come from the file's hash, or from its
 * project and name where upstream tells none. A file of another index gets folders of that index: whatever two indexes
 * say of their files, neither can lay claim to a place of the other's.
 */
export function packagePath(file: SimpleFile, { project, indexUrl, digest }: FileOrigin): string {
  const sha256 = file.hashes.sha256;
  const known = sha256 !== undefined && /^[0-9a-f]{64}$/.test(sha256) ? sha256 : null;
  if (indexUrl !== null) {
    return pathUnder(digest(`${indexUrl}\n${known ?? `${project}/${file.filename}`}`), file.filename);
  }
  const kept = UPSTREAM_PATH.exec(file.url)?.[1];
  if (kept !== undefined) return `packages/${kept}/${file.filename}`;
  return pathUnder(known ?? digest(`${project}/${file.filename}`), file.filename);
}

function pathUnder(hash: string, filename: string): string {
  return `packages/${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash.slice(4)}/${filename}`;
}

import type { SimpleFile } from '../../python-packaging/simple-page';

/** A hash that upstream names and that can be checked here. */
export interface ExpectedHash {
  /** By the name that hashlib and node:crypto share. */
  readonly algorithm: string;
  readonly digest: string;
}

/** What node:crypto has in every runtime, BoringSSL's in Electron included: best first, and sha256 before it all. */
const ALGORITHMS = ['sha256', 'sha512', 'sha384', 'sha224', 'sha1', 'md5'];

/**
 * The hash to check a file by: sha256, which every mirror's file has anyway, else the strongest one there is; `null`
 * where upstream names none that is known here. Old indexes know nothing but md5.
 */
export function expectedHash({ hashes }: Pick<SimpleFile, 'hashes'>): ExpectedHash | null {
  for (const algorithm of ALGORITHMS) {
    const digest = hashes[algorithm];
    if (digest !== undefined) return { algorithm, digest };
  }
  return null;
}

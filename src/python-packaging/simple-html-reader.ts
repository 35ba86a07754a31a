import type { NormalizedName } from './name';
import type { SimpleFile } from './simple-page';
import { checkApiVersion, type SimplePageResult } from './simple-page-result';

/** An `<a>` of a page, with its entities decoded. Attributes by their names in lower case. */
export interface PageAnchor {
  readonly href: string | null;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A `<meta name content>` of a page. */
export interface PageMeta {
  readonly name: string;
  readonly content: string;
}

/** The algorithms of hashlib's that every Python has; PEP 503 admits no others. */
const HASH_FRAGMENT = /(?:^|&)(md5|sha1|sha224|sha256|sha384|sha512|blake2b|blake2s)=([0-9a-f]+)(?=&|$)/i;

/**
 * Reads a project's page in HTML (PEP 503, 592, 629, 658, 714, 792) from what a parser found in it. The page itself
 * does not say whose it is. An anchor that leads to no file, such as the one to the folder above, is passed over.
 */
export function readSimpleHtml(
  name: NormalizedName,
  anchors: readonly PageAnchor[],
  metas: readonly PageMeta[],
): SimplePageResult {
  const content = (key: string) => metas.find((meta) => meta.name.toLowerCase() === key)?.content ?? null;
  const apiVersion = content('pypi:repository-version');
  const fault = apiVersion === null ? null : checkApiVersion(apiVersion.trim());
  if (fault !== null) {
    return {
      ok: false,
      error: { path: 'pypi:repository-version', message: `the page cannot be used: ${fault}` },
    };
  }
  const status = content('pypi:project-status');
  return {
    ok: true,
    page: {
      name,
      status: status === null ? null : { status, reason: content('pypi:project-status-reason') },
      versions: null,
      files: anchors.flatMap((anchor) => readAnchor(anchor) ?? []),
    },
  };
}

function readAnchor({ href, attributes }: PageAnchor): SimpleFile | null {
  if (href === null) return null;
  const [url = '', fragment = ''] = splitOnce(href.trim(), '#');
  const filename = filenameOf(url);
  if (filename === null) return null;
  const attribute = (key: string) => (Object.hasOwn(attributes, key) ? (attributes[key] ?? null) : null);
  const yanked = attribute('data-yanked');
  return {
    filename,
    url,
    hashes: readHashFragment(fragment),
    requiresPython: attribute('data-requires-python') || null,
    yanked: yanked === null ? false : { reason: yanked || null },
    sizeBytes: null,
    uploadTime: null,
    coreMetadata: readCoreMetadata(attribute('data-core-metadata') ?? attribute('data-dist-info-metadata')),
  };
}

/** The last part of the path. The anchor's text says the same by PEP 503, but installers go by the address. */
function filenameOf(url: string): string | null {
  const [path = ''] = url.split('?');
  const filename = percentDecoded(path.slice(path.lastIndexOf('/') + 1));
  return filename === '' || filename === '.' || filename === '..' ? null : filename;
}

function readHashFragment(fragment: string): Readonly<Record<string, string>> {
  const [, algorithm, digest] = HASH_FRAGMENT.exec(percentDecoded(fragment)) ?? [];
  if (algorithm === undefined || digest === undefined) return {};
  return { [algorithm.toLowerCase()]: digest.toLowerCase() };
}

/** `true`, or `sha256=…`; a hash of another kind still says that the file is there. */
function readCoreMetadata(value: string | null): SimpleFile['coreMetadata'] {
  if (value === null) return false;
  if (value.trim().toLowerCase() === 'true') return { sha256: null };
  const hashes = readHashFragment(value.trim());
  return Object.keys(hashes).length === 0 ? false : { sha256: hashes.sha256 ?? null };
}

/** What cannot be decoded stays as it is. */
function percentDecoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}

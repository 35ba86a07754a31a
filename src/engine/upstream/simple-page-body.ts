import { ProblemError, problem, refuse } from '../../contract/problem';
import type { NormalizedName } from '../../python-packaging/name';
import { readSimpleHtml } from '../../python-packaging/simple-html-reader';
import { readSimpleJson } from '../../python-packaging/simple-json-reader';
import type { SimpleProject } from '../../python-packaging/simple-page';
import type { SimplePageResult } from '../../python-packaging/simple-page-result';
import { parseHtmlPage } from './html-page';
import { createLinkResolver } from './link-resolver';

/** More than any real page; PyPI's largest has some 40 MB. Counted after decompression. */
export const LARGEST_PAGE_BYTES = 200 * 1024 * 1024;

export interface PageBody {
  /** Where it came from in the end: relative links start there. */
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
}

const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';
const JSON_TYPES = new Set([JSON_TYPE, 'application/json']);
const HTML_TYPES = new Set(['application/vnd.pypi.simple.v1+html', 'text/html', 'application/xhtml+xml']);

/** What an index is asked for: JSON first, HTML where there is none (PEP 691). */
export const ACCEPT = `${JSON_TYPE}, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1`;

const mediaType = (contentType: string): string => contentType.split(';')[0]?.trim().toLowerCase() ?? '';

/** Which of its two forms a page of the Simple API has; `null` for what is no page. */
export function pageFormOf(contentType: string): 'json' | 'html' | null {
  const type = mediaType(contentType);
  if (JSON_TYPES.has(type)) return 'json';
  return HTML_TYPES.has(type) ? 'html' : null;
}

/**
 * Parses a project's page by its content type and makes every address in it absolute. Throws `upstream-page-invalid`,
 * which names the page and the place on it.
 */
export function parsePageBody(name: NormalizedName, page: PageBody): SimpleProject {
  const invalid = (reason: string): never => refuse('upstream-page-invalid', { url: page.url, reason });
  const form = pageFormOf(page.contentType);
  let baseUrl = page.url;
  let result: SimplePageResult;
  if (form === 'json') {
    result = readSimpleJson(parseJson(page));
  } else if (form === 'html') {
    const { anchors, metas, baseHref } = parseHtmlPage(page.body);
    if (baseHref !== null) baseUrl = createLinkResolver(page.url)(baseHref) ?? page.url;
    result = readSimpleHtml(name, anchors, metas);
  } else {
    return invalid(`its content type is "${mediaType(page.contentType)}"`);
  }
  if (!result.ok) return invalid(result.error.message);
  if (result.page.name !== name) return invalid(`it is the page of "${result.page.name}"`);
  const resolve = createLinkResolver(baseUrl);
  const files = result.page.files.map((file) => ({
    ...file,
    url: resolve(file.url) ?? invalid(`the address of "${file.filename}" cannot be read`),
  }));
  return { ...result.page, files };
}

/**
 * Reads a whole body as text, up to `limitBytes`. Throws `upstream-page-too-large`.
 */
export async function readBodyText(
  url: string,
  chunks: AsyncIterable<Uint8Array>,
  limitBytes: number,
): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > limitBytes) refuse('upstream-page-too-large', { url, limitBytes });
    parts.push(chunk);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parseJson({ url, body }: PageBody): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    const reason = `it is not JSON (${error instanceof Error ? error.message : String(error)})`;
    throw new ProblemError(problem('upstream-page-invalid', { url, reason }), { cause: error });
  }
}

import { ProblemError, problem, refuse } from '../../contract/problem';
import type { NormalizedName } from '../../python-packaging/name';
import { readSimpleHtml } from '../../python-packaging/simple-html-reader';
import { readSimpleJson } from '../../python-packaging/simple-json-reader';
import type { SimpleProject } from '../../python-packaging/simple-page';
import type { SimplePageResult } from '../../python-packaging/simple-page-result';
import { parseHtmlPage } from './html-page';
import { createLinkResolver } from './link-resolver';

/** More than any real project's page, most of which have some kilobytes. Counted after decompression. */
export const LARGEST_PAGE_BYTES = 64 * 1024 * 1024;
/** Several times as many as the projects with most files have. */
export const MOST_FILES = 100_000;
/** Objects, lists and what stands in them, of a page in JSON: of a file some fifteen. */
const MOST_VALUES = 20 * MOST_FILES;

/** Of pages above this one at a time is in memory, however many are read side by side. */
const LARGE_PAGE_BYTES = 2 * 1024 * 1024;

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
    // Values take many times the room of their text: what has too many of them is not parsed at all.
    if (hasMoreValues(page.body, MOST_VALUES)) return overfull(page.url);
    result = readSimpleJson(parseJson(page));
  } else if (form === 'html') {
    const parsed = parseHtmlPage(page.body, MOST_FILES);
    if (parsed === null) return overfull(page.url);
    const { anchors, metas, baseHref } = parsed;
    if (baseHref !== null) baseUrl = createLinkResolver(page.url)(baseHref) ?? page.url;
    result = readSimpleHtml(name, anchors, metas);
  } else {
    return invalid(`its content type is "${mediaType(page.contentType)}"`);
  }
  if (!result.ok) return invalid(result.error.message);
  if (result.page.files.length > MOST_FILES) return overfull(page.url);
  if (result.page.name !== name) return invalid(`it is the page of "${result.page.name}"`);
  const resolve = createLinkResolver(baseUrl);
  const files = result.page.files.map((file) => ({
    ...file,
    url: resolve(file.url) ?? invalid(`the address of "${file.filename}" cannot be read`),
  }));
  return { ...result.page, files };
}

/**
 * Reads a whole body as text, up to `LARGEST_PAGE_BYTES`. Once it turns out to be a large one, `turnForLarge` is waited
 * for. Throws `upstream-page-too-large`.
 */
export async function readBodyText(
  url: string,
  chunks: AsyncIterable<Uint8Array>,
  turnForLarge: () => Promise<void>,
): Promise<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const parts: string[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    const wasLarge = bytes > LARGE_PAGE_BYTES;
    bytes += chunk.byteLength;
    if (bytes > LARGEST_PAGE_BYTES)
      refuse('upstream-page-too-large', { url, limitBytes: LARGEST_PAGE_BYTES });
    parts.push(decoder.decode(chunk, { stream: true }));
    if (!wasLarge && bytes > LARGE_PAGE_BYTES) await turnForLarge();
  }
  parts.push(decoder.decode());
  return parts.join('');
}

function overfull(url: string): never {
  return refuse('upstream-page-overfull', { url, entries: 'files', limit: MOST_FILES });
}

/** What stands inside of texts is counted too: real pages have little of it. */
function hasMoreValues(json: string, most: number): boolean {
  let count = 0;
  for (let index = 0; index < json.length && count <= most; index += 1) {
    const code = json.charCodeAt(index);
    if (code === COMMA || code === OPEN_OBJECT || code === OPEN_LIST) count += 1;
  }
  return count > most;
}

const [COMMA, OPEN_LIST, OPEN_OBJECT] = [0x2c, 0x5b, 0x7b];

function parseJson({ url, body }: PageBody): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    const reason = `it is not JSON (${error instanceof Error ? error.message : String(error)})`;
    throw new ProblemError(problem('upstream-page-invalid', { url, reason }), { cause: error });
  }
}

import { refuse } from '../../contract/problem';
import type { NormalizedName } from '../../python-packaging/name';
import { readSimpleRoot, readSimpleRootLinks } from '../../python-packaging/simple-root';
import { parseHtmlPage } from './html-page';
import type { HttpClient } from './http-client';
import { failure } from './http-errors';
import { ACCEPT, LARGEST_PAGE_BYTES, type PageBody, readBodyText } from './simple-page-body';

/** Asks for the root page of the Simple API. Makes one try. */
export async function readRootPage(
  url: string,
  {
    client,
    nowMs,
    signal,
  }: { readonly client: HttpClient; readonly nowMs: () => number; readonly signal: AbortSignal },
): Promise<readonly NormalizedName[]> {
  const headers = { accept: ACCEPT, 'accept-encoding': 'gzip' };
  const response = await client.send(url, { method: 'GET', headers, decompress: true, signal });
  if (response.status !== 200) {
    response.body.destroy();
    throw failure(response, nowMs());
  }
  const body = await readBodyText(response.url, response.body, LARGEST_PAGE_BYTES);
  return parseRootBody({ url: response.url, contentType: response.header('content-type') ?? '', body });
}

/** The names on a root page, by its content type. Throws `upstream-page-invalid`. */
export function parseRootBody({ url, contentType, body }: PageBody): readonly NormalizedName[] {
  if (!contentType.includes('json')) {
    return readSimpleRootLinks(parseHtmlPage(body).anchors.map(({ href }) => href));
  }
  return (
    readSimpleRoot(parsed(body)) ?? refuse('upstream-page-invalid', { url, reason: 'it lists no projects' })
  );
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

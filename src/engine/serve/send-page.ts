import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TreeView } from '../mirror/tree-view';
import { answer, NOSNIFF } from './answer';
import { chooseCoding } from './coding';
import { evaluateConditions } from './conditions';
import { negotiate, negotiateForm, PAGE_FORMS, type PageForm } from './negotiate';
import type { Page, PageMemory } from './page-memory';

/** A page of the Simple API, by its folder in the tree. */
export interface PagePlace {
  readonly tree: TreeView;
  readonly folder: string;
  /** What a person is told where there is none. */
  readonly missing: string;
}

/** Answers with the page of a folder in the form that the client likes best among those there are. */
export async function sendPage(
  { tree, folder, missing }: PagePlace,
  pages: PageMemory,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let available = PAGE_FORMS;
  let form = negotiateForm(request.headers.accept);
  while (form !== null) {
    const chosen = form;
    const page = await pages.read(tree, `${folder}/${chosen.filename}`);
    if (page !== null) return sendContent(page, chosen, pages, request, response);
    available = available.filter((other) => other !== chosen);
    form = negotiate(request.headers.accept, available);
  }
  const there: PageForm[] = [];
  for (const form of PAGE_FORMS) {
    if ((await pages.read(tree, `${folder}/${form.filename}`)) !== null) there.push(form);
  }
  response.setHeader('Vary', VARY);
  response.setHeader('Cache-Control', 'no-cache');
  if (there.length === 0) return answer(response, 404, missing);
  const types = there.map(({ contentType }) => `${contentType}\n`).join('');
  answer(response, 406, `This page is here as\n${types}`);
}

const SHORT_BYTES = 16 * 1024;
const VARY = 'Accept, Accept-Encoding';

export interface ContentFacts {
  readonly contentType: string;
  /** What goes with it besides. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Pages change: they carry the hash of their bytes, and clients have to ask each time. Each coding has a tag of its own
 * (RFC 9110, 8.8.3.3).
 */
export async function sendContent(
  page: Page,
  { contentType, headers: more = {} }: ContentFacts,
  pages: PageMemory,
  { headers, method }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const coding = chooseCoding(headers['accept-encoding'], page.body.byteLength);
  const etag = coding === 'identity' ? `"${page.tag}"` : `"${page.tag}-${coding}"`;
  const outcome = evaluateConditions(headers, { etag, modifiedAtMs: null });
  if (outcome === 'failed') return answer(response, 412, 'The page is another one by now.\n');
  const common = { ...NOSNIFF, ...more, ETag: etag, 'Cache-Control': 'no-cache', Vary: VARY };
  if (outcome === 'not-modified') {
    response.writeHead(304, common);
    response.end();
    return;
  }
  const body = await pages.encode(page, coding);
  response.writeHead(200, {
    ...common,
    'Content-Type': contentType,
    ...(coding === 'identity' ? {} : { 'Content-Encoding': coding }),
    'Content-Length': body.byteLength,
  });
  if (method === 'HEAD') response.end();
  // A short text goes out in one piece with its head; bytes would need a piece of their own.
  else if (body.byteLength <= SHORT_BYTES) response.end(body.toString('latin1'), 'latin1');
  else response.end(body);
}

import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answer } from './answer';
import { evaluateConditions } from './conditions';
import { negotiate, PAGE_FORMS, type PageForm } from './negotiate';
import { openServedFile } from './served-file';

/** Answers with the page of `folder` (relative to `web`) in the form that the client likes best among those there are. */
export async function sendPage(
  web: string,
  folder: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('Vary', 'Accept');
  let available = PAGE_FORMS;
  for (;;) {
    const form = negotiate(request.headers.accept, available);
    if (form === null) return refuseForm(web, folder, response);
    const body = await readPage(web, `${folder}/${form.filename}`);
    if (body !== null) return sendContent(request, response, { body, contentType: form.contentType });
    available = available.filter((other) => other !== form);
  }
}

async function refuseForm(web: string, folder: string, response: ServerResponse): Promise<void> {
  const there: PageForm[] = [];
  for (const form of PAGE_FORMS) {
    if ((await readPage(web, `${folder}/${form.filename}`)) !== null) there.push(form);
  }
  if (there.length === 0) return answer(response, 404, 'This page is not in the mirror.\n');
  const types = there.map(({ contentType }) => `${contentType}\n`).join('');
  answer(response, 406, `This page is here as\n${types}`);
}

async function readPage(web: string, path: string): Promise<Buffer | null> {
  const file = await openServedFile(web, path);
  if (file === null) return null;
  try {
    return await file.handle.readFile();
  } finally {
    await file.handle.close();
  }
}

/** Pages change: they carry the hash of their bytes, and clients have to ask each time. */
export function sendContent(
  { headers, method }: IncomingMessage,
  response: ServerResponse,
  { body, contentType }: { readonly body: Buffer; readonly contentType: string },
): void {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  const outcome = evaluateConditions(headers, { etag, modifiedAtMs: null });
  if (outcome === 'failed') {
    answer(response, 412, 'The page is another one by now.\n');
    return;
  }
  response.setHeader('ETag', etag);
  response.setHeader('Cache-Control', 'no-cache');
  if (outcome === 'not-modified') {
    response.statusCode = 304;
    response.end();
    return;
  }
  response.statusCode = 200;
  response.setHeader('Content-Type', contentType);
  response.setHeader('Content-Length', body.byteLength);
  response.end(method === 'HEAD' ? undefined : body);
}

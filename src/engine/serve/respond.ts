import type { IncomingMessage, ServerResponse } from 'node:http';
import { addressOf } from './address';
import { answer } from './answer';
import { homePage } from './home-page';
import { readRequestTarget } from './request-target';
import { sendFile } from './send-file';
import { sendContent, sendPage } from './send-page';
import type { ServedMirrors } from './served-mirrors';

/**
 * Answers one request out of the mirrors. Reads only; knows no other address to send anybody to. How the request came
 * here, and whether this client may ask at all, is for the server to know.
 */
export async function respond(
  [mirror]: ServedMirrors,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { web, name } = mirror;
  response.setHeader('X-Content-Type-Options', 'nosniff');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return answer(response, 405, 'Only GET and HEAD are answered here.\n');
  }
  const target = readRequestTarget(request.url ?? '');
  switch (target.kind) {
    case 'home':
      response.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'");
      return sendContent(request, response, {
        body: Buffer.from(homePage(name, `${addressOf(request)}/simple/`)),
        contentType: 'text/html; charset=utf-8',
      });
    case 'redirect':
      response.setHeader('Location', target.location);
      return answer(response, 301, `See ${target.location}\n`);
    case 'root-page':
      return sendPage(web, 'simple', request, response);
    case 'project-page':
      return sendPage(web, `simple/${target.project}`, request, response);
    case 'file':
      return sendFile(web, target.path, request, response);
    case 'nothing':
      return answer(response, 404, 'There is no such page here.\n');
  }
}

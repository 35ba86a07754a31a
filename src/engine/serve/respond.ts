import type { IncomingMessage, ServerResponse } from 'node:http';
import { addressOf } from './address';
import { answer } from './answer';
import { homePage } from './home-page';
import { madePage } from './page-memory';
import { readRequestTarget } from './request-target';
import { sendFile } from './send-file';
import { sendContent, sendPage } from './send-page';
import type { ServedMirrors } from './served-mirrors';

const METHODS = 'GET, HEAD, OPTIONS';

/**
 * Answers one request out of the mirrors. Reads only; knows no other address to send anybody to. How the request came
 * here, and whether this client may ask at all, is for the server to know.
 */
export async function respond(
  served: ServedMirrors,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  if (request.method === 'GET' || request.method === 'HEAD') return respondWith(served, request, response);
  response.setHeader('Allow', METHODS);
  if (request.method !== 'OPTIONS') {
    // What comes behind the head is not read: the connection ends with this answer.
    response.setHeader('Connection', 'close');
    return answer(response, 405, 'Only GET and HEAD are answered here.\n');
  }
  response.writeHead(204);
  response.end();
}

async function respondWith(
  { mirrors: [mirror], pages }: ServedMirrors,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { web, name } = mirror;
  const target = readRequestTarget(request.url ?? '');
  switch (target.kind) {
    case 'home':
      response.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'");
      return sendContent(
        madePage(homePage(name, `${addressOf(request)}/simple/`)),
        { contentType: 'text/html; charset=utf-8' },
        pages,
        request,
        response,
      );
    case 'redirect':
      response.setHeader('Location', target.location);
      return answer(response, 301, `See ${target.location}\n`);
    case 'root-page': {
      const place = { web, folder: 'simple', missing: 'The mirror has no list of projects now.\n' };
      return sendPage(place, pages, request, response);
    }
    case 'project-page': {
      const missing = `The project "${target.project}" is not in this mirror.\n`;
      return sendPage({ web, folder: `simple/${target.project}`, missing }, pages, request, response);
    }
    case 'file':
      return sendFile(web, target.path, request, response);
    case 'nothing':
      return answer(response, 404, 'There is no such page here.\n');
  }
}

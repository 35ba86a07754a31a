import type { IncomingMessage, ServerResponse } from 'node:http';
import { addressOf } from './address';
import { answer, NOSNIFF } from './answer';
import { chooseMirror, type MirrorChoice } from './choose-mirror';
import { madePage, type PageMemory } from './page-memory';
import { writeMirrorList } from './people/home-view';
import { readRequestTarget } from './request-target';
import { sendFile } from './send-file';
import { sendLegacyJson } from './send-legacy-json';
import { sendPage } from './send-page';
import { sendHome, sendProjectView, sendView } from './send-view';
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
  // Nothing here takes a body: what follows one is not waited for.
  if (hasBody(request)) response.shouldKeepAlive = false;
  if (request.method === 'GET' || request.method === 'HEAD') return respondWith(served, request, response);
  if (request.method !== 'OPTIONS') {
    response.setHeader('Allow', METHODS);
    return answer(response, 405, 'Only GET and HEAD are answered here.\n');
  }
  response.writeHead(204, { ...NOSNIFF, Allow: METHODS });
  response.end();
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

async function respondWith(
  { mirrors, pages }: ServedMirrors,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const choice = chooseMirror(request.url ?? '', mirrors);
  switch (choice.kind) {
    case 'mirror':
      return respondFrom({ ...choice, isOneOfSeveral: mirrors.length > 1 }, pages, request, response);
    case 'redirect':
      return redirect(response, choice.location);
    case 'list':
      return sendView(madePage(writeMirrorList(mirrors)), pages, request, response);
    case 'nothing': {
      const names = mirrors.map(({ urlName }) => `/${urlName}/\n`).join('');
      return answer(response, 404, `There is no such page here. The mirrors are at\n${names}`);
    }
  }
}

/** The mirror that a request is for, and what it asks for within it. */
type WithinMirror = Extract<MirrorChoice, { kind: 'mirror' }> & { readonly isOneOfSeveral: boolean };

async function respondFrom(
  { mirror, prefix, target: url, isOneOfSeveral }: WithinMirror,
  pages: PageMemory,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { tree } = mirror;
  const target = readRequestTarget(url);
  switch (target.kind) {
    case 'home':
      return sendHome({ mirror, prefix, url, isOneOfSeveral }, pages, request, response);
    case 'redirect':
      return redirect(response, `${prefix}${target.location}`);
    case 'root-page': {
      const place = { tree, folder: 'simple', missing: 'The mirror has no list of projects now.\n' };
      return sendPage(place, pages, request, response);
    }
    case 'project-page': {
      const missing = `The project "${target.project}" is not in this mirror.\n`;
      return sendPage({ tree, folder: `simple/${target.project}`, missing }, pages, request, response);
    }
    case 'legacy-json': {
      const place = { ...target, tree, address: `${addressOf(request)}${prefix}` };
      return sendLegacyJson(place, pages, request, response);
    }
    case 'project-view':
      return sendProjectView({ ...target, mirror, prefix }, pages, request, response);
    case 'file':
      return sendFile(tree, target.path, request, response);
    case 'nothing':
      return answer(response, 404, 'There is no such page here.\n');
  }
}

/** Permanent: where a project's page is does not change. Always on this server. */
function redirect(response: ServerResponse, location: string): void {
  response.setHeader('Location', location);
  answer(response, 301, `See ${location}\n`);
}

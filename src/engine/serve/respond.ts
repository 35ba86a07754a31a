import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, sep } from 'node:path';
import send from 'send';
import { homePage } from './home-page';
import { negotiate } from './negotiate';
import { readRequestTarget } from './request-target';

/** Where the served tree is, and how the server is called from outside. */
export interface ServedMirror {
  readonly web: string;
  readonly name: string;
  readonly indexUrl: () => string;
}

const YEAR_SECONDS = 31_536_000;

/** Answers one request out of the tree. Reads only; knows no other address to send anybody to. */
export async function respond(
  mirror: ServedMirror,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return answer(response, 405, 'Only GET and HEAD are answered here.\n');
  }
  const target = readRequestTarget(request.url ?? '/');
  switch (target.kind) {
    case 'home':
      response.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'");
      return sendText(
        request,
        response,
        homePage(mirror.name, mirror.indexUrl()),
        'text/html; charset=utf-8',
      );
    case 'redirect':
      response.setHeader('Location', target.location);
      return answer(response, 301, `See ${target.location}\n`);
    case 'root-page':
      return sendPage(mirror, request, response, 'simple');
    case 'project-page':
      return sendPage(mirror, request, response, `simple/${target.project}`);
    case 'file':
      return (await isInside(mirror.web, target.path))
        ? sendFile(mirror, request, response, target.path)
        : answer(response, 404, 'There is no such file here.\n');
    case 'nothing':
      return answer(response, 404, 'There is no such page here.\n');
  }
}

/** A link that somebody put into the tree must not lead out of it. */
async function isInside(web: string, path: string): Promise<boolean> {
  try {
    return (await realpath(join(web, path))).startsWith((await realpath(web)) + sep);
  } catch {
    return false;
  }
}

async function sendPage(
  { web }: ServedMirror,
  request: IncomingMessage,
  response: ServerResponse,
  folder: string,
): Promise<void> {
  const form = negotiate(request.headers.accept);
  response.setHeader('Vary', 'Accept');
  if (form === null) return answer(response, 406, 'This page is here as JSON and as HTML.\n');
  const path = `${folder}/${form.filename}`;
  if (!(await isInside(web, path))) return answer(response, 404, 'This project is not in the mirror.\n');
  sendText(request, response, await readFile(join(web, path), 'utf8'), form.contentType);
}

/** Pages are small and change: they carry the hash of their bytes, and clients have to ask each time. */
function sendText(
  request: IncomingMessage,
  response: ServerResponse,
  text: string,
  contentType: string,
): void {
  const body = Buffer.from(text);
  const etag = strongTag(body);
  response.setHeader('ETag', etag);
  response.setHeader('Cache-Control', 'no-cache');
  if (matches(request.headers['if-none-match'], etag)) {
    response.statusCode = 304;
    response.end();
    return;
  }
  response.setHeader('Content-Type', contentType);
  response.setHeader('Content-Length', body.byteLength);
  response.statusCode = 200;
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** RFC 9110, 13.1.2: a list of tags, compared weakly, or `*`. */
function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const tags = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etag);
}

const strongTag = (content: string | Buffer): string =>
  `"${createHash('sha256').update(content).digest('base64url').slice(0, 27)}"`;

/** A file never changes under its path, which holds its hash: ranges, validators and caching are `send`'s. */
function sendFile(
  mirror: ServedMirror,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  return new Promise((fulfil) => {
    response.on('close', fulfil);
    response.setHeader('Content-Type', contentTypeOf(path));
    send(request, path, {
      root: mirror.web,
      dotfiles: 'deny',
      index: false,
      immutable: true,
      maxAge: YEAR_SECONDS * 1000,
    })
      // Its own ETag is weak, and no range can be asked for with one: If-Range needs a strong tag (RFC 9110, 13.1.5).
      .on('headers', (_response: ServerResponse, _path: string, file: Stats) => {
        response.setHeader('ETag', strongTag(`${path} ${file.size} ${file.mtimeMs}`));
      })
      .on('error', (error: { readonly status?: number }) => fail(response, error.status ?? 500))
      .on('directory', () => fail(response, 404))
      .pipe(response);
  });
}

function contentTypeOf(path: string): string {
  if (path.endsWith('.metadata')) return 'text/plain; charset=utf-8';
  if (path.endsWith('.gz') || path.endsWith('.tgz')) return 'application/gzip';
  return path.endsWith('.whl') || path.endsWith('.zip') ? 'application/zip' : 'application/octet-stream';
}

function fail(response: ServerResponse, status: number): void {
  response.removeHeader('ETag');
  response.removeHeader('Cache-Control');
  if (status === 416) {
    answer(response, 416, 'The file does not have these bytes.\n');
    return;
  }
  answer(response, status === 500 ? 500 : 404, 'There is no such file here.\n');
}

/** A short answer in words. A HEAD gets the same head; Node leaves the body out by itself. */
export function answer(response: ServerResponse, status: number, text: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.statusCode = status;
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
}

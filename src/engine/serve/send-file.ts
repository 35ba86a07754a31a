import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TreeView } from '../mirror/tree-view';
import { answer, NOSNIFF } from './answer';
import { type ByteRange, readByteRange } from './byte-range';
import { evaluateConditions, mayGiveRange } from './conditions';
import { pump } from './pump';
import { openServedFile, type ServedFile } from './served-file';

/**
 * Answers with a file below `packages/`, whole or one range of it (RFC 9110). Written here because `send` has weak tags
 * only, with which a download cannot be resumed, and answers 416 to a suffix range that is longer than the file, which
 * is what uv asks of small wheels. Resolves when the answer is through, or the client has gone.
 */
export async function sendFile(
  tree: TreeView,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = await openServedFile(tree, path);
  if (file === null)
    return answer(
      response,
      404,
      `The file "${path.slice(path.lastIndexOf('/') + 1)}" is not in this mirror.\n`,
    );
  try {
    await sendOpenFile(file, contentTypeOf(path), request, response);
  } finally {
    await file.handle.close();
  }
}

async function sendOpenFile(
  file: ServedFile,
  contentType: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { headers, method } = request;
  const outcome = evaluateConditions(headers, file);
  if (outcome === 'failed') return answer(response, 412, 'The file is another one by now.\n');
  response.setHeader('X-Content-Type-Options', NOSNIFF['X-Content-Type-Options']);
  response.setHeader('ETag', file.etag);
  response.setHeader('Last-Modified', new Date(file.modifiedAtMs).toUTCString());
  response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
  response.setHeader('Accept-Ranges', 'bytes');
  if (outcome === 'not-modified') {
    response.statusCode = 304;
    response.end();
    return;
  }
  const asksForRange = method === 'GET' && mayGiveRange(headers, file);
  const range = asksForRange ? readByteRange(headers.range, file.sizeBytes) : null;
  if (range === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${file.sizeBytes}`);
    response.removeHeader('Cache-Control');
    return answer(response, 416, 'The file does not have these bytes.\n');
  }
  if (range !== null) {
    response.setHeader('Content-Range', `bytes ${range.first}-${range.last}/${file.sizeBytes}`);
  }
  const { first, last } = range ?? { first: 0, last: file.sizeBytes - 1 };
  response.statusCode = range === null ? 200 : 206;
  response.setHeader('Content-Type', contentType);
  response.setHeader('Content-Length', last - first + 1);
  if (method === 'HEAD' || last < first) response.end();
  else await stream(file, { first, last }, response);
}

/** Breaks the connection off where bytes are missing: an end would make them look complete. */
async function stream(file: ServedFile, range: ByteRange, response: ServerResponse): Promise<void> {
  try {
    await pump(file.handle, range, response);
    response.end();
  } catch {
    response.destroy();
  }
}

/** Never with a Content-Encoding: clients would unpack an sdist and find another hash. */
function contentTypeOf(path: string): string {
  if (path.endsWith('.metadata')) return 'text/plain; charset=utf-8';
  if (path.endsWith('.gz') || path.endsWith('.tgz')) return 'application/gzip';
  return path.endsWith('.whl') || path.endsWith('.zip') ? 'application/zip' : 'application/octet-stream';
}

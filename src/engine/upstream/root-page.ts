import { refuse } from '../../contract/problem';
import {
  createSimpleRootReader,
  projectOfRootLink,
  type SimpleRootReader,
  type TakeProject,
} from '../../python-packaging/simple-root-reader';
import { createTagReader } from './html-tags';
import type { HttpClient } from './http-client';
import { failure } from './http-errors';
import { ACCEPT, pageFormOf } from './simple-page-body';

/** Asks for the root page of the Simple API, and gives each project with its serial. Makes one try. */
export async function readRootPage(
  url: string,
  take: TakeProject,
  {
    client,
    nowMs,
    signal,
  }: { readonly client: HttpClient; readonly nowMs: () => number; readonly signal: AbortSignal },
): Promise<void> {
  const headers = { accept: ACCEPT, 'accept-encoding': 'gzip' };
  const response = await client.send(url, { method: 'GET', headers, decompress: true, signal });
  try {
    if (response.status !== 200) throw failure(response, nowMs());
    const contentType = response.header('content-type') ?? '';
    await readRootBody({ url: response.url, contentType, chunks: response.body }, take);
  } finally {
    response.body.destroy();
  }
}

/** PyPI's has some 40 MB and 700,000 projects. Counted after decompression. */
const LARGEST_ROOT_BYTES = 200 * 1024 * 1024;
const MOST_PROJECTS = 3_000_000;

interface RootBody {
  /** Where it came from in the end. */
  readonly url: string;
  readonly contentType: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Reads it as it comes: whole, PyPI's would be several hundred megabytes in memory. Throws a problem of upstream. */
export async function readRootBody({ url, contentType, chunks }: RootBody, take: TakeProject): Promise<void> {
  const form = pageFormOf(contentType);
  if (form === null)
    return refuse('upstream-page-invalid', { url, reason: `its content type is "${contentType}"` });
  let projects = 0;
  const count: TakeProject = (name, serial) => {
    projects += 1;
    if (projects > MOST_PROJECTS) {
      refuse('upstream-page-overfull', { url, entries: 'projects', limit: MOST_PROJECTS });
    }
    take(name, serial);
  };
  const reader = form === 'json' ? createSimpleRootReader(count) : createRootLinkReader(count);
  const decoder = new TextDecoder();
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > LARGEST_ROOT_BYTES)
      refuse('upstream-page-too-large', { url, limitBytes: LARGEST_ROOT_BYTES });
    reader.write(decoder.decode(chunk, { stream: true }));
  }
  if (!reader.end()) refuse('upstream-page-invalid', { url, reason: 'it lists no projects' });
}

const ROOT_LINKS = { tags: new Set(['a']), attributes: new Set(['href']) };

/** The same for a page in HTML (PEP 503): its links lead to the projects' folders. */
function createRootLinkReader(take: TakeProject): SimpleRootReader {
  const reader = createTagReader(ROOT_LINKS, (_, { href }) => {
    const name = href === undefined ? null : projectOfRootLink(href);
    if (name !== null) take(name, null);
  });
  return {
    write: reader.write,
    end: () => {
      reader.end();
      return true;
    },
  };
}

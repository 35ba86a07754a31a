import { ProblemError, refuse } from '../../contract/problem';
import type { NormalizedName } from '../../python-packaging/name';
import type { SimpleProject } from '../../python-packaging/simple-page';
import type { HttpClient } from './http-client';
import { failure } from './http-errors';
import { openHttpFile, readHttpSize } from './http-files';
import { readRemoteMetadata } from './read-metadata';
import { type RetryContext, withRetries } from './retry';
import { readRootPage } from './root-page';
import { ACCEPT, parsePageBody, readBodyText } from './simple-page-body';
import { createQueue, createTurns, type Turns } from './turns';
import type { CachedPage, FileStream, Index, MetadataAnswer, PageCache, ProjectAnswer } from './upstream';

export interface HttpUpstreamOptions {
  /** With a slash at its end. */
  readonly url: string;
  readonly client: HttpClient;
  readonly pageCache: PageCache;
  readonly retry: Omit<RetryContext, 'signal'>;
}

/** An index over http or https. */
export function openHttpUpstream({ url, client, pageCache, retry }: HttpUpstreamOptions): Index {
  const nowMs = retry.clock.now;
  const inTurn = createQueue();
  const largePages = createTurns();
  return {
    url,
    readProject: async (name, { signal }) => {
      const pageUrl = `${url}${name}/`;
      const reading = { client, pageCache, largePages, nowMs, signal };
      let answers404 = 0;
      const attempt = async (): Promise<ProjectAnswer> => {
        const answer = await readProjectPage(pageUrl, name, reading);
        if (answer !== 404) return answer;
        answers404 += 1;
        // Whether there is such a project decides over much: one answer may have been of a server in trouble.
        if (answers404 > 1) return { kind: 'unknown' };
        return refuse('upstream-status', { url: pageUrl, status: 404, retryAfterMs: null });
      };
      return withRetries(pageUrl, attempt, { ...retry, signal });
    },
    readSize: (fileUrl, { signal }) =>
      withRetries(fileUrl, () => readHttpSize(client, fileUrl, { nowMs, signal }), { ...retry, signal }),
    openFile: (fileUrl, { fromByte, validator, signal }) =>
      openHttpFile(client, fileUrl, { fromByte, validator, signal, nowMs }),
    readMetadata: (file, { signal }) => {
      const openFile = (fileUrl: string): Promise<FileStream> =>
        openHttpFile(client, fileUrl, { fromByte: 0, validator: null, signal, nowMs });
      const attempt = (): Promise<MetadataAnswer> =>
        readRemoteMetadata(file, { client, openFile, inTurn, nowMs, signal });
      return withRetries(file.url, attempt, { ...retry, signal });
    },
    listProjects: (take, { signal }) => readRootPage(url, take, { client, nowMs, signal }),
    close: client.close,
  };
}

interface PageReading {
  readonly client: HttpClient;
  readonly pageCache: PageCache;
  readonly largePages: Turns;
  readonly nowMs: () => number;
  readonly signal: AbortSignal;
}

async function readProjectPage(
  pageUrl: string,
  name: NormalizedName,
  { client, pageCache, largePages, nowMs, signal }: PageReading,
): Promise<ProjectAnswer | 404> {
  const known = await readKnown(pageUrl, name, pageCache);
  const headers = { accept: ACCEPT, 'accept-encoding': 'gzip', ...conditions(known) };
  const response = await client.send(pageUrl, { method: 'GET', headers, decompress: true, signal });
  if (response.status === 304 && known !== null) {
    response.body.destroy();
    return { kind: 'found', page: known.page, source: 'unchanged' };
  }
  if (response.status === 404 || response.status === 410) {
    response.body.destroy();
    return response.status === 404 ? 404 : { kind: 'unknown' };
  }
  if (response.status !== 200) {
    response.body.destroy();
    throw failure(response, nowMs());
  }
  const turn = largePages();
  try {
    const page: CachedPage = {
      requestedUrl: pageUrl,
      url: response.url,
      etag: response.header('etag'),
      lastModified: response.header('last-modified'),
      contentType: response.header('content-type') ?? '',
      body: await readBodyText(response.url, response.body, turn.wait),
    };
    const parsed = parsePageBody(name, page);
    await pageCache.write(name, page);
    return { kind: 'found', page: parsed, source: 'upstream' };
  } finally {
    response.body.destroy();
    turn.end();
  }
}

interface KnownPage {
  readonly cached: CachedPage;
  readonly page: SimpleProject;
}

/** The last answer, where it is of any use: not another upstream's, and such that it can be read. */
async function readKnown(
  pageUrl: string,
  name: NormalizedName,
  pageCache: PageCache,
): Promise<KnownPage | null> {
  const cached = await pageCache.read(name);
  if (cached === null || cached.requestedUrl !== pageUrl) return null;
  try {
    return { cached, page: parsePageBody(name, cached) };
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}

function conditions(known: KnownPage | null): Readonly<Record<string, string>> {
  if (known === null) return {};
  const { etag, lastModified } = known.cached;
  if (etag !== null) return { 'if-none-match': etag };
  return lastModified === null ? {} : { 'if-modified-since': lastModified };
}

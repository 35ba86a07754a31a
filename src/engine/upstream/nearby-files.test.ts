import type { RequestListener } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PlainServer, startPlainServer } from '../../../testing/plain-server';
import { openTestUpstream, problemFrom } from '../../../testing/upstream-fixture';
import { sha256 } from '../../../testing/wheel-builder';
import type { SimpleFile } from '../../python-packaging/simple-page';
import { type NearbyFiles, openNearbyFiles, withNearbyFiles } from './nearby-files';
import type { FileStream, Index } from './upstream';

const { signal } = new AbortController();
const CONTENT = Buffer.from('The desert bird carries water in its feathers.');
const TEXT = 'Metadata-Version: 2.1\nName: sand\nVersion: 1.0\n';

interface Asked {
  readonly url: string;
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
}

let servers: PlainServer[];
let answers: { copy: RequestListener; upstream: RequestListener };
let asked: { readonly copy: Asked[]; readonly upstream: Asked[] };
let nearby: NearbyFiles;
let index: Index;
let fileUrl: string;

async function start(name: 'copy' | 'upstream'): Promise<string> {
  const server = await startPlainServer((request, response) => {
    const { range, 'if-range': ifRange } = request.headers;
    asked[name].push({ url: request.url ?? '', range, ifRange: ifRange as string | undefined });
    answers[name](request, response);
  });
  servers.push(server);
  return server.url;
}

/** Sends a rest to whoever asks for one, whatever version was meant. */
const careless =
  (etag: string | null): RequestListener =>
  ({ headers }, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? '0');
    if (etag !== null) response.setHeader('etag', etag);
    if (from > 0)
      response.setHeader('content-range', `bytes ${from}-${CONTENT.length - 1}/${CONTENT.length}`);
    response.writeHead(from > 0 ? 206 : 200).end(CONTENT.subarray(from));
  };

async function open(fallback: boolean): Promise<void> {
  const url = `${await start('copy')}pypi`;
  nearby = openNearbyFiles({
    url,
    fallback,
    index: openTestUpstream(url),
    onGivenUp: () => undefined,
  });
  const upstreamUrl = await start('upstream');
  index = withNearbyFiles(openTestUpstream(`${upstreamUrl}simple/`), nearby);
  fileUrl = `${upstreamUrl}packages/aa/sand-1.0-py3-none-any.whl?x=1`;
}

beforeEach(async () => {
  servers = [];
  asked = { copy: [], upstream: [] };
  answers = { copy: careless('"copy"'), upstream: careless('"upstream"') };
  await open(true);
});
afterEach(async () => {
  await index.close();
  for (const server of servers) await server.close();
});

async function taken(
  stream: FileStream,
): Promise<{ readonly offset: number; readonly validator: string | null }> {
  for await (const chunk of stream.chunks) expect(chunk.byteLength).toBeGreaterThan(0);
  return { offset: stream.offset, validator: stream.validator };
}

const file = (changes: Partial<SimpleFile> = {}): SimpleFile => ({
  filename: 'sand-1.0-py3-none-any.whl',
  url: fileUrl,
  hashes: { sha256: sha256(CONTENT) },
  requiresPython: null,
  yanked: false,
  sizeBytes: null,
  uploadTime: null,
  coreMetadata: { sha256: sha256(Buffer.from(TEXT)) },
  ...changes,
});

describe('bytes from two sources', () => {
  it('come from below "packages" of the copy', async () => {
    await taken(await nearby.openFile(fileUrl, { fromByte: 0, validator: null, signal }));
    expect(asked.copy.map(({ url }) => url)).toEqual(['/pypi/packages/aa/sand-1.0-py3-none-any.whl']);
  });

  it('go on at the source that they are from, which the validator names', async () => {
    const { validator } = await taken(
      await nearby.openFile(fileUrl, { fromByte: 0, validator: null, signal }),
    );
    expect(await taken(await nearby.openFile(fileUrl, { fromByte: 9, validator, signal }))).toEqual({
      offset: 9,
      validator,
    });
    expect(asked.copy[1]).toMatchObject({ range: 'bytes=9-', ifRange: '"copy"' });
  });

  it('are not mixed where the other source has another version, even if it sends a rest', async () => {
    const { validator } = await taken(
      await nearby.openFile(fileUrl, { fromByte: 0, validator: null, signal }),
    );
    const rest = await taken(await index.openFile(fileUrl, { fromByte: 9, validator, signal }));
    expect(rest).toEqual({ offset: 0, validator: '"upstream"' });
    expect(asked.upstream.at(-1)?.range).toBeUndefined();
  });

  it('are not mixed where nothing tells the version', async () => {
    answers = { copy: careless(null), upstream: careless(null) };
    const first = await taken(await nearby.openFile(fileUrl, { fromByte: 0, validator: null, signal }));
    const rest = await taken(await index.openFile(fileUrl, { fromByte: 9, ...first, signal }));
    expect(rest.offset).toBe(0);
    expect((await taken(await nearby.openFile(fileUrl, { fromByte: 9, ...rest, signal }))).offset).toBe(0);
  });

  it('go on at the other source where it has the same version', async () => {
    answers = { copy: careless('"same"'), upstream: careless('"same"') };
    const { validator } = await taken(
      await nearby.openFile(fileUrl, { fromByte: 0, validator: null, signal }),
    );
    expect((await taken(await index.openFile(fileUrl, { fromByte: 9, validator, signal }))).offset).toBe(9);
  });
});

describe('metadata from nearby', () => {
  const text =
    (content: string): RequestListener =>
    (_, response) =>
      void response.end(content);

  it('is believed by the hash that upstream told', async () => {
    answers = { ...answers, copy: text(TEXT) };
    expect((await index.readMetadata(file(), { signal })).text).toBe(TEXT);
    expect(asked.copy.map(({ url }) => url)).toEqual([
      '/pypi/packages/aa/sand-1.0-py3-none-any.whl.metadata',
    ]);
    expect(asked.upstream).toEqual([]);
  });

  it('is asked of upstream where it is another one, or where nothing could prove it', async () => {
    answers = { copy: text('Name: evil'), upstream: text(TEXT) };
    expect((await index.readMetadata(file(), { signal })).text).toBe(TEXT);
    asked.copy.length = 0;
    const unproven = file({ coreMetadata: { sha256: null } });
    expect((await index.readMetadata(unproven, { signal })).text).toBe(TEXT);
    expect(asked.copy).toEqual([]);
  });

  it('is all there is where upstream may not stand in', async () => {
    await open(false);
    answers = { copy: text('Name: evil'), upstream: text(TEXT) };
    expect((await problemFrom(index.readMetadata(file(), { signal }))).code).toBe('file-hash-mismatch');
    const elsewhere = file({ url: 'https://files.example/sand-1.0-py3-none-any.whl' });
    expect((await problemFrom(index.readMetadata(elsewhere, { signal }))).code).toBe('upstream-unreachable');
    expect(asked.upstream).toEqual([]);
  });
});

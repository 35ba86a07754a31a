import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildZip, type ZipEntry, type ZipOptions } from '../../../testing/archive-builder';
import { type FileServer, type ServedContent, startFileServer } from '../../../testing/file-server';
import { openTestAccess } from '../../../testing/network-access';
import { openTestUpstream, problemFrom, type UpstreamFixture } from '../../../testing/upstream-fixture';
import { buildWheel, sha256 } from '../../../testing/wheel-builder';
import type { SimpleFile } from '../../python-packaging/simple-page';
import { openHttpClient } from './http-client';
import { openHttpFile } from './http-files';
import { readRemoteMetadata } from './read-metadata';
import type { MetadataAnswer } from './upstream';

const MIB = 1024 * 1024;
const FILENAME = 'sand-1.0-py3-none-any.whl';
const PATH = `/${FILENAME}`;
const METADATA = Buffer.from('Metadata-Version: 2.1\nName: sand\nVersion: 1.0\nRequires-Dist: grouse\n');
const ENTRY = { path: 'sand-1.0.dist-info/METADATA', content: METADATA };
const { signal } = new AbortController();

let files: Map<string, Buffer | ServedContent>;
let server: FileServer;
let upstream: UpstreamFixture;

beforeEach(async () => {
  files = new Map();
  server = await startFileServer((path) => files.get(path));
  upstream = openTestUpstream(`${server.url}simple/`);
});
afterEach(async () => {
  await upstream.close();
  await server.close();
});

function fileOf(coreMetadata: SimpleFile['coreMetadata'] = false): SimpleFile {
  return {
    filename: FILENAME,
    url: `${server.url}${FILENAME}`,
    hashes: {},
    requiresPython: null,
    yanked: false,
    sizeBytes: null,
    uploadTime: null,
    coreMetadata,
  };
}

const read = (coreMetadata?: SimpleFile['coreMetadata']): Promise<MetadataAnswer> =>
  upstream.readMetadata(fileOf(coreMetadata), { signal });
const paths = (): readonly string[] => server.requests.map(({ path }) => path);
const fromWheel = { source: 'wheel', text: METADATA.toString(), pyproject: null };

function serveWheel(entries: readonly ZipEntry[], options?: ZipOptions): void {
  files.set(PATH, buildZip(entries, options));
}

async function unreadable(): Promise<string> {
  const problem = await problemFrom(read());
  expect(problem).toMatchObject({ code: 'metadata-unreadable', parameters: { filename: FILENAME } });
  return problem.code === 'metadata-unreadable' ? problem.parameters.reason : '';
}

describe('metadata beside a wheel', () => {
  it.each([
    ['with its hash', sha256(METADATA)],
    ['without a hash', null],
  ])('is one request, %s', async (_, hash) => {
    files.set(`${PATH}.metadata`, METADATA);
    expect(await read({ sha256: hash })).toEqual({ ...fromWheel, source: 'metadata-file' });
    expect(paths()).toEqual([`${PATH}.metadata`]);
  });

  it('is asked for once more where its hash is another, and then refused with both', async () => {
    files.set(`${PATH}.metadata`, METADATA);
    const expected = sha256(Buffer.from('other'));
    expect(await problemFrom(read({ sha256: expected }))).toEqual({
      code: 'file-hash-mismatch',
      parameters: {
        filename: `${FILENAME}.metadata`,
        url: `${server.url}${FILENAME}.metadata`,
        algorithm: 'sha256',
        expected,
        actual: sha256(METADATA),
      },
    });
    expect(paths()).toHaveLength(2);
  });

  it('is taken where it is right the second time', async () => {
    files.set(`${PATH}.metadata`, METADATA);
    server.intercept = (_request, response) => {
      server.intercept = () => false;
      response.end('of the day before');
      return true;
    };
    expect(await read({ sha256: sha256(METADATA) })).toMatchObject({ source: 'metadata-file' });
  });

  it('comes out of the wheel where the index announces it and does not have it', async () => {
    serveWheel([ENTRY]);
    expect(await read({ sha256: sha256(METADATA) })).toEqual(fromWheel);
  });

  it('is tried again when the index is busy', async () => {
    files.set(`${PATH}.metadata`, METADATA);
    let busy = 2;
    server.intercept = (_request, response) => {
      if (busy === 0) return false;
      busy -= 1;
      response.writeHead(503).end();
      return true;
    };
    expect(await read({ sha256: null })).toMatchObject({ source: 'metadata-file' });
    expect(upstream.clock.sleeps).toHaveLength(2);
  });

  it('is refused at 16 MiB, long before its end', async () => {
    const block = Buffer.alloc(MIB, 'x');
    let sent = 0;
    server.intercept = (_request, response) => {
      response.writeHead(200);
      const send = (): void => {
        while (sent < 100 && !response.destroyed) {
          sent += 1;
          if (!response.write(block)) return;
        }
      };
      response.on('drain', send);
      send();
      return true;
    };
    const problem = await problemFrom(read({ sha256: null }));
    expect(problem).toMatchObject({ code: 'metadata-unreadable', parameters: { filename: FILENAME } });
    expect(sent).toBeLessThan(60);
  });
});

describe('the metadata of a wheel by parts', () => {
  const noise = (bytes: number): ZipEntry => ({ path: 'sand/noise.bin', content: Buffer.alloc(bytes, 7) });
  const many = (count: number): readonly ZipEntry[] =>
    Array.from({ length: count }, (_, index) => ({
      path: `sand/a/rather/long/name/${index}.py`,
      content: Buffer.from('x'),
    }));

  it.each([
    ['at the end of a large wheel', [noise(2 * MIB), ENTRY], 1],
    ['at its beginning', [ENTRY, noise(2 * MIB)], 2],
    ['in its middle', [noise(2 * MIB), ENTRY, { ...noise(MIB), path: 'sand/more.bin' }], 2],
    ['at its beginning, with a large directory', [ENTRY, ...many(20_000)], 3],
    ['at its end, with a large directory', [...many(20_000), ENTRY], 3],
    ['of a kibibyte', [ENTRY], 1],
    ['deflated', [noise(MIB), { ...ENTRY, deflated: true }], 1],
  ])('%s', async (_, entries, requests) => {
    serveWheel(entries);
    expect(await read()).toEqual(fromWheel);
    expect(paths().length).toBeLessThanOrEqual(requests);
    expect(server.requests.every(({ range }) => range !== null)).toBe(true);
  });

  it('is found in a wheel that pip installs', async () => {
    const wheel = buildWheel({ name: 'sand', version: '1.0', requires: ['grouse'], paddingBytes: MIB });
    files.set(PATH, wheel.content);
    expect((await read()).text).toBe(wheel.metadata.toString());
    expect(paths().length).toBeLessThanOrEqual(2);
  });

  it.each([
    ['zip64', { zip64: true }],
    ['a comment', { comment: 'made by hand' }],
    ['the longest comment', { comment: 'x'.repeat(65_535) }],
    ['both', { zip64: true, comment: 'made by hand' }],
  ])('is found with %s', async (_, options) => {
    serveWheel([ENTRY, noise(MIB)], options);
    expect(await read()).toEqual(fromWheel);
    expect(paths().length).toBeLessThanOrEqual(3);
  });

  it('is found with zip64 and a large directory', async () => {
    serveWheel([ENTRY, ...many(20_000)], { zip64: true });
    expect(await read()).toEqual(fromWheel);
    expect(paths()).toHaveLength(3);
  });

  it.each([
    ['is no zip', Buffer.from('<html>Sign in</html>')],
    ['is empty', Buffer.alloc(0)],
    ['ends early', buildZip([ENTRY, noise(MIB)]).subarray(0, MIB)],
    ['is text and large', Buffer.alloc(MIB, 'x')],
    ['has a directory that lies elsewhere', lostDirectory()],
  ])('is refused where the file %s', async (_, content) => {
    files.set(PATH, content);
    await unreadable();
  });

  it.each([
    ['is missing', [noise(10)], /no METADATA/],
    ['is there twice', [ENTRY, ENTRY], /more than one METADATA/],
    ['is of another project', [{ ...ENTRY, path: 'other-1.0.dist-info/METADATA' }], /does not belong/],
    ['is encrypted', [{ ...ENTRY, deflated: true, encrypted: true }], /encrypted/],
    ['has a neighbour whose name climbs', [{ ...ENTRY, path: '../../x' }, ENTRY], /relative path/],
    [
      'is larger than announced',
      [{ path: ENTRY.path, content: Buffer.alloc(100 * MIB), deflated: true, declaredBytes: 100 }],
      /too many bytes/,
    ],
    [
      'is a bomb, as announced',
      [{ path: ENTRY.path, content: Buffer.alloc(100 * MIB), deflated: true }],
      /too large/,
    ],
    [
      'is stored in more than it announces',
      [{ path: ENTRY.path, content: Buffer.alloc(100 * MIB), declaredBytes: 100 }, noise(10)],
      /size mismatch/,
    ],
    [
      'is packed into more than it announces',
      [{ path: ENTRY.path, content: randomBytes(20 * MIB), deflated: true, declaredBytes: 100 }],
      /too large/,
    ],
  ])('is refused where it %s', async (_, entries, reason) => {
    serveWheel(entries);
    const before = process.memoryUsage.rss();
    expect(await unreadable()).toMatch(reason);
    expect(process.memoryUsage.rss() - before).toBeLessThan(150 * MIB);
  });

  it('is not looked for among 300,000 files', async () => {
    serveWheel([ENTRY, ...many(300_000)], { zip64: true });
    expect(await unreadable()).toMatch(/more than 200000 files|directory is too large/);
  });
});

function lostDirectory(): Buffer {
  const content = buildZip([ENTRY]);
  content.writeUInt32LE(0x7fffffff, content.length - 6);
  return content;
}

describe('a server that does not send parts as asked', () => {
  const large = buildZip([ENTRY, { path: 'sand/noise.bin', content: Buffer.alloc(MIB, 7) }]);
  const answerRanges = (answer: FileServer['intercept']): void => {
    server.intercept = (request, response) =>
      request.headers.range !== undefined && answer(request, response);
  };
  const second = ({ headers }: IncomingMessage): boolean => headers.range?.startsWith('bytes=-') === false;
  beforeEach(() => void files.set(PATH, large));

  it.each([
    ['ignores ranges', 200],
    ['refuses them', 416],
  ])('is asked for the whole file where it %s', async (_, status) => {
    answerRanges((_request, response) => {
      response.writeHead(status).end(status === 200 ? large : undefined);
      return true;
    });
    expect(await read()).toEqual(fromWheel);
    expect(server.requests.at(-1)?.range).toBeNull();
  });

  it('is not asked for more than can be held', async () => {
    server.intercept = (_request, response) => {
      response.writeHead(200, { 'content-length': 300 * MIB }).write('PK');
      return true;
    };
    expect(await unreadable()).toMatch(/larger than 256 MiB/);
  });

  it('is asked for whole files one at a time', async () => {
    let [open, most] = [0, 0];
    server.intercept = (request, response) => {
      if (request.headers.range !== undefined) {
        response.writeHead(200).end(large);
        return true;
      }
      open += 1;
      most = Math.max(most, open);
      response.on('close', () => {
        open -= 1;
      });
      return false;
    };
    const answers = await Promise.all([read(), read(), read(), read()]);
    expect(answers).toEqual([fromWheel, fromWheel, fromWheel, fromWheel]);
    expect(most).toBe(1);
  });

  it.each([
    ['other offsets', { 'content-range': `bytes 1-65536/${large.length}` }],
    ['a part of a longer file', { 'content-range': `bytes 0-65535/${large.length + 1}` }],
    ['another ETag', { 'content-range': `bytes 0-65535/${large.length}`, etag: '"two"' }],
  ])('fails as upstream where it sends %s', async (_, headers) => {
    answerRanges((request, response) => {
      if (!second(request)) return false;
      response.writeHead(206, headers).end(large.subarray(0, 65_536));
      return true;
    });
    expect(await problemFrom(read())).toMatchObject({
      code: 'upstream-page-invalid',
      parameters: { url: `${server.url}${FILENAME}` },
    });
  });

  it('is asked anew where the file changed in between', async () => {
    let changes = 1;
    answerRanges((request) => {
      if (second(request) && changes > 0) {
        changes -= 1;
        files.set(PATH, { content: large, etag: '"two"' });
      }
      return false;
    });
    expect(await read()).toEqual(fromWheel);
    expect(upstream.clock.sleeps).toHaveLength(1);
  });

  it('is not held to an ETag that is weak', async () => {
    files.set(PATH, { content: large, etag: 'W/"one"' });
    expect(await read()).toEqual(fromWheel);
    expect(paths()).toHaveLength(2);
  });

  it('fails as upstream where a part breaks off each time', async () => {
    answerRanges((_request, response) => {
      const place = `bytes ${large.length - 100}-${large.length - 1}/${large.length}`;
      response.writeHead(206, { 'content-range': place, 'content-length': 100 }).write('short');
      response.socket?.end();
      return true;
    });
    expect((await problemFrom(read())).code).toMatch(/^upstream-(?:unreachable|body-short)$/);
  });

  it('fails as upstream where a part is shorter than its head says', async () => {
    answerRanges((_request, response) => {
      const place = `bytes ${large.length - 100}-${large.length - 1}/${large.length}`;
      response.writeHead(206, { 'content-range': place }).end('short');
      return true;
    });
    expect((await problemFrom(read())).code).toBe('upstream-body-short');
  });

  it('fails as upstream where a part is longer than its head says', async () => {
    answerRanges((_request, response) => {
      response.writeHead(206, { 'content-range': `bytes 0-9/${large.length}` }).end(large);
      return true;
    });
    expect((await problemFrom(read())).code).toBe('upstream-body-long');
  });

  it.each([
    ['before the head', false],
    ['within a part', true],
  ])('fails as stalled where it falls silent %s', async (_, afterHead) => {
    answerRanges((request, response) => {
      if (!second(request)) return false;
      if (afterHead) {
        response.writeHead(206, { 'content-range': `bytes 0-65535/${large.length}` }).write('PK');
      }
      return true;
    });
    const client = openHttpClient({
      version: 'test',
      stallTimeoutMs: 200,
      access: openTestAccess(),
      home: 'http://127.0.0.1/',
    });
    const reading = {
      client,
      openFile: (url: string) =>
        openHttpFile(client, url, { fromByte: 0, validator: null, signal, nowMs: Date.now }),
      inTurn: <Value>(work: () => Promise<Value>) => work(),
      nowMs: Date.now,
      signal,
    };
    expect((await problemFrom(readRemoteMetadata(fileOf(), reading))).code).toBe('upstream-stalled');
    await client.close();
  });

  it('can be given up while it is silent', async () => {
    const stop = new AbortController();
    answerRanges((request) => {
      if (!second(request)) return false;
      stop.abort();
      return true;
    });
    await expect(upstream.readMetadata(fileOf(), { signal: stop.signal })).rejects.toThrow(/abort/i);
  });
});

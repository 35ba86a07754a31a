import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildTarGz, buildZip } from '../../../testing/archive-builder';
import { type FileServer, startFileServer } from '../../../testing/file-server';
import { openTestUpstream, problemFrom } from '../../../testing/upstream-fixture';
import type { SimpleFile } from '../../python-packaging/simple-page';
import { readTarMetadata } from './sdist-metadata';
import type { MetadataAnswer } from './upstream';

const INFO = 'Metadata-Version: 2.2\nName: sand\nVersion: 1.0\n';
const PROJECT = '[build-system]\nrequires = ["flit"]\n';
const { signal } = new AbortController();
const unhandled: unknown[] = [];
const keep = (reason: unknown): void => void unhandled.push(reason);

beforeAll(() => void process.on('unhandledRejection', keep));
afterAll(() => void process.off('unhandledRejection', keep));
afterEach(async () => {
  // Rejections are told at the end of a turn.
  await new Promise((fulfil) => setImmediate(fulfil));
  expect(unhandled).toEqual([]);
});

interface Taken {
  bytes: number;
  closed: boolean;
}

/** Reads it as it would come over a line, and counts what was taken. */
async function read(content: Buffer, taken: Taken = { bytes: 0, closed: false }): Promise<MetadataAnswer> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let offset = 0; offset < content.length; offset += 4096) {
      const chunk = content.subarray(offset, offset + 4096);
      taken.bytes += chunk.length;
      yield chunk;
    }
  }
  const close = (): void => {
    taken.closed = true;
  };
  return readTarMetadata({ chunks: chunks(), close });
}

const noise = { name: 'sand-1.0/noise.bin', content: randomBytes(8 * 1024 * 1024) };

describe('a source distribution', () => {
  it('is read no further than needed, and its connection is given up', async () => {
    const content = await buildTarGz([
      { name: 'sand-1.0/PKG-INFO', content: INFO },
      { name: 'sand-1.0/pyproject.toml', content: PROJECT },
      noise,
    ]);
    const taken = { bytes: 0, closed: false };
    expect(await read(content, taken)).toEqual({ source: 'sdist', text: INFO, pyproject: PROJECT });
    expect(taken.bytes).toBeLessThan(512 * 1024);
    expect(taken.closed).toBe(true);
  });

  it('is read to its end where it has no pyproject.toml', async () => {
    const content = await buildTarGz([{ name: 'sand-1.0/PKG-INFO', content: INFO }, noise]);
    const taken = { bytes: 0, closed: false };
    expect(await read(content, taken)).toEqual({ source: 'sdist', text: INFO, pyproject: null });
    expect(taken.bytes).toBe(content.length);
  });

  it('may have long names and pax headers, and a dot before its folder', async () => {
    const content = await buildTarGz([
      { name: `sand-1.0/${'deep/'.repeat(60)}ä.py`, content: 'x' },
      { name: './sand-1.0/PKG-INFO', content: INFO, pax: { comment: 'made by hand' } },
    ]);
    expect((await read(content)).text).toBe(INFO);
  });

  it.each([
    ['a name that climbs', [{ name: '../PKG-INFO', content: INFO }], /no PKG-INFO/],
    ['a name at the top', [{ name: 'PKG-INFO', content: INFO }], /no PKG-INFO/],
    ['a name further down', [{ name: 'sand-1.0/a.egg-info/PKG-INFO', content: INFO }], /no PKG-INFO/],
    [
      'a symbolic link',
      [{ name: 'sand-1.0/PKG-INFO', type: 'symlink' as const, linkname: '/etc/passwd' }],
      /no PKG-INFO/,
    ],
    [
      'a hard link',
      [{ name: 'sand-1.0/PKG-INFO', type: 'link' as const, linkname: '/etc/passwd' }],
      /no PKG-INFO/,
    ],
    [
      'a huge PKG-INFO',
      [{ name: 'sand-1.0/PKG-INFO', content: Buffer.alloc(17 * 1024 * 1024) }],
      /"PKG-INFO" is too large/,
    ],
  ])('is refused for %s', async (_, entries, reason) => {
    await expect(read(await buildTarGz(entries))).rejects.toThrow(reason);
  });

  it('counts its first PKG-INFO only', async () => {
    const content = await buildTarGz([
      { name: 'sand-1.0/PKG-INFO', content: INFO },
      { name: 'other-1.0/PKG-INFO', content: 'Name: other\n' },
    ]);
    expect((await read(content)).text).toBe(INFO);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['no gzip', Buffer.from('<html>Not found</html>')],
    ['a gzip of no tar', gzipSync(randomBytes(4096))],
    ['a damaged size', gzipSync(damagedTar())],
  ])('is refused where it is %s', async (_, content) => {
    await expect(read(content)).rejects.toThrow(Error);
  });

  it('is refused where its gzip ends early, in the middle of a file or between two', async () => {
    const content = await buildTarGz([noise, { name: 'sand-1.0/PKG-INFO', content: INFO }]);
    const taken = { bytes: 0, closed: false };
    await expect(read(content.subarray(0, content.length / 2), taken)).rejects.toThrow(Error);
    expect(taken.closed).toBe(true);
  });

  it('passes on what its source throws', async () => {
    // biome-ignore lint/correctness/useYield: a source that breaks before its first byte
    async function* broken(): AsyncGenerator<Uint8Array> {
      throw new Error('the line is dead');
    }
    await expect(readTarMetadata({ chunks: broken(), close: () => undefined })).rejects.toThrow(
      'the line is dead',
    );
  });

  it('may be a bomb: it stops at a limit, in bounded memory', async () => {
    const zeros = gzipSync(Buffer.alloc(256 * 1024 * 1024));
    const header = await buildTarGz([{ name: 'sand-1.0/noise', content: randomBytes(65_536) }]);
    async function* bomb(): AsyncGenerator<Uint8Array> {
      yield header;
      for (let count = 0; count < 8; count += 1) yield zeros;
    }
    const before = process.memoryUsage.rss();
    await expect(readTarMetadata({ chunks: bomb(), close: () => undefined })).rejects.toThrow(/1 GiB/);
    expect(process.memoryUsage.rss() - before).toBeLessThan(150 * 1024 * 1024);
  });
});

function damagedTar(): Buffer {
  const header = Buffer.alloc(1024);
  header.write('sand-1.0/PKG-INFO');
  header.write('77777777777', 124);
  header.write('ustar', 257);
  return header;
}

describe('a source distribution of an index', () => {
  const files = new Map<string, Buffer>();
  let server: FileServer;
  beforeAll(async () => {
    server = await startFileServer((path) => files.get(path));
  });
  afterAll(() => server.close());

  const fileOf = (filename: string): SimpleFile => ({
    filename,
    url: `${server.url}${filename}`,
    hashes: {},
    requiresPython: null,
    yanked: false,
    sizeBytes: null,
    uploadTime: null,
    coreMetadata: false,
  });

  it('leaves no connection behind that still sends', async () => {
    const head = await buildTarGz([
      { name: 'sand-1.0/PKG-INFO', content: INFO },
      { name: 'sand-1.0/pyproject.toml', content: PROJECT },
      { name: 'sand-1.0/noise', content: randomBytes(2 * 1024 * 1024) },
    ]);
    let closed: Promise<void> = Promise.resolve();
    server.intercept = (_request, response) => {
      closed = new Promise((fulfil) => void response.on('close', fulfil));
      // The end never comes.
      response.writeHead(200).write(head.subarray(0, 1024 * 1024));
      return true;
    };
    const upstream = openTestUpstream(`${server.url}simple/`);
    try {
      const answer = await upstream.readMetadata(fileOf('sand-1.0.tar.gz'), { signal });
      expect(answer.pyproject).toBe(PROJECT);
      await closed;
    } finally {
      server.intercept = () => false;
      await upstream.close();
    }
  });

  it('is read itself where metadata stands beside it too, for what builds it stands in the archive alone', async () => {
    const content = await buildTarGz([
      { name: 'sand-1.0/PKG-INFO', content: INFO },
      { name: 'sand-1.0/pyproject.toml', content: PROJECT },
    ]);
    files.set('/sand-1.0.tar.gz', content).set('/sand-1.0.tar.gz.metadata', Buffer.from(INFO));
    const upstream = openTestUpstream(`${server.url}simple/`);
    const file = { ...fileOf('sand-1.0.tar.gz'), coreMetadata: { sha256: null } };
    expect(await upstream.readMetadata(file, { signal })).toEqual({
      source: 'sdist',
      text: INFO,
      pyproject: PROJECT,
    });
    await upstream.close();
  });

  it.each([
    ['stored', false],
    ['deflated', true],
  ])('may be a zip, %s', async (_, deflated) => {
    files.set(
      '/sand-1.0.zip',
      buildZip([
        { path: 'sand-1.0/setup.py', content: Buffer.from('x'), deflated },
        { path: 'sand-1.0/pyproject.toml', content: Buffer.from(PROJECT), deflated },
        { path: 'sand-1.0/sand.egg-info/PKG-INFO', content: Buffer.from('other'), deflated },
        { path: 'sand-1.0/PKG-INFO', content: Buffer.from(INFO), deflated },
      ]),
    );
    const upstream = openTestUpstream(`${server.url}simple/`);
    const answer = await upstream.readMetadata(fileOf('sand-1.0.zip'), { signal });
    expect(answer).toEqual({ source: 'sdist', text: INFO, pyproject: PROJECT });
    await upstream.close();
  });

  it.each([
    ['sand-1.0.tar.gz', Buffer.from('no gzip')],
    ['sand-1.0.zip', Buffer.from('no zip')],
  ])('is named where it cannot be read: %s', async (filename, content) => {
    files.set(`/${filename}`, content);
    const upstream = openTestUpstream(`${server.url}simple/`);
    const found = await problemFrom(upstream.readMetadata(fileOf(filename), { signal }));
    expect(found).toMatchObject({ code: 'metadata-unreadable', parameters: { filename } });
    await upstream.close();
  });
});

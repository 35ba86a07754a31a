import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PlainServer, startPlainServer } from '../../../testing/plain-server';
import { openTestUpstream, problemFrom, type UpstreamFixture } from '../../../testing/upstream-fixture';
import type { RunEvent } from '../../contract/run-event';
import { normalizeName } from '../../python-packaging/name';
import type { MirrorWriter } from '../mirror/mirror-writer';
import { openMirrorWriter } from '../mirror/open-mirror';
import type { PlannedFile } from '../plan/plan';
import { type DownloadOutcome, downloadFile } from './download-file';

const PATH = 'packages/aa/bb/cc/sand-1.0-py3-none-any.whl';
const CONTENT = Buffer.from('The desert bird carries water in its feathers. '.repeat(2000));
const digest = (algorithm: string, content: Buffer = CONTENT): string =>
  createHash(algorithm).update(content).digest('hex');

let directory: string;
let writer: MirrorWriter;
let server: PlainServer;
let upstream: UpstreamFixture;
let answers: RequestListener[];
let requests: { readonly range: string | undefined; readonly ifRange: string | undefined }[];

/** Answers as a good server does. */
const honest =
  (content = CONTENT, etag = '"1"'): RequestListener =>
  ({ headers }, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? '0');
    const isRest = from > 0 && [etag, undefined].includes(headers['if-range'] as string | undefined);
    const body = isRest ? content.subarray(from) : content;
    const place = isRest ? { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` } : {};
    response.writeHead(isRest ? 206 : 200, { etag, 'content-length': body.length, ...place }).end(body);
  };

/** Announces the rest of the content and breaks off after so many bytes of it. */
const cutAfter =
  (bytes: number, content = CONTENT): RequestListener =>
  ({ headers }, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? '0');
    const place =
      from > 0 ? { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` } : {};
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': content.length - from,
      etag: '"1"',
      ...place,
    });
    response.write(content.subarray(from, from + bytes), () => response.socket?.end());
  };

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sandgrouse-download-'));
  const { signal } = new AbortController();
  writer = (await openMirrorWriter(directory, { program: 'test', signal })).writer;
  answers = [];
  requests = [];
  server = await startPlainServer((request, response) => {
    const { range, 'if-range': ifRange } = request.headers;
    requests.push({ range, ifRange: ifRange as string | undefined });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    (answer ?? honest())(request, response);
  });
  upstream = openTestUpstream(server.url);
});

afterEach(async () => {
  await upstream.close();
  await server.close();
  await writer.close();
  await rm(directory, { recursive: true });
});

interface Planned {
  readonly hashes?: Readonly<Record<string, string>>;
  readonly sizeBytes?: number | null;
  readonly content?: Buffer;
}

function planned({ content = CONTENT, ...changes }: Planned): PlannedFile {
  const { hashes = { sha256: digest('sha256', content) }, sizeBytes = content.length } = changes;
  return {
    path: PATH,
    file: {
      filename: 'sand-1.0-py3-none-any.whl',
      url: `${server.url}sand-1.0-py3-none-any.whl`,
      hashes,
      requiresPython: null,
      yanked: false,
      sizeBytes,
      uploadTime: '2026-01-02T03:04:05Z',
      coreMetadata: false,
    },
    version: '1.0',
    sizeBytes,
    present: false,
    reason: { kind: 'required', line: 1, requirement: 'sand' },
  };
}

function download(
  changes: Planned = {},
  signal = new AbortController().signal,
  onEvent: (event: RunEvent) => void = () => undefined,
): Promise<DownloadOutcome> {
  const emit = (event: RunEvent): void => {
    upstream.retry.emit(event);
    onEvent(event);
  };
  const retry = { ...upstream.retry, emit, signal };
  return downloadFile({
    upstream,
    nearby: null,
    writer,
    project: normalizeName('sand'),
    planned: planned(changes),
    retry,
  });
}

/** The first bytes come, the rest is waited for in vain, and the run is paused. */
function downloadAndStop(changes: Planned): Promise<DownloadOutcome> {
  const stop = new AbortController();
  answers = [
    (_request, response) => {
      response.writeHead(200, { 'content-length': CONTENT.length, etag: '"1"' });
      response.write(CONTENT.subarray(0, 30_000));
    },
  ];
  return download(changes, stop.signal, (event) => {
    if (event.type === 'file-progressed') stop.abort('pause');
  });
}

const stored = {
  kind: 'stored',
  stored: { path: PATH, sizeBytes: CONTENT.length, sha256: digest('sha256') },
};
const typesOf = (events: readonly RunEvent[]): readonly string[] => [
  ...new Set(events.map((event) => event.type)),
];
const partialFiles = () => readdir(join(directory, '.sandgrouse/partial'));
const fileHere = () => readFile(join(directory, 'web', PATH)).catch(() => null);

describe('a file that comes', () => {
  it('is stored whole, with the time of its upload', async () => {
    expect(await download()).toEqual(stored);
    expect(await fileHere()).toEqual(CONTENT);
    expect((await stat(join(directory, 'web', PATH))).mtimeMs).toBe(Date.parse('2026-01-02T03:04:05Z'));
    expect(typesOf(upstream.events)).toEqual(['file-started', 'file-progressed', 'file-finished']);
    expect(await partialFiles()).toEqual([]);
  });

  it('counts every byte once, however often it broke off', async () => {
    answers = [cutAfter(10_000), cutAfter(10_000), honest()];
    expect(await download()).toEqual(stored);
    expect(requests).toEqual([
      { range: undefined, ifRange: undefined },
      { range: 'bytes=10000-', ifRange: '"1"' },
      { range: 'bytes=20000-', ifRange: '"1"' },
    ]);
    const bytes = upstream.events.map((event) => (event.type === 'file-progressed' ? event.bytes : 0));
    expect(bytes.reduce((sum, value) => sum + value, 0)).toBe(CONTENT.length);
  });

  it('goes on in a later run where an earlier one was stopped', async () => {
    await expect(downloadAndStop({})).rejects.toBe('pause');
    expect(await fileHere()).toBeNull();
    answers = [honest()];
    expect(await download()).toEqual(stored);
    const [, { range, ifRange } = {}] = requests;
    const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1]);
    expect(from).toBeGreaterThan(0);
    expect(ifRange).toBe('"1"');
    const started = upstream.events.filter((event) => event.type === 'file-started');
    expect(started.map((event) => event.resumedFromBytes)).toEqual([0, from]);
  });

  it('begins anew where upstream changed it meanwhile', async () => {
    const older = Buffer.from(CONTENT.toString().toUpperCase());
    answers = [cutAfter(10_000, older), honest(CONTENT, '"2"')];
    expect(await download()).toEqual(stored);
    expect(upstream.events).toContainEqual({ type: 'file-restarted', path: PATH, bytesLost: 10_000 });
    expect(requests).toHaveLength(2);
  });

  it('may be lied about once', async () => {
    answers = [honest(Buffer.from(CONTENT.toString().toUpperCase())), honest()];
    expect(await download()).toEqual(stored);
    expect(upstream.events).toContainEqual({ type: 'file-restarted', path: PATH, bytesLost: CONTENT.length });
  });

  it('may be large and come over a bad line: what moves on is not given up', async () => {
    const content = Buffer.alloc(9 * 1024 * 1024, 'sand');
    answers = [cutAfter(1024 * 1024, content)];
    expect(await download({ content })).toMatchObject({
      kind: 'stored',
      stored: { sizeBytes: content.length },
    });
    expect(requests.length).toBeGreaterThan(6);
  });

  it('may have no size, no hash, and no bytes', async () => {
    answers = [honest(Buffer.alloc(0))];
    expect(await download({ hashes: {}, sizeBytes: null })).toMatchObject({
      kind: 'stored',
      stored: { sizeBytes: 0 },
    });
  });
});

describe('a file that has no sha256 upstream', () => {
  it.each(['md5', 'sha1', 'sha384', 'sha512'])('is checked by %s, broken off or not', async (algorithm) => {
    answers = [cutAfter(10_000), honest()];
    expect(await download({ hashes: { [algorithm]: digest(algorithm) } })).toEqual(stored);
    expect(requests.map((request) => request.range)).toEqual([undefined, 'bytes=10000-']);
  });

  it('is refused where that hash is wrong', async () => {
    const hashes = { md5: digest('md5', Buffer.from('other')) };
    expect(await download({ hashes })).toMatchObject({
      kind: 'failed',
      problem: { code: 'file-hash-mismatch', parameters: { algorithm: 'md5', actual: digest('md5') } },
    });
  });

  it('is checked by the strongest there is', async () => {
    const hashes = { md5: digest('md5'), sha512: digest('sha512', Buffer.from('other')) };
    expect(await download({ hashes })).toMatchObject({
      problem: { code: 'file-hash-mismatch', parameters: { algorithm: 'sha512' } },
    });
  });

  it('begins anew in a later run, for its hash has to see every byte', async () => {
    const hashes = { md5: digest('md5') };
    await expect(downloadAndStop({ hashes })).rejects.toBe('pause');
    answers = [honest()];
    expect(await download({ hashes })).toEqual(stored);
    expect(requests[1]).toEqual({ range: undefined, ifRange: undefined });
  });
});

describe('a file that does not come', () => {
  it.each<readonly [string, RequestListener, object, number]>([
    [
      'has a wrong hash',
      honest(Buffer.from(CONTENT.toString().toUpperCase())),
      { code: 'file-hash-mismatch', parameters: { expected: digest('sha256') } },
      2,
    ],
    [
      'announces another size',
      honest(CONTENT.subarray(1)),
      { code: 'file-size-mismatch', parameters: { actualBytes: CONTENT.length - 1 } },
      2,
    ],
    [
      'is longer than it should be',
      (_request, response) => response.writeHead(200).end(Buffer.concat([CONTENT, CONTENT])),
      { code: 'file-size-mismatch' },
      2,
    ],
    ['breaks off again and again', cutAfter(100), { code: 'upstream-body-short' }, 6],
    [
      'is not there',
      (_request, response) => response.writeHead(404).end(),
      { code: 'upstream-status', parameters: { status: 404 } },
      2,
    ],
  ])(
    'because it %s is named with its cause, and leaves nothing behind',
    async (_what, answer, problem, tries) => {
      answers = [answer];
      expect(await download()).toMatchObject({ kind: 'failed', problem });
      expect(upstream.events.at(-1)).toMatchObject({ type: 'file-failed', path: PATH, problem });
      expect(requests).toHaveLength(tries);
      expect(await fileHere()).toBeNull();
      expect(await partialFiles()).toEqual([]);
    },
  );

  it('is not counted: every byte that was reported is taken back', async () => {
    answers = [cutAfter(10_000), (_request, response) => response.writeHead(403).end()];
    await download();
    const balance = upstream.events.map((event) => {
      if (event.type === 'file-progressed') return event.bytes;
      return event.type === 'file-restarted' ? -event.bytesLost : 0;
    });
    expect(balance.reduce((sum, value) => sum + value, 0)).toBe(0);
  });

  it('is not read to an end that never comes', async () => {
    answers = [
      (_request, response) => {
        response.writeHead(200);
        const more = (): void => {
          if (!response.destroyed) response.write(CONTENT, () => setImmediate(more));
        };
        more();
      },
    ];
    expect(await download()).toMatchObject({ problem: { code: 'file-size-mismatch' } });
    await expect.poll(() => server.countConnections()).toBe(0);
  });
});

describe('what ends more than one file', () => {
  it('is the disk: its problem is thrown', async () => {
    await rm(join(directory, 'web'), { recursive: true });
    await writeFile(join(directory, 'web'), 'a file where the tree should be');
    expect((await problemFrom(download())).code).toMatch(/^disk-/);
    expect(typesOf(upstream.events)).not.toContain('file-failed');
  });
});

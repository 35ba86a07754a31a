import { createHash } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleepFor } from 'node:timers/promises';
import { buildWheel } from '../../testing/wheel-builder';
import {
  createSyntheticUniverse,
  filenamesOf,
  metadataOf,
  type SyntheticRelease,
  type UniverseShape,
} from './synthetic-universe';

const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';

interface Answer {
  readonly type: string;
  readonly body: Buffer;
  readonly etag: string;
}

/**
 * Serves a synthetic universe as a Simple API with metadata files, each answer after a delay, and tells on standard output
 * its address, then a line for each request: its time and its path. Runs until its standard input closes.
 */
export async function serveSyntheticIndex(shape: UniverseShape, delayMs: number): Promise<void> {
  const answers = createAnswers(shape);
  const server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/');
    process.stdout.write(`${Date.now()} ${path}\n`);
    const answer = answers(path);
    void sleepFor(delayMs).then(() => send(response, answer, request.headers['if-none-match']));
  });
  process.stdin.resume().on('end', () => process.exit());
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((fulfil) => server.listen(0, '127.0.0.1', fulfil));
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/simple/\n`);
}

function send(response: ServerResponse, answer: Answer | null, known: string | undefined): void {
  if (answer === null) {
    response.writeHead(404).end();
    return;
  }
  const { type, body, etag } = answer;
  const isUnchanged = known === etag;
  response.writeHead(isUnchanged ? 304 : 200, {
    'content-type': type,
    etag,
    'cache-control': type === JSON_TYPE ? 'max-age=0' : 'max-age=31536000, immutable',
    ...(isUnchanged ? {} : { 'content-length': body.length }),
  });
  response.end(isUnchanged ? undefined : body);
}

function createAnswers(shape: UniverseShape): (path: string) => Answer | null {
  const universe = createSyntheticUniverse(shape);
  const files = new Map<string, { readonly name: string; readonly release: SyntheticRelease }>();
  for (const [name, releases] of universe) {
    for (const release of releases) {
      for (const filename of filenamesOf(name, release)) files.set(filename, { name, release });
    }
  }
  const known = new Map<string, Answer | null>();
  const make = (path: string): Answer | null => {
    const [, project] = /^\/simple\/([^/]+)\/$/.exec(path) ?? [];
    if (project !== undefined) {
      const releases = universe.get(project);
      return releases === undefined ? null : answerOf(JSON_TYPE, pageOf(project, releases));
    }
    const [, filename = '', metadata] = /^\/files\/([^/]+?)(\.metadata)?$/.exec(path) ?? [];
    const file = files.get(filename);
    if (file === undefined) return null;
    const { name, release } = file;
    if (metadata !== undefined)
      return answerOf('application/octet-stream', Buffer.from(metadataOf(name, release)));
    const tag = filename
      .replace(/\.whl$/, '')
      .split('-')
      .slice(2)
      .join('-');
    const { content } = buildWheel({ ...release, name, tag });
    return answerOf('application/octet-stream', content);
  };
  return (path) => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const answer = make(path);
    known.set(path, answer);
    return answer;
  };
}

function pageOf(name: string, releases: readonly SyntheticRelease[]): Buffer {
  const files = releases.flatMap((release) => {
    const metadata = createHash('sha256').update(metadataOf(name, release)).digest('hex');
    return filenamesOf(name, release).map((filename) => ({
      filename,
      url: `../../files/${filename}`,
      hashes: {},
      'requires-python': release.requiresPython,
      'core-metadata': { sha256: metadata },
      'dist-info-metadata': { sha256: metadata },
      size: 1000,
    }));
  });
  const versions = releases.map(({ version }) => version);
  return Buffer.from(JSON.stringify({ meta: { 'api-version': '1.1' }, name, versions, files }));
}

function answerOf(type: string, body: Buffer): Answer {
  return { type, body, etag: `"${createHash('sha256').update(body).digest('hex').slice(0, 20)}"` };
}

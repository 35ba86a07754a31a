import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';

export interface ListShape {
  readonly projects: number;
  readonly filesEach: number;
}

export const projectName = (number: number): string => `project-${number.toString(36)}-of-the-desert`;
/** No two alike, and of the size of PyPI's. */
export const serialOf = (number: number): number => 10_000_000 + number * 37;

/** Serves an index of which every page is made when it is asked for; prints its address. Ends when it is killed. */
export async function serveListIndex({ projects, filesEach }: ListShape): Promise<void> {
  const list = Array.from({ length: projects }, (_, number) => ({
    '_last-serial': serialOf(number),
    name: projectName(number),
  }));
  const root = gzipSync(
    JSON.stringify({ meta: { '_last-serial': 99_999_999, 'api-version': '1.4' }, projects: list }),
  );
  list.length = 0;
  const server = createServer((request, response) => {
    const name = /^\/simple\/([^/]+)\/$/.exec(request.url ?? '')?.[1];
    response.setHeader('content-type', JSON_TYPE);
    if (name === undefined) response.setHeader('content-encoding', 'gzip').end(root);
    else response.end(pageOf(name, filesEach));
  });
  await new Promise<void>((fulfil) => {
    server.listen(0, '127.0.0.1', fulfil);
  });
  process.stdin.on('end', () => process.exit(0)).resume();
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/simple/`);
}

function pageOf(name: string, filesEach: number): string {
  const module = name.replaceAll('-', '_');
  const files = Array.from({ length: filesEach }, (_, minor) => {
    const filename = `${module}-1.${minor}-py3-none-any.whl`;
    const sha256 = createHash('sha256').update(filename).digest('hex');
    return {
      filename,
      url: `/packages/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256.slice(4)}/${filename}`,
      hashes: { sha256 },
      size: 100_000 + minor,
      'requires-python': '>=3.8',
      'upload-time': '2026-01-02T03:04:05.000000Z',
      'core-metadata': { sha256 },
    };
  });
  const versions = files.map((_, minor) => `1.${minor}`);
  return JSON.stringify({ meta: { 'api-version': '1.4' }, name, versions, files });
}

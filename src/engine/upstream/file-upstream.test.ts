import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPlainServer } from '../../../testing/plain-server';
import { openTestUpstream, problemFrom, type UpstreamFixture } from '../../../testing/upstream-fixture';
import { normalizeName } from '../../python-packaging/name';
import type { SimpleFile } from '../../python-packaging/simple-page';
import type { FileStream } from './upstream';

const { signal } = new AbortController();
let folder: string;
let upstream: UpstreamFixture;

beforeEach(async () => {
  // A space and a percent sign have to survive the way from a path to an address and back.
  folder = await mkdtemp(join(tmpdir(), 'sand grouse 100%-'));
  await mkdir(join(folder, 'simple'));
  upstream = openTestUpstream(pathToFileURL(join(folder, 'simple')).href);
});

afterEach(async () => {
  await upstream.close();
  await rm(folder, { recursive: true });
});

async function write(path: string, content: string): Promise<string> {
  const whole = join(folder, path);
  await mkdir(dirname(whole), { recursive: true });
  await writeFile(whole, content);
  return whole;
}

async function filesOf(project: string): Promise<readonly SimpleFile[] | 'unknown'> {
  const answer = await upstream.readProject(normalizeName(project), { signal });
  return answer.kind === 'found' ? answer.page.files : 'unknown';
}

const open = (url: string, fromByte = 0, validator: string | null = null): Promise<FileStream> =>
  upstream.openFile(url, { fromByte, validator, signal });

async function textOf({ chunks }: FileStream): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString();
}

const LINK = '<a href="../../files/sand%20box-1.0+local.whl#sha256=00ff">sand</a>';

describe('a project in a tree of files', () => {
  it('is read from its HTML page, with links to files beside the tree', async () => {
    await write('simple/sand/index.html', LINK);
    const url = pathToFileURL(join(folder, 'files/sand box-1.0+local.whl')).href;
    expect(await filesOf('sand')).toMatchObject([
      { filename: 'sand box-1.0+local.whl', url: url, hashes: { sha256: '00ff' } },
    ]);
  });

  it('is read from its JSON page where there is one', async () => {
    await write('simple/sand/index.html', LINK);
    const file = { filename: 'a.whl', url: 'a.whl', hashes: {}, size: 12 };
    await write(
      'simple/sand/index.v1_json',
      JSON.stringify({ meta: { 'api-version': '1.1' }, name: 'sand', files: [file] }),
    );
    expect(await filesOf('sand')).toMatchObject([{ filename: 'a.whl', sizeBytes: 12 }]);
  });

  it('is found where its folder is not written in the normalised way, and by that way first', async () => {
    await write('simple/Sand_Box/index.html', '<a href="old.whl">old</a>');
    expect(await filesOf('sand-box')).toMatchObject([{ filename: 'old.whl' }]);
    await upstream.close();
    upstream = openTestUpstream(pathToFileURL(join(folder, 'simple')).href);
    await write('simple/sand-box/index.html', '<a href="new.whl">new</a>');
    await write('simple/sand.box/index.html', '<a href="old.whl">old</a>');
    expect(await filesOf('sand-box')).toMatchObject([{ filename: 'new.whl' }]);
  });

  it('is unknown where there is no folder, or no page in it', async () => {
    await mkdir(join(folder, 'simple/empty'));
    expect(await filesOf('sand')).toBe('unknown');
    expect(await filesOf('empty')).toBe('unknown');
  });

  it('cannot be read where the tree itself is not there', async () => {
    await rm(join(folder, 'simple'), { recursive: true });
    expect(await problemFrom(filesOf('sand'))).toMatchObject({
      code: 'upstream-unreachable',
      parameters: { url: upstream.url, cause: 'there is no such file or folder' },
    });
  });

  it('is refused by name where its page is damaged', async () => {
    const path = await write('simple/sand/index.v1_json', '{');
    expect(await problemFrom(filesOf('sand'))).toMatchObject({
      code: 'upstream-page-invalid',
      parameters: { url: pathToFileURL(path).href },
    });
  });
});

describe('a file in a tree', () => {
  it('is opened from a byte on, and its size is known', async () => {
    const url = pathToFileURL(await write('files/a b+c.whl', '0123456789')).href;
    const whole = await open(url);
    expect(whole).toMatchObject({ offset: 0, totalBytes: 10 });
    expect(await textOf(whole)).toBe('0123456789');
    const rest = await open(url, 4, whole.validator);
    expect(rest.offset).toBe(4);
    expect(await textOf(rest)).toBe('456789');
    expect(await upstream.readSize(url, { signal })).toBe(10);
  });

  it('that was replaced meanwhile begins anew', async () => {
    const path = await write('files/a.whl', '0123456789');
    const { validator } = await open(pathToFileURL(path).href);
    await writeFile(path, 'abcdefghij');
    await utimes(path, 1_000_000, 1_000_000);
    const stream = await open(pathToFileURL(path).href, 4, validator);
    expect(stream.offset).toBe(0);
    expect(await textOf(stream)).toBe('abcdefghij');
  });

  it.each([
    ['is missing', 'file:///no/such/file.whl', 'no such file'],
    ['is on another computer', 'file://server/share/a.whl', 'no path'],
    ['has a slash in its name', 'file:///a%2Fb.whl', 'no path'],
    ['has a zero byte in its name', 'file:///a%00b.whl', 'no path'],
    ['is a folder', pathToFileURL(tmpdir()).href, 'not a file'],
  ])('that %s cannot be had, and that is told at once', async (_what, url, word) => {
    const problem = await problemFrom(open(url));
    expect(problem).toMatchObject({ code: 'upstream-unreachable', parameters: { url } });
    expect(JSON.stringify(problem)).toContain(word);
  });

  it('may also be on the web', async () => {
    const server = await startPlainServer((_request, response) => response.end('from the web'));
    expect(await textOf(await open(`${server.url}a.whl`))).toBe('from the web');
    await server.close();
  });
});

import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FileServer, startFileServer } from '../../../testing/file-server';
import { openTestUpstream, problemFrom, type UpstreamFixture } from '../../../testing/upstream-fixture';
import { readRootBody } from './root-page';

const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';
const MIB = 1024 * 1024;
const { signal } = new AbortController();
const url = 'https://example.org/simple/';

async function read(body: string, contentType = JSON_TYPE): Promise<ReadonlyMap<string, number | null>> {
  const serials = new Map<string, number | null>();
  const chunks = partsOf(Buffer.from(body));
  await readRootBody({ url, contentType, chunks }, (name, serial) => serials.set(name, serial));
  return serials;
}
const parse = async (body: string, contentType = JSON_TYPE): Promise<readonly string[]> =>
  [...(await read(body, contentType)).keys()].sort();

/** As it comes over a line: letters and tags are cut through anywhere. */
async function* partsOf(content: Buffer): AsyncGenerator<Uint8Array> {
  const length = content.length > 10_000 ? 16_384 : 5;
  for (let start = 0; start < content.length; start += length) yield content.subarray(start, start + length);
}

describe('a root page', () => {
  it('is a list of names, sorted and once each', async () => {
    const projects = [{ name: 'Sand_Grouse' }, { name: 'zebra' }, { name: 'sand.grouse' }, { name: 'ant' }];
    expect(await parse(JSON.stringify({ meta: {}, projects }))).toEqual(['ant', 'sand-grouse', 'zebra']);
  });

  it('tells the last change of each project, where it has one that is a number', async () => {
    const projects = [
      { name: 'ant', '_last-serial': 31_234_567 },
      { '_last-serial': 7, name: 'bee' },
      { name: 'cat' },
      { name: 'dog', '_last-serial': null },
      { name: 'elk', '_last-serial': 1.5 },
      { name: 'fox', '_last-serial': '12' },
      { name: 'gnu', more: { '_last-serial': 3 } },
      { name: 'hen', '_last-serial': 1e300 },
    ];
    expect([...(await read(JSON.stringify({ meta: { '_last-serial': 9 }, projects }, null, 1)))]).toEqual([
      ['ant', 31_234_567],
      ['bee', 7],
      ...['cat', 'dog', 'elk', 'fox', 'gnu', 'hen'].map((name) => [name, null]),
    ]);
  });

  it('may be HTML, with links of all forms', async () => {
    const links = [
      'ant/',
      '/simple/bee/',
      'https://example.org/simple/Cat_Fish/?x#y',
      'dog',
      '../',
      '',
      '//',
    ];
    const body = links.map((href) => `<a href="${href}">x</a>`).join('\n');
    expect(await parse(`${body}<a>none</a>`, 'text/html')).toEqual(['ant', 'bee', 'cat-fish', 'dog']);
  });

  it('passes over what is no name', async () => {
    const projects = [null, 7, 'ant', [], {}, { name: 7 }, { name: '' }, { name: '../x' }, { name: 'é' }];
    expect(await parse(JSON.stringify({ projects: [...projects, { name: 'bee' }] }))).toEqual(['bee']);
  });

  it.each(['', 'null', '[]', '{"projects":{}}', '{"projects":[', '{"name":"sand"}', '['.repeat(100_000)])(
    'is refused where it is "%.30s"',
    async (body) => {
      const problem = await problemFrom(parse(body));
      expect(problem).toMatchObject({ code: 'upstream-page-invalid', parameters: { url } });
    },
  );

  it('is read in a moment where a link or a name is made to be slow', async () => {
    const long = 'a'.repeat(2 * MIB);
    const before = performance.now();
    expect(
      await parse(`<a href="${long}//">x</a><a href="${'/'.repeat(2 * MIB)}x!">y</a>`, 'text/html'),
    ).toEqual([]);
    expect(
      await parse(JSON.stringify({ projects: [{ name: `${long}-` }, { name: `${'a-'.repeat(MIB)}!` }] })),
    ).toEqual([]);
    expect(performance.now() - before).toBeLessThan(1000);
  });
});

describe('a root page that comes byte by byte', () => {
  it.each([
    ['JSON', JSON_TYPE, `{"meta":{},"projects":[${'{"name":"sand"},'.repeat(20_000)}{"name":"stone"}]}`],
    ['HTML', 'text/html', '<a href="sand/">sand</a>\n'.repeat(12_000)],
  ])('in %s is read in a moment', async (_form, contentType, body) => {
    const bytes = Buffer.from(body);
    async function* chunks(): AsyncGenerator<Uint8Array> {
      for (let start = 0; start < bytes.length; start += 1) yield bytes.subarray(start, start + 1);
    }
    let given = 0;
    const startedMs = performance.now();
    await readRootBody({ url, contentType, chunks: chunks() }, () => {
      given += 1;
    });
    expect(given).toBeGreaterThan(11_000);
    // Wide of what it takes on an idle computer: some 0.2 s. It took 20 s where each part was looked at by itself.
    expect(performance.now() - startedMs).toBeLessThan(4000);
  });
});

describe('a root page over the net', () => {
  let answer: Buffer;
  let headers: Record<string, string>;
  let server: FileServer;
  let upstream: UpstreamFixture;
  beforeEach(async () => {
    headers = { 'content-type': JSON_TYPE };
    server = await startFileServer(() => undefined);
    server.intercept = (_request, response) => {
      response.writeHead(200, headers).end(answer);
      return true;
    };
    upstream = openTestUpstream(`${server.url}simple/`);
  });
  afterEach(async () => {
    await upstream.close();
    await server.close();
  });

  it('may have 700,000 names', async () => {
    const projects = Array.from({ length: 700_000 }, (_, index) => ({
      '_last-serial': 30_000_000 + index,
      name: `project-${(index * 7919) % 700_000}-of-somebody`,
    }));
    answer = gzipSync(JSON.stringify({ meta: { 'api-version': '1.3' }, projects }), { level: 1 });
    headers['content-encoding'] = 'gzip';
    const startedMs = performance.now();
    let given = 0;
    await upstream.listProjects(
      () => {
        given += 1;
      },
      { signal },
    );
    expect(given).toBe(700_000);
    // Wide of what it takes on an idle computer: some 1.2 s.
    expect(performance.now() - startedMs).toBeLessThan(5000);
  });

  it('that unpacks to no end is given up', async () => {
    answer = gzipSync(Buffer.alloc(220 * MIB, ' '));
    headers['content-encoding'] = 'gzip';
    expect(await problemFrom(upstream.listProjects(() => undefined, { signal }))).toMatchObject({
      code: 'upstream-page-too-large',
    });
  });

  it('that is none is named', async () => {
    server.intercept = () => false;
    expect(await problemFrom(upstream.listProjects(() => undefined, { signal }))).toMatchObject({
      code: 'upstream-status',
      parameters: { status: 404 },
    });
  });
});

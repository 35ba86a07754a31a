import { spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildWheel } from '../../../testing/wheel-builder';
import { NOT_SHARED, type ServedRequest, type Sharing } from '../../contract/sharing';
import { SYSTEM_CLOCK } from '../files/clock';
import { listReachableAddresses } from './listen/reachable-hosts';
import { type MirrorServer, startMirrorServer } from './mirror-server';
import { pathOfWheel, writeMirror } from './testing/write-mirror';

const SAND = buildWheel({ name: 'sand', version: '1.0' });
const signal = new AbortController().signal;
let folder: string;
let server: MirrorServer;
let requests: ServedRequest[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandgrouse-share-'));
  await mkdir(join(folder, 'mirror'));
  await writeMirror(join(folder, 'mirror'), [{ name: 'sand', files: [{ wheel: SAND }] }]);
  requests = [];
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function share(sharing: Partial<Sharing>): Promise<void> {
  server = await startMirrorServer({
    directories: [join(folder, 'mirror')],
    port: null,
    network: {
      sharing: { ...NOT_SHARED, ...sharing },
      dataDirectory: join(folder, 'data'),
      clock: SYSTEM_CLOCK,
      signal,
    },
    onRequest: (request) => requests.push(request),
  });
}

interface Ask {
  readonly headers?: Record<string, string>;
  readonly ca?: Buffer;
}

function ask(url: string, { headers = {}, ca }: Ask = {}): Promise<number> {
  const begin = url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((fulfil, reject) => {
    const asked = begin(url, { headers, agent: false, ...(ca === undefined ? {} : { ca }) }, (response) => {
      response.resume();
      response.on('end', () => fulfil(response.statusCode ?? 0));
    });
    asked.on('error', reject);
    asked.end();
  });
}

const [reachable] = listReachableAddresses();
const page = (host: string, scheme = 'http'): string => `${scheme}://${host}:${server.port}/simple/sand/`;

describe('a server', () => {
  it('is on this computer alone unless it is told otherwise', async () => {
    await share({});
    expect(server.addresses[0]?.sharedUrls).toEqual([]);
    expect(await ask(page('127.0.0.1'))).toBe(200);
    const others = Object.values(networkInterfaces()).flatMap((all = []) =>
      all.filter((one) => !one.internal),
    );
    for (const { address, family } of others) {
      if (family === 'IPv4') await expect(ask(page(address))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    }
  });

  it('that is shared answers to the addresses and names of its computer, and to no other name', async () => {
    await share({ reach: 'network', names: ['pypi.lab'] });
    expect(server.addresses[0]?.sharedUrls[0]).toBe(`http://pypi.lab:${server.port}/simple/`);
    const asked = (host: string) => ask(page('127.0.0.1'), { headers: { host } });
    expect(await asked('pypi.lab:80')).toBe(200);
    expect(await asked('192.0.2.1')).toBe(200);
    expect(await asked('evil.example')).toBe(421);
    if (reachable !== undefined) expect(await ask(page(reachable.host))).toBe(200);
  });

  it('tells of each request who asked for what', async () => {
    await share({});
    const [sent] = [SAND.content.length];
    await ask(page('127.0.0.1'), { headers: { 'user-agent': 'pip/26.2\u00ad' } });
    await ask(`http://127.0.0.1:${server.port}/${pathOfWheel(SAND)}`);
    await ask(`http://127.0.0.1:${server.port}/nothing`);
    expect(requests).toMatchObject([
      { client: '127.0.0.1', project: 'sand', isFile: false, status: 200, userAgent: 'pip/26.2�' },
      { mirror: join(folder, 'mirror'), project: 'sand', isFile: true, status: 200 },
      { project: null, status: 404 },
    ]);
    expect(requests[1]?.bytes).toBeGreaterThan(sent);
  });
});

describe('a server over https', () => {
  it('is believed by who has the authority, by all of its names, and by nobody else', async () => {
    await share({ reach: 'network', names: ['pypi.lab'], encryption: { kind: 'made' } });
    expect(server.indexUrl).toMatch(/^https:/);
    const ca = await readFile(server.certificate?.authorityPath ?? '');
    expect(await ask(page('127.0.0.1', 'https'), { ca })).toBe(200);
    expect(await ask(page('localhost', 'https'), { ca })).toBe(200);
    await expect(ask(page('127.0.0.1', 'https'))).rejects.toThrow(/certificate/);
    await expect(ask(page('127.0.0.1', 'http'))).rejects.toThrow();
    expect(await ask(page('127.0.0.1', 'https'), { ca })).toBe(200);
  });

  it('ends at once, also while somebody has connected and says nothing', { timeout: 10_000 }, async () => {
    await share({ encryption: { kind: 'made' } });
    const silent = connect(server.port, '127.0.0.1');
    silent.on('error', () => undefined);
    await new Promise((fulfil) => silent.once('connect', fulfil));
    const ca = await readFile(server.certificate?.authorityPath ?? '');
    expect(await ask(page('localhost', 'https'), { ca })).toBe(200);
    await server.close();
  });

  const python = spawnSync('python3', ['-c', 'import ssl']).status === 0;
  it.skipIf(!python)('is believed by Python at its strictest', async () => {
    await share({ encryption: { kind: 'made' } });
    const program = [
      'import ssl, sys, socket',
      'context = ssl.create_default_context(cafile=sys.argv[1])',
      'context.verify_flags |= ssl.VERIFY_X509_STRICT',
      'with socket.create_connection(("127.0.0.1", int(sys.argv[2]))) as plain:',
      '    with context.wrap_socket(plain, server_hostname="127.0.0.1") as wrapped:',
      '        print(wrapped.version())',
    ].join('\n');
    const child = spawn('python3', [
      '-c',
      program,
      server.certificate?.authorityPath ?? '',
      String(server.port),
    ]);
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => (said += data.toString()));
    await new Promise((fulfil) => child.on('close', fulfil));
    expect(said).toMatch(/^TLSv1\.[23]\s*$/);
  });
});

describe('a server with a password', () => {
  const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });

  it('asks for it, and answers who has it', async () => {
    await share({ access: { user: 'ada', secret: 'sand-and-water' } });
    expect(await ask(page('127.0.0.1'))).toBe(401);
    expect(await ask(page('127.0.0.1'), { headers: basic('ada:other') })).toBe(401);
    expect(await ask(page('127.0.0.1'), { headers: basic('ada:sand-and-water') })).toBe(200);
    expect(await ask(`http://127.0.0.1:${server.port}/${pathOfWheel(SAND)}`)).toBe(401);
  });

  it('lets nobody guess for long', async () => {
    await share({ access: { user: null, secret: 'sand-and-water' } });
    const answers: number[] = [];
    for (let guess = 0; guess < 32; guess += 1) {
      answers.push(await ask(page('127.0.0.1'), { headers: basic(`x:${guess}`) }));
    }
    expect(answers.filter((status) => status === 401)).toHaveLength(30);
    expect(answers.at(-1)).toBe(429);
  });
});

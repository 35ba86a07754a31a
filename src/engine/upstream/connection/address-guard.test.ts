import { afterEach, describe, expect, it } from 'vitest';
import { openTestAccess } from '../../../../testing/network-access';
import { startPlainServer } from '../../../../testing/plain-server';
import { startProxyServer } from '../../../../testing/proxy-server';
import { problemFrom } from '../../../../testing/upstream-fixture';
import { openHttpClient } from '../http-client';
import { guardAddresses, type ResolveHost } from './address-guard';

const { signal } = new AbortController();
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const NAMES: Readonly<Record<string, string>> = {
  'index.example': '203.0.113.7',
  'inside.example': '10.0.0.7',
  'here.example': '127.0.0.1',
};
const resolveHost: ResolveHost = async (hostname) => [
  { address: NAMES[hostname] ?? '203.0.113.9', family: 4 },
];

describe('an index', () => {
  it.each([
    ['http://index.example/', 'http://203.0.113.9/', true],
    ['http://index.example/', 'http://10.1.2.3/', false],
    ['http://index.example/', 'http://172.31.0.1/', false],
    ['http://index.example/', 'http://169.254.169.254/', false],
    ['http://index.example/', 'http://[fe80::1]/', false],
    ['http://index.example/', 'http://[fd00::1]/', false],
    ['http://index.example/', 'http://[::ffff:10.0.0.1]/', false],
    ['http://index.example/', 'http://localhost/', false],
    ['http://inside.example/', 'http://10.1.2.3/', true],
    ['http://inside.example/', 'http://127.0.0.1/', false],
    ['http://127.0.0.1/', 'http://127.0.0.1:81/', true],
    ['file:///folder/', 'http://10.1.2.3/', true],
  ])('at %s may lead to %s: %s', async (home, url, isAllowed) => {
    const checking = guardAddresses(home, resolveHost).check(url);
    if (isAllowed) await checking;
    else await expect(checking).rejects.toThrow('which the index is not in');
  });
});

describe('a public index behind a proxy', () => {
  it('leads by redirect or by name to nothing on this computer, which hears nothing of it', async () => {
    let heard = 0;
    const secret = await startPlainServer((_request, response) => {
      heard += 1;
      response.end('secret');
    });
    closing.push(secret.close);
    const { port } = new URL(secret.url);
    const index = await startPlainServer((_request, response) =>
      response.writeHead(302, { location: `http://here.example:${port}/` }).end(),
    );
    closing.push(index.close);
    const proxy = await startProxyServer({ names: { 'index.example': Number(new URL(index.url).port) } });
    closing.push(proxy.close);
    const variables = { HTTP_PROXY: `http://127.0.0.1:${proxy.port}`, NO_PROXY: 'here.example' };
    const access = openTestAccess({}, variables, { resolveHost });
    const ask = async (home: string, url: string): Promise<number> => {
      const client = openHttpClient({ version: '1', stallTimeoutMs: 2000, access, home });
      closing.push(client.close);
      const response = await client.send(url, { method: 'GET', headers: {}, decompress: false, signal });
      response.body.destroy();
      return response.status;
    };
    const home = 'http://index.example/simple/';
    for (const url of [home, `http://here.example:${port}/`]) {
      expect(await problemFrom(ask(home, url))).toMatchObject({
        code: 'upstream-address-refused',
        parameters: { url: `http://here.example:${port}/` },
      });
    }
    expect(heard).toBe(0);
    expect(await ask(`http://here.example:${port}/simple/`, `http://here.example:${port}/`)).toBe(200);
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority } from '../../../../testing/certificate';
import { startEncryptedServer } from '../../../../testing/encrypted-server';
import { openTestAccess } from '../../../../testing/network-access';
import { type PlainServer, startPlainServer } from '../../../../testing/plain-server';
import {
  type ProxyServer,
  type ProxyServerOptions,
  startProxyServer,
  startSocksServer,
} from '../../../../testing/proxy-server';
import { problemFrom } from '../../../../testing/upstream-fixture';
import { describeProblem } from '../../../contract/describe';
import { redactAddresses } from '../../../contract/redact';
import { ENGLISH } from '../../../contract/texts/english';
import { type HttpClient, openHttpClient } from '../http-client';

const { signal } = new AbortController();
const closing: (() => Promise<void>)[] = [];

const authority = createAuthority();

let plain: PlainServer;
let folder: string;
let authorityPath: string;

beforeAll(async () => {
  plain = await startPlainServer((request, response) => response.end(`hello from ${request.headers.host}`));
  folder = await mkdtemp(join(tmpdir(), 'sandgrouse-proxies-'));
  authorityPath = join(folder, 'authority.pem');
  await writeFile(authorityPath, authority.cert);
  return async () => {
    await plain.close();
    await rm(folder, { recursive: true });
  };
});

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** An index with TLS on this computer; its port. */
async function startEncrypted(): Promise<number> {
  const server = await startEncryptedServer(authority.issue(['index.example']), (_request, response) =>
    response.end('hello, encrypted'),
  );
  closing.push(server.close);
  return server.port;
}

async function through(proxyUrl: string, url: string, variables = {}): Promise<string> {
  const isVariable = Object.keys(variables).length > 0;
  const access = openTestAccess(
    { proxyUrl: isVariable ? null : proxyUrl, certificateAuthorities: [authorityPath] },
    variables,
  );
  const client: HttpClient = openHttpClient({
    version: '1',
    stallTimeoutMs: 2000,
    access,
    home: 'http://127.0.0.1/',
  });
  closing.push(client.close);
  const response = await client.send(url, { method: 'GET', headers: {}, decompress: false, signal });
  const chunks: Uint8Array[] = [];
  for await (const chunk of response.body) chunks.push(chunk);
  return `${response.status} ${Buffer.concat(chunks).toString()}`;
}

async function started(options: ProxyServerOptions = {}): Promise<ProxyServer> {
  const proxy = await startProxyServer(options);
  closing.push(proxy.close);
  return proxy;
}

async function startedSocks(options: Parameters<typeof startSocksServer>[0] = {}): Promise<ProxyServer> {
  const proxy = await startSocksServer(options);
  closing.push(proxy.close);
  return proxy;
}

const NAME = 'http://index.example/simple/?a=b';
const namesOf = (url: string): Readonly<Record<string, number>> => ({
  'index.example': Number(new URL(url).port),
});

describe('through an http proxy', () => {
  it('an unencrypted address is asked for whole', async () => {
    const proxy = await started({ names: namesOf(plain.url) });
    expect(await through(`http://127.0.0.1:${proxy.port}`, NAME)).toBe('200 hello from index.example');
    expect(proxy.requests).toEqual([`GET ${NAME}`]);
  });

  it('with a password in a variable, both kinds of address come', async () => {
    const authorization = `Basic ${Buffer.from('ann:p@ss').toString('base64')}`;
    const proxy = await started({ authorization, names: namesOf(plain.url) });
    const variables = { ALL_PROXY: `http://ann:p%40ss@127.0.0.1:${proxy.port}` };
    expect(await through('', NAME, variables)).toContain('hello');
  });

  it.each([NAME, 'https://index.example/simple/'])(
    'that wants a password or has another, %s gives a problem that names the proxy and no secret',
    async (url) => {
      const proxy = await started({ authorization: 'Basic other' });
      const shown = `http://127.0.0.1:${proxy.port}`;
      const reason = 'it asks for a user name and a password';
      expect(await problemFrom(through(shown, url))).toEqual({
        code: 'proxy-refused',
        parameters: { url: redactAddresses(url), proxy: shown, reason, wantsPassword: true },
      });
      const variables = { ALL_PROXY: `http://ann:secret@127.0.0.1:${proxy.port}` };
      const problem = await problemFrom(through('', url, variables));
      expect(problem).toMatchObject({ code: 'proxy-refused', parameters: { proxy: shown } });
      const { what, next } = describeProblem(ENGLISH, problem);
      expect(`${what} ${next}`).toContain('proxy');
      expect(`${JSON.stringify(problem)} ${what} ${next}`).not.toContain('secret');
    },
  );

  it('that refuses, an encrypted address gives a problem', async () => {
    const proxy = await started({ status: 403 });
    expect(
      await problemFrom(through(`http://127.0.0.1:${proxy.port}`, 'https://index.example/')),
    ).toMatchObject({
      code: 'proxy-refused',
      parameters: { reason: 'it answered with HTTP status 403', wantsPassword: false },
    });
  });

  it('that cannot get there itself, it is the address that is unreachable', async () => {
    const proxy = await started({ status: 502 });
    expect(
      await problemFrom(through(`http://127.0.0.1:${proxy.port}`, 'https://index.example/')),
    ).toMatchObject({ code: 'upstream-unreachable', parameters: { url: 'https://index.example/' } });
  });
});

describe('an encrypted address', () => {
  const url = 'https://index.example/simple/';

  it('comes through CONNECT', async () => {
    const proxy = await started({ names: { 'index.example': await startEncrypted() } });
    expect(await through(`http://127.0.0.1:${proxy.port}`, url)).toBe('200 hello, encrypted');
    expect(proxy.requests).toEqual(['CONNECT index.example:443']);
  });

  it('comes through a proxy that is encrypted itself, as does an unencrypted one', async () => {
    const names = { 'index.example': await startEncrypted() };
    const tls = authority.issue(['127.0.0.1']);
    const proxy = await started({ names, tls });
    expect(await through(`https://127.0.0.1:${proxy.port}`, url)).toBe('200 hello, encrypted');
    expect(await through(`https://127.0.0.1:${proxy.port}`, plain.url)).toContain('200 hello');
  });

  it('comes through SOCKS5', async () => {
    const proxy = await startedSocks({ names: { 'index.example': await startEncrypted() } });
    expect(await through(`socks5://127.0.0.1:${proxy.port}`, url)).toBe('200 hello, encrypted');
  });

  it('of another host behind the proxy is not believed', async () => {
    const proxy = await started({ names: { 'other.example': await startEncrypted() } });
    expect(
      await problemFrom(through(`http://127.0.0.1:${proxy.port}`, 'https://other.example/')),
    ).toMatchObject({ code: 'upstream-certificate', parameters: { url: 'https://other.example/' } });
  });

  it('is not asked for through a proxy whose own certificate is not believed', async () => {
    const proxy = await started({ tls: createAuthority().issue(['127.0.0.1']) });
    expect(await problemFrom(through(`https://127.0.0.1:${proxy.port}`, url))).toMatchObject({
      code: 'upstream-certificate',
      parameters: { url: `https://127.0.0.1:${proxy.port}` },
    });
  });
});

describe('a proxy that is not there', () => {
  it.each(['http', 'https', 'socks5'])('by %s is told as that', async (kind) => {
    const gone = await startProxyServer();
    await gone.close();
    for (const url of ['http://index.example/', 'https://index.example/']) {
      expect(await problemFrom(through(`${kind}://127.0.0.1:${gone.port}`, url))).toEqual({
        code: 'proxy-unreachable',
        parameters: {
          url,
          proxy: `${kind}://127.0.0.1:${gone.port}`,
          cause: 'the connection was refused',
        },
      });
    }
  });
});

describe('through a SOCKS5 proxy', () => {
  it('names are looked up by the proxy', async () => {
    const proxy = await startedSocks({ names: namesOf(plain.url) });
    expect(await through(`socks5://127.0.0.1:${proxy.port}`, NAME)).toBe('200 hello from index.example');
    expect(await through(`socks5://127.0.0.1:${proxy.port}`, plain.url)).toContain('hello');
    expect(proxy.requests).toEqual([
      'CONNECT index.example:80',
      `CONNECT 127.0.0.1:${new URL(plain.url).port}`,
    ]);
  });

  it('a password is given where one is wanted', async () => {
    const proxy = await startedSocks({ login: 'ann:secret', names: namesOf(plain.url) });
    expect(await through('', NAME, { ALL_PROXY: `socks5h://ann:secret@127.0.0.1:${proxy.port}` })).toContain(
      'hello',
    );
    const shown = `socks5://127.0.0.1:${proxy.port}`;
    expect(await problemFrom(through(shown, NAME))).toMatchObject({
      code: 'proxy-refused',
      parameters: { proxy: shown, wantsPassword: true },
    });
    const wrong = { ALL_PROXY: `socks5://ann:other@127.0.0.1:${proxy.port}` };
    expect(await problemFrom(through('', NAME, wrong))).toMatchObject({
      code: 'proxy-refused',
      parameters: { reason: 'it does not take the user name and the password that it was given' },
    });
  });

  it.each([
    [2, 'proxy-refused'],
    [5, 'upstream-unreachable'],
  ])('reply %d is the problem %s', async (reply, code) => {
    const proxy = await startedSocks({ reply });
    expect(await problemFrom(through(`socks5://127.0.0.1:${proxy.port}`, NAME))).toMatchObject({ code });
  });

  it('one that is no SOCKS proxy is told as that', async () => {
    expect(await problemFrom(through(plain.url.replace('http', 'socks5'), NAME))).toMatchObject({
      code: 'proxy-refused',
      parameters: { reason: 'it is no SOCKS5 proxy' },
    });
  });
});

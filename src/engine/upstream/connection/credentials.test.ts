import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createMirrorFixture } from '../../../../testing/mirror-fixture';
import { openTestAccess } from '../../../../testing/network-access';
import { startPlainServer } from '../../../../testing/plain-server';
import { buildWheel, sha256 } from '../../../../testing/wheel-builder';
import { describeProblem } from '../../../contract/describe';
import { ENGLISH } from '../../../contract/texts/english';
import { type HttpResponse, openHttpClient } from '../http-client';
import { failure } from '../http-errors';
import { netrcCredentials, variableCredentials } from './credential-sources';
import { type CredentialSource, firstOf } from './credentials';

const { signal } = new AbortController();
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A server that keeps what it was told; `/away/…` leads to another. */
async function startListener(
  awayTo = '',
): Promise<{ readonly url: string; readonly heard: (string | null)[] }> {
  const heard: (string | null)[] = [];
  const server = await startPlainServer((request, response) => {
    heard.push(request.headers.authorization ?? null);
    if (request.url === '/away/') response.writeHead(302, { location: `${awayTo}there/` }).end();
    else response.writeHead(request.headers.authorization === undefined ? 401 : 200).end();
  });
  closing.push(server.close);
  return { url: server.url, heard };
}

async function ask(url: string, credentials: CredentialSource, upstreamUrl = url): Promise<HttpResponse> {
  const access = openTestAccess({}, {}, { credentials, upstreamUrl });
  const client = openHttpClient({ version: '1', stallTimeoutMs: 2000, access, home: 'http://127.0.0.1/' });
  closing.push(client.close);
  const response = await client.send(url, { method: 'GET', headers: {}, decompress: false, signal });
  response.body.destroy();
  return response;
}

const ANN: CredentialSource = async () => ({ kind: 'password', username: 'ann', password: 'sécret' });
const BASIC = `Basic ${Buffer.from('ann:sécret').toString('base64')}`;

describe('a password', () => {
  it('goes to the host that it is for, and a token too', async () => {
    const { url, heard } = await startListener();
    expect((await ask(url, ANN)).status).toBe(200);
    await ask(url, async () => ({ kind: 'token', token: 'abc' }));
    expect(heard).toEqual([BASIC, 'Bearer abc']);
  });

  it('does not follow a redirect to another host, nor to another port of the same', async () => {
    const away = await startListener();
    const { url, heard } = await startListener(away.url);
    await ask(`${url}away/`, ANN);
    expect([heard, away.heard]).toEqual([[BASIC], [null]]);
  });

  it('follows a redirect of the same host', async () => {
    const { url, heard } = await startListener('/');
    await ask(`${url}away/`, ANN);
    expect(heard).toEqual([BASIC, BASIC]);
  });

  it('is asked for once an origin', async () => {
    let asked = 0;
    const access = openTestAccess(
      {},
      {},
      {
        credentials: async () => {
          asked += 1;
          return null;
        },
      },
    );
    await access.authorizationFor('https://a.example/x');
    await access.authorizationFor('https://a.example/y');
    await access.authorizationFor('https://b.example/');
    expect(asked).toBe(2);
  });

  it('is told to nobody without encryption but the upstream of the profile and this computer', async () => {
    const access = openTestAccess({}, {}, { credentials: ANN, upstreamUrl: 'http://index.example/simple/' });
    expect(await access.authorizationFor('http://index.example/x')).toBe(BASIC);
    expect(await access.authorizationFor('http://files.example/x')).toBeNull();
    expect(await access.authorizationFor('https://files.example/x')).toBe(BASIC);
    expect(await access.authorizationFor('http://localhost:1/x')).toBe(BASIC);
  });

  it.each([
    [401, null, 'wants a user name and a password', '.netrc'],
    [403, null, 'may want a user name', 'SANDGROUSE_PASSWORD'],
    [401, ANN, 'does not take', 'Check'],
  ] as const)(
    'that is missing or wrong (%d) is a problem that says how to give one',
    async (status, source, what, next) => {
      const server = await startPlainServer((_request, response) => response.writeHead(status).end());
      closing.push(server.close);
      const { problem } = failure(await ask(server.url, source ?? (async () => null)), 0);
      const { origin, hostname: host } = new URL(server.url);
      expect(problem).toEqual({
        code: 'upstream-credentials',
        parameters: { url: server.url, origin, host, status, wereGiven: source !== null },
      });
      const text = describeProblem(ENGLISH, problem);
      expect(text.what).toContain(what);
      expect(text.next).toContain(next);
    },
  );

  it('of a mirror is nowhere in its folder nor in what is told of the run', async () => {
    const wheel = buildWheel({ name: 'sand', version: '1.0' });
    const server = await startPlainServer((request, response) => {
      if (request.headers.authorization !== BASIC) response.writeHead(401).end();
      else if (request.url === '/simple/sand/') {
        const page = `<a href="/${wheel.filename}#sha256=${sha256(wheel.content)}">${wheel.filename}</a>`;
        response.writeHead(200, { 'content-type': 'text/html' }).end(page);
      } else response.end(wheel.content);
    });
    closing.push(server.close);
    const mirror = await createMirrorFixture(`${server.url}simple/`, 'sand', {}, {}, { credentials: ANN });
    closing.push(mirror.remove);
    expect(await mirror.planAndSync()).toEqual({ kind: 'finished', complete: true });
    const entries = await readdir(mirror.directory, { recursive: true, withFileTypes: true });
    const contents = await Promise.all(
      entries
        .filter((entry) => entry.isFile())
        .map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1')),
    );
    const everything = `${contents.join('\n')}${JSON.stringify(mirror.events)}`;
    expect(everything).not.toContain(BASIC.slice(6));
    expect(everything).not.toMatch(/s(?:é|\u00c3\u00a9)cret/);
  });
});

describe('the command line takes passwords', () => {
  const upstreamUrl = 'https://index.example/simple/';
  const context = { upstreamUrl };

  it('of the variables for the upstream alone', async () => {
    const source = variableCredentials({ SANDGROUSE_USERNAME: 'ann', SANDGROUSE_PASSWORD: 'secret' });
    const ann = { kind: 'password', username: 'ann', password: 'secret' };
    expect(await source('https://index.example/packages/x', context)).toEqual(ann);
    expect(await source('https://files.example/x', context)).toBeNull();
    expect(await source('https://index.example:444/x', context)).toBeNull();
    const byToken = variableCredentials({ SANDGROUSE_TOKEN: 'abc' });
    expect(await byToken(upstreamUrl, context)).toEqual({ kind: 'token', token: 'abc' });
    expect(await variableCredentials({})(upstreamUrl, context)).toBeNull();
  });

  it('of a netrc in the home folder or where NETRC leads, after those of the variables', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandgrouse-netrc-'));
    closing.push(() => rm(folder, { recursive: true }));
    const other = join(folder, 'other');
    await writeFile(join(folder, '.netrc'), 'machine index.example login home password 1');
    await writeFile(other, 'machine index.example login other password 2');
    const nameIn = async (source: CredentialSource): Promise<string | null> => {
      const found = await source(upstreamUrl, context);
      return found?.kind === 'password' ? found.username : null;
    };
    expect(await nameIn(netrcCredentials({}, folder))).toBe('home');
    expect(await nameIn(netrcCredentials({ NETRC: other }, folder))).toBe('other');
    expect(await nameIn(netrcCredentials({ NETRC: join(folder, 'missing') }, folder))).toBeNull();
    const variables = { SANDGROUSE_USERNAME: 'ann' };
    const both = firstOf([variableCredentials(variables), netrcCredentials(variables, folder)]);
    expect(await nameIn(both)).toBe('ann');
  });
});

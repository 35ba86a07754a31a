import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority, type TestCertificate } from '../../../../testing/certificate';
import { startEncryptedServer } from '../../../../testing/encrypted-server';
import { openTestAccess } from '../../../../testing/network-access';
import { startPlainServer } from '../../../../testing/plain-server';
import { createMemoryCache, openTestUpstream, problemFrom } from '../../../../testing/upstream-fixture';
import { normalizeName } from '../../../python-packaging/name';
import type { NetworkAccess } from './network-access';

const { signal } = new AbortController();
const authority = createAuthority();
const PAGE = '{"meta":{"api-version":"1.1"},"name":"sand","versions":[],"files":[]}';

let folder: string;
let authorityPath: string;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandgrouse-authorities-'));
  authorityPath = join(folder, 'authority.pem');
  await writeFile(authorityPath, `a company's own\n${authority.cert}`);
});

afterAll(() => rm(folder, { recursive: true }));

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function startIndex(certificate: TestCertificate): Promise<string> {
  const server = await startEncryptedServer(certificate, (_request, response) =>
    response.writeHead(200, { 'content-type': 'application/vnd.pypi.simple.v1+json' }).end(PAGE),
  );
  closing.push(server.close);
  return `https://127.0.0.1:${server.port}/simple/`;
}

async function readPage(url: string, access: NetworkAccess): Promise<readonly number[]> {
  const upstream = openTestUpstream(url, createMemoryCache(), access);
  closing.push(upstream.close);
  const answer = await upstream.readProject(normalizeName('sand'), { signal }).catch((error: unknown) => {
    throw Object.assign(error as Error, { waits: upstream.clock.sleeps.length });
  });
  expect(answer.kind).toBe('found');
  return upstream.clock.sleeps;
}

const LOCAL = ['127.0.0.1'];

describe('a certificate', () => {
  it('that an authority of the profile signed is believed', async () => {
    const url = await startIndex(authority.issue(LOCAL));
    await readPage(url, openTestAccess({ certificateAuthorities: [authorityPath] }));
  });

  it('that an authority in SSL_CERT_FILE signed is believed', async () => {
    const url = await startIndex(authority.issue(LOCAL));
    await readPage(url, openTestAccess({}, { SSL_CERT_FILE: authorityPath }));
  });

  it('is read with an SSL_CERT_FILE that is there, or refused with its name', async () => {
    const url = await startIndex(authority.issue(LOCAL));
    const reading = readPage(url, openTestAccess({}, { SSL_CERT_FILE: '/no/such/bundle.pem' }));
    expect(await problemFrom(reading)).toMatchObject({
      code: 'certificate-file-invalid',
      parameters: { path: '/no/such/bundle.pem' },
    });
  });

  it.each([
    ['of an unknown authority', authority.issue(LOCAL), [], 'authority'],
    ['that expired', authority.issue(LOCAL, { days: -2 }), [0], 'clock'],
    ['for another host', authority.issue(['other.example']), [0], 'address'],
    ['of another authority with the same name', createAuthority().issue(LOCAL), [0], 'operator'],
  ])('%s is a problem at once, without another try', async (_name, certificate, trusted, remedy) => {
    const url = await startIndex(certificate);
    const access = openTestAccess({ certificateAuthorities: trusted.map(() => authorityPath) });
    const reading = readPage(url, access);
    expect(await problemFrom(reading)).toMatchObject({
      code: 'upstream-certificate',
      parameters: { url: `${url}sand/`, remedy },
    });
    await expect(reading).rejects.toMatchObject({ waits: 0 });
  });

  it('is missing where nothing speaks TLS: one more try, and then that is said', async () => {
    const server = await startPlainServer((_request, response) => response.end());
    closing.push(server.close);
    const url = server.url.replace('http', 'https');
    const reading = readPage(url, openTestAccess());
    expect(await problemFrom(reading)).toEqual({
      code: 'upstream-encryption',
      parameters: { url: `${url}sand/`, cause: 'it does not speak TLS' },
    });
    await expect(reading).rejects.toMatchObject({ waits: 1 });
  });
});

describe('a file of authorities', () => {
  const problemWith = (path: string): unknown => {
    try {
      openTestAccess({ certificateAuthorities: [path] });
      return null;
    } catch (error) {
      return (error as { problem: unknown }).problem;
    }
  };

  it('that is not there, is a folder, or holds none is named', async () => {
    const other = join(folder, 'other.pem');
    const damaged = join(folder, 'damaged.pem');
    await writeFile(other, 'not a certificate');
    await writeFile(damaged, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    const missing = join(folder, 'missing.pem');
    for (const [path, reason] of [
      [missing, 'there is no such file'],
      [folder, 'it is a folder'],
      [other, 'it holds no certificate in the form of PEM'],
      [damaged, 'certificate 1 in it is damaged'],
    ] as const) {
      expect(problemWith(path)).toEqual({ code: 'certificate-file-invalid', parameters: { path, reason } });
    }
  });
});

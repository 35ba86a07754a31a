import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAuthority } from '../../../../testing/certificate';
import type { Encryption } from '../../../contract/sharing';
import { openTlsIdentity } from './tls-identity';

const NOW_MS = Date.now();
const DAY_MS = 86_400_000;
let folder: string;
let nowMs: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandgrouse-tls-'));
  nowMs = NOW_MS;
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const openWith = (
  encryption: Exclude<Encryption, { kind: 'none' }>,
  hosts = ['127.0.0.1', 'pypi.lab', 'fd00::7'],
) =>
  openTlsIdentity({
    encryption,
    dataDirectory: join(folder, 'data'),
    hosts,
    clock: { now: () => nowMs, sleep: () => Promise.resolve() },
    signal: new AbortController().signal,
  });

describe('a certificate that is made', () => {
  it('is for the hosts, and signed by an authority that stays', async () => {
    const first = await openWith({ kind: 'made' });
    const second = await openWith({ kind: 'made' }, ['10.0.0.9']);
    expect(second.facts).toEqual(first.facts);
    expect(second.key).not.toBe(first.key);
    const served = new X509Certificate(first.chain);
    const authority = new X509Certificate(await readFile(first.facts.authorityPath ?? ''));
    expect(served.subjectAltName).toBe('IP Address:127.0.0.1, DNS:pypi.lab, IP Address:FD00:0:0:0:0:0:0:7');
    expect(served.checkIssued(authority) && served.verify(authority.publicKey)).toBe(true);
    expect(authority.ca).toBe(true);
    expect(served.ca).toBe(false);
    expect(authority.fingerprint256).toBe(first.facts.fingerprint);
  });

  it('keeps its key from others', async () => {
    const { facts, key } = await openWith({ kind: 'made' });
    const { mode } = await stat(join(folder, 'data', 'serving-authority.pem'));
    if (process.platform !== 'win32') expect(mode & 0o777).toBe(0o600);
    const shown = await readFile(facts.authorityPath ?? '', 'utf8');
    expect(shown).not.toContain('PRIVATE');
    expect(shown).not.toContain(key);
  });

  it('has one authority, also where two servers begin at once', async () => {
    const all = await Promise.all([1, 2, 3].map(() => openWith({ kind: 'made' })));
    expect(new Set(all.map(({ facts }) => facts.fingerprint)).size).toBe(1);
  });

  it.each(['damaged', 'expiring'])('has a new authority where the one that is there is %s', async (what) => {
    const first = await openWith({ kind: 'made' });
    if (what === 'damaged') await writeFile(join(folder, 'data', 'serving-authority.pem'), 'nothing');
    else nowMs += 3_400 * DAY_MS;
    const second = await openWith({ kind: 'made' });
    expect(second.facts.fingerprint).not.toBe(first.facts.fingerprint);
    expect((await openWith({ kind: 'made' })).facts).toEqual(second.facts);
  });
});

describe('a certificate of one’s own', () => {
  const own = async (cert: string, key: string) => {
    const paths = { certificatePath: join(folder, 'cert.pem'), keyPath: join(folder, 'key.pem') };
    await writeFile(paths.certificatePath, cert);
    await writeFile(paths.keyPath, key);
    return { kind: 'own', ...paths } as const;
  };

  it('is served with its chain', async () => {
    const authority = createAuthority();
    const { cert, key } = authority.issue(['pypi.lab']);
    const identity = await openWith(await own(`${cert}\n${authority.cert}`, key));
    expect(identity.chain).toContain(authority.cert.trim());
    expect(identity.facts.authorityPath).toBeNull();
    expect(identity.facts.fingerprint).toBe(new X509Certificate(cert).fingerprint256);
  });

  const good = createAuthority().issue(['pypi.lab']);
  const other = createAuthority().issue(['pypi.lab']);
  const expired = createAuthority().issue(['pypi.lab'], { days: -2 });
  it.each([
    ['is no PEM', 'nothing', good.key, 'cert.pem', 'holds no certificate'],
    ['has another key', good.cert, other.key, 'key.pem', 'no private key'],
    ['has no key', good.cert, good.cert, 'key.pem', 'no private key'],
    ['has expired', expired.cert, expired.key, 'cert.pem', 'has expired on 20'],
  ])('that %s is refused by name', async (_what, cert, key, file, reason) => {
    await expect(openWith(await own(cert, key))).rejects.toMatchObject({
      problem: {
        code: 'serving-certificate-unusable',
        parameters: { path: join(folder, file), reason: expect.stringContaining(reason) as string },
      },
    });
  });

  it('that is not there is refused by name', async () => {
    const encryption = await own(good.cert, good.key);
    await rm(encryption.keyPath);
    await expect(openWith(encryption)).rejects.toMatchObject({
      problem: { parameters: { path: encryption.keyPath } },
    });
  });
});

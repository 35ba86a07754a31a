import { createPrivateKey, X509Certificate } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { refuse } from '../../../contract/problem';
import type { Encryption, ServedCertificate } from '../../../contract/sharing';
import { writeFileAtomically } from '../../files/atomic-write';
import type { Clock } from '../../files/clock';
import { keepSecret, replaceSecret } from '../../files/kept-secret';
import { readBoundedFile } from '../../files/read-file';
import type { CertifiedKey } from './make-certificate';

/** With what an encrypted server shows who it is. */
export interface TlsIdentity {
  /** PEM: the server's certificate first, then what leads to the authority. */
  readonly chain: string;
  readonly key: string;
  readonly facts: ServedCertificate;
}

export interface TlsIdentityOptions {
  readonly encryption: Exclude<Encryption, { kind: 'none' }>;
  /** The application's own folder, where the authority is kept. */
  readonly dataDirectory: string;
  /** Names and addresses that clients may call this computer by; without brackets. */
  readonly hosts: readonly string[];
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const DAY_MS = 86_400_000;
/** Clients are set up once, and are far away. */
const AUTHORITY_DAYS = 3_650;
/** Made anew at every start, for the addresses of that time. Some clients take no longer ones. */
const SERVER_DAYS = 397;
/** Clocks differ. */
const BEFORE_DAYS = 2;
const LARGEST_PEM_BYTES = 1_048_576;
const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;
const PEM_KEY = /-----BEGIN PRIVATE KEY-----[\s\S]*?-----END PRIVATE KEY-----/;

/** Reads or makes what an encrypted server needs. Throws `serving-certificate-unusable` or a disk problem. */
export function openTlsIdentity(options: TlsIdentityOptions): Promise<TlsIdentity> {
  const { encryption } = options;
  return encryption.kind === 'own' ? readOwnIdentity(encryption, options.clock) : makeIdentity(options);
}

async function readOwnIdentity(
  { certificatePath, keyPath }: Extract<Encryption, { kind: 'own' }>,
  clock: Clock,
): Promise<TlsIdentity> {
  const refuseWith = (path: string, reason: string): never =>
    refuse('serving-certificate-unusable', { path, reason });
  const read = async (path: string): Promise<string> => {
    const content = await readBoundedFile(path, { limitBytes: LARGEST_PEM_BYTES });
    return content?.toString('latin1') ?? refuseWith(path, 'there is no such file, or it is too large');
  };
  const chain = await read(certificatePath);
  const key = await read(keyPath);
  const certificate = readCertificate(chain);
  if (certificate === null) return refuseWith(certificatePath, 'it holds no certificate in the form of PEM');
  if (!isKeyOf(key, certificate)) {
    return refuseWith(
      keyPath,
      `it holds no private key, without a password, of the certificate in "${certificatePath}"`,
    );
  }
  const facts = factsOf(certificate, null);
  if (facts.expiresAtMs < clock.now()) {
    return refuseWith(
      certificatePath,
      `it has expired on ${new Date(facts.expiresAtMs).toISOString().slice(0, 10)}`,
    );
  }
  try {
    createSecureContext({ cert: chain, key });
  } catch (error) {
    return refuseWith(certificatePath, error instanceof Error ? error.message : String(error));
  }
  return { chain, key, facts };
}

async function makeIdentity({
  dataDirectory,
  hosts,
  clock,
  signal,
}: TlsIdentityOptions): Promise<TlsIdentity> {
  // Loaded here alone: it takes a sixth of a second.
  const { issueCertificate, makeAuthority } = await import('./make-certificate');
  const validity = (days: number) => ({
    notBefore: new Date(clock.now() - BEFORE_DAYS * DAY_MS),
    notAfter: new Date(clock.now() + days * DAY_MS),
  });
  const make = async (): Promise<string> => {
    const made = await makeAuthority(`Sandgrouse on ${hostname()}`, validity(AUTHORITY_DAYS));
    return `${made.certificate}\n${made.key}\n`;
  };
  const path = join(dataDirectory, 'serving-authority.pem');
  let authority = readAuthority(await keepSecret(path, make, { signal }), clock);
  if (authority === null) {
    const fresh = await make();
    await replaceSecret(path, fresh);
    authority = readAuthority(fresh, clock);
  }
  if (authority === null)
    return refuse('serving-certificate-unusable', { path, reason: 'it cannot be read again' });
  const authorityPath = join(dataDirectory, 'sandgrouse-authority.pem');
  await writeFileAtomically(authorityPath, `${authority.certificate}\n`, { signal });
  const served = await issueCertificate(authority, hosts, validity(SERVER_DAYS));
  const facts = factsOf(new X509Certificate(authority.certificate), authorityPath);
  return { chain: `${served.certificate}\n${authority.certificate}\n`, key: served.key, facts };
}

/** `null` for one that is damaged, or has less time left than a server's certificate takes. */
function readAuthority(text: string, clock: Clock): CertifiedKey | null {
  const certificate = readCertificate(text);
  const [key] = PEM_KEY.exec(text) ?? [];
  if (certificate === null || key === undefined || !isKeyOf(key, certificate)) return null;
  const ends = Date.parse(certificate.validTo);
  return ends < clock.now() + SERVER_DAYS * DAY_MS
    ? null
    : { certificate: certificate.toString().trim(), key };
}

function readCertificate(text: string): X509Certificate | null {
  const [pem] = text.match(PEM_CERTIFICATE) ?? [];
  try {
    return pem === undefined ? null : new X509Certificate(pem);
  } catch {
    return null;
  }
}

function isKeyOf(pem: string, certificate: X509Certificate): boolean {
  try {
    return certificate.checkPrivateKey(createPrivateKey(pem));
  } catch {
    return false;
  }
}

function factsOf(certificate: X509Certificate, authorityPath: string | null): ServedCertificate {
  const { fingerprint256, validTo } = certificate;
  return { fingerprint: fingerprint256, authorityPath, expiresAtMs: Date.parse(validTo) };
}

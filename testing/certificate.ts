import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { isIP } from 'node:net';

/** A certificate made on the spot (RFC 5280), in PEM. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
}

export interface TestAuthority extends TestCertificate {
  /** Signs a certificate for names and IP addresses. `days`: until it expires; negative where it has already. */
  readonly issue: (hosts: readonly string[], options?: { readonly days?: number }) => TestCertificate;
}

interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const DAY_MS = 86_400_000;

export function createAuthority(name = 'Test Authority'): TestAuthority {
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const basic = extension('551d13', sequence(der(0x01, Buffer.from([0xff]))));
  const make = (subject: string, keys: KeyPair, days: number, extensions: Buffer): TestCertificate => ({
    cert: pem('CERTIFICATE', signedBody({ subject, issuer: name, keys, signer: own, days, extensions })),
    key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  });
  return {
    ...make(name, own, 30, basic),
    issue: (hosts, { days = 30 } = {}) => {
      const names = hosts.map((host) =>
        isIP(host) === 4
          ? der(0x87, Buffer.from(host.split('.').map(Number)))
          : der(0x82, Buffer.from(host, 'ascii')),
      );
      const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      return make('Test Server', keys, days, extension('551d11', sequence(...names)));
    },
  };
}

interface Body {
  readonly subject: string;
  readonly issuer: string;
  readonly keys: KeyPair;
  readonly signer: KeyPair;
  readonly days: number;
  readonly extensions: Buffer;
}

function signedBody({ subject, issuer, keys, signer, days, extensions }: Body): Buffer {
  const algorithm = sequence(oid('2a8648ce3d040302'));
  const ends = Date.now() + days * DAY_MS;
  const begins = Math.min(Date.now(), ends) - DAY_MS;
  serial += 1;
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1, serial >> 8, serial & 0xff])),
    algorithm,
    nameOf(issuer),
    sequence(time(begins), time(ends)),
    nameOf(subject),
    keys.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(extensions)),
  );
  const signature = sign('sha256', body, signer.privateKey);
  return sequence(body, algorithm, der(0x03, Buffer.concat([Buffer.from([0]), signature])));
}

let serial = 0;

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, Buffer.concat(parts));
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));

function extension(id: string, value: Buffer): Buffer {
  return sequence(oid(id), der(0x04, value));
}

function nameOf(commonName: string): Buffer {
  return sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(commonName, 'utf8')))));
}

/** UTCTime. */
function time(atMs: number): Buffer {
  const text = new Date(atMs).toISOString().replace(/[-:T]/g, '').slice(2, 14);
  return der(0x17, Buffer.from(`${text}Z`, 'ascii'));
}

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').replace(/.{64}/g, '$&\n');
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}

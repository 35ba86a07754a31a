import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';
import { refuse } from '../../../contract/problem';
import type { Variables } from './proxy-choice';

/** Where Linux distributions keep what the computer trusts. */
const SYSTEM_BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/**
 * Which certificates are believed: those that are signed by an authority that comes with Node, that this computer trusts,
 * that `paths` name, or the variable `SSL_CERT_FILE`. What `paths` name is read at once, the rest when it is first needed;
 * the answer is `undefined` where Node's own are all. Both throw `certificate-file-invalid`.
 */
export function readTrust(
  paths: readonly string[],
  variables: Variables,
): () => tls.SecureContext | undefined {
  const added = paths.flatMap(readAuthorities);
  const bundle = variables.SSL_CERT_FILE ?? '';
  // Some 150 certificates, which take a tenth of a second: not for an index that is asked by http.
  const bundled = (): readonly string[] => (bundle === '' ? [] : readAuthorities(bundle));
  let trust: { readonly context: tls.SecureContext | undefined } | null = null;
  return () => {
    trust ??= { context: contextWith([...added, ...bundled(), ...systemAuthorities(variables)]) };
    return trust.context;
  };
}

function contextWith(certificates: readonly string[]): tls.SecureContext | undefined {
  const known = new Set(tls.rootCertificates.map(withoutSpace));
  const fresh = [
    ...new Map(certificates.map((certificate) => [withoutSpace(certificate), certificate])),
  ].filter(([key]) => !known.has(key));
  if (fresh.length === 0) return undefined;
  return tls.createSecureContext({ ca: [...tls.rootCertificates, ...fresh.map(([, text]) => text)] });
}

function readAuthorities(path: string): readonly string[] {
  const refuseWith = (reason: string): never => refuse('certificate-file-invalid', { path, reason });
  const certificates = splitPem(readText(path, refuseWith));
  if (certificates.length === 0) refuseWith('it holds no certificate in the form of PEM');
  for (const [index, certificate] of certificates.entries()) {
    if (!isReadable(certificate)) refuseWith(`certificate ${index + 1} in it is damaged`);
  }
  return certificates;
}

function readText(path: string, refuseWith: (reason: string) => never): string {
  try {
    return readFileSync(path, 'latin1');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT') return refuseWith('there is no such file');
    if (code === 'EISDIR') return refuseWith('it is a folder');
    return refuseWith(error instanceof Error ? error.message : String(error));
  }
}

/** What cannot be had is left out: the connection fails where it was needed, and says so. */
function systemAuthorities(variables: Variables): readonly string[] {
  const quietly = (path: string): readonly string[] => {
    try {
      return splitPem(readFileSync(path, 'latin1')).filter(isReadable);
    } catch {
      return [];
    }
  };
  // Given a list of authorities, Node forgets the ones of this variable.
  const extra = variables.NODE_EXTRA_CA_CERTS ?? '';
  const bundle = SYSTEM_BUNDLES.map(quietly).find((found) => found.length > 0) ?? [];
  return [...(extra === '' ? [] : quietly(extra)), ...bundle, ...keptBySystem()];
}

/** Node asks Windows and macOS from 22.15 on. */
function keptBySystem(): readonly string[] {
  const { getCACertificates } = tls as { readonly getCACertificates?: (type: 'system') => string[] };
  return getCACertificates?.('system') ?? [];
}

function splitPem(text: string): readonly string[] {
  return text.match(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]*-----END CERTIFICATE-----/g) ?? [];
}

function isReadable(certificate: string): boolean {
  try {
    return new X509Certificate(certificate).raw.length > 0;
  } catch {
    return false;
  }
}

function withoutSpace(certificate: string): string {
  return certificate.replace(/\s/g, '');
}

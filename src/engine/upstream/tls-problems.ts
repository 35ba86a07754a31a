import { type Problem, problem } from '../../contract/problem';

type Remedy = Extract<Problem, { code: 'upstream-certificate' }>['parameters']['remedy'];

const UNKNOWN_AUTHORITY = 'it is signed by an authority that is not trusted here';

/** What OpenSSL and Node say of a certificate that they do not believe. */
const CERTIFICATE_FAULTS: Readonly<Record<string, readonly [Remedy, string]>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: ['authority', 'it is signed by nobody but itself'],
  SELF_SIGNED_CERT_IN_CHAIN: ['authority', UNKNOWN_AUTHORITY],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['authority', UNKNOWN_AUTHORITY],
  UNABLE_TO_GET_ISSUER_CERT: ['authority', UNKNOWN_AUTHORITY],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['authority', UNKNOWN_AUTHORITY],
  CERT_UNTRUSTED: ['authority', UNKNOWN_AUTHORITY],
  CERT_HAS_EXPIRED: ['clock', 'it has expired'],
  CERT_NOT_YET_VALID: ['clock', 'it is not valid yet'],
  ERR_TLS_CERT_ALTNAME_INVALID: ['address', 'it is for another host'],
  HOSTNAME_MISMATCH: ['address', 'it is for another host'],
  CERT_REVOKED: ['operator', 'it was revoked'],
  CERT_REJECTED: ['operator', 'it was rejected'],
  CERT_SIGNATURE_FAILURE: ['operator', 'its signature is wrong'],
  CERT_CHAIN_TOO_LONG: ['operator', 'its chain is too long'],
  PATH_LENGTH_EXCEEDED: ['operator', 'its chain is too long'],
  INVALID_CA: ['operator', 'one of its authorities is none'],
  INVALID_PURPOSE: ['operator', 'it is not for servers'],
};

/** A failure of encryption as a problem; `null` for any other code. Certificates do not mend themselves: no try is made again. */
export function tlsProblem(code: string, message: string, url: string): Problem | null {
  const fault = CERTIFICATE_FAULTS[code];
  if (fault !== undefined) {
    const [remedy, cause] = fault;
    return problem('upstream-certificate', { url, cause, remedy });
  }
  if (!code.startsWith('ERR_SSL_') && code !== 'EPROTO') return null;
  const cause =
    code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG'
      ? 'it does not speak TLS'
      : `${withoutPlaces(message)} (${code})`;
  return problem('upstream-encryption', { url, cause });
}

/** OpenSSL begins with numbers and names its source files; the reason stands last but for them. */
function withoutPlaces(message: string): string {
  const parts = message.split(':').map((part) => part.trim());
  return parts.length > 4 ? (parts[5] ?? parts[3] ?? message) : message;
}

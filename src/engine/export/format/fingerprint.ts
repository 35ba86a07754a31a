import { createHash } from 'node:crypto';

/** Crockford's Base32: no letter that sounds or looks like another sign (https://www.crockford.com/base32.html). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const DIGEST_BYTES = 20;
const GROUP = 4;

/** Of a public key: 160 bits of its SHA-256 as eight groups of four signs, to be read over the phone. */
export function fingerprintOf(publicKey: Uint8Array): string {
  const digest = createHash('sha256').update(publicKey).digest().subarray(0, DIGEST_BYTES);
  let bits = '';
  for (const byte of digest) bits += byte.toString(2).padStart(8, '0');
  const signs = (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET.charAt(Number.parseInt(five, 2)));
  return (signs.join('').match(new RegExp(`.{${GROUP}}`, 'g')) ?? []).join('-');
}

/** Whether a person has given this fingerprint: in capitals or not, with other gaps, with O for 0 and I or L for 1. */
export function isSameFingerprint(given: string, fingerprint: string): boolean {
  return plain(given) === plain(fingerprint);
}

function plain(text: string): string {
  return text
    .toUpperCase()
    .replace(/[\s\-–—.:,]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
}

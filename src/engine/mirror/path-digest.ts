import { createHash } from 'node:crypto';

/**
 * A number that stands for a text where millions of texts would not fit a memory: 53 bits of its SHA-256. Among a million
 * of them, two that are alike by chance come up once in 20,000 mirrors.
 */
export function textDigest(text: string): number {
  const digest = createHash('sha256').update(text).digest();
  return digest.readUInt32BE(0) * 0x200000 + (digest.readUInt32BE(4) >>> 11);
}
